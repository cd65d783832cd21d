#!/usr/bin/env bash
# Builds fuzz targets (fuzz/) with sanitizers in build-fuzz/, runs them, and says which share of each parser's lines their
# inputs reach.
#
#   scripts/fuzz.sh [TARGET ... | all | quick] [SECONDS [INPUTS]]     default: all, 60 seconds each, any number of inputs
#
# quick: those that are built in seconds, which begin with the committed seeds alone and try the same inputs each time.
# Otherwise inputs that reach something new are collected in build-fuzz/corpus/TARGET, beside the seeds in
# fuzz/corpus/TARGET. One that crashes is printed and left in build-fuzz/crashes/, and the script ends with 1. How many
# inputs each other sitting made is kept in build-fuzz/TARGET.inputs.
set -euo pipefail
cd "$(dirname "$0")/.."
quick="commands comments diff file_api printed scores tasks"
all="$quick shown store configuration patterns"
targets=
same=
while [ $# -gt 0 ] && [[ ! $1 =~ ^[0-9]+$ ]]; do
  case $1 in
  all) targets=$all ;;
  quick)
    targets=$quick
    same=yes
    ;;
  *) targets="$targets $1" ;;
  esac
  shift
done
[ -n "$targets" ] || targets=$all
seconds=${1:-60}
inputs=${2:--1}

scripts/install-dependencies.sh
llvm=/usr/lib/llvm-19/bin
build=$PWD/build-fuzz # a target may change its working directory
seeds=$PWD/fuzz/corpus
cmake -G Ninja -B "$build" -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Fuzzed -DMISFIRE_BUILD_FUZZERS=ON \
  -DMISFIRE_BUILD_TESTS=OFF -DMISFIRE_NPM=OFF -DCMAKE_CXX_FLAGS_FUZZED="-w -O1 -g1 -fno-sanitize-recover=all \
-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=vptr -fprofile-instr-generate -fcoverage-mapping" \
  >$build.log || {
  cat $build.log
  exit 1
}
rm $build.log
cmake --build $build --target $(printf 'fuzz_%s ' $targets)

# Lines of the target's parser that the inputs of these folders reach, of how many.
reached() {
  local target=$1
  shift
  LLVM_PROFILE_FILE=$build/profile/$target.raw $build/fuzz/fuzz_$target -runs=0 "$@" >/dev/null 2>&1
  $llvm/llvm-profdata merge -o $build/profile/$target $build/profile/$target.raw
  # Regions, functions and lines have three columns each: how many, missed, share.
  $llvm/llvm-cov report $build/fuzz/fuzz_$target -instr-profile=$build/profile/$target \
    $(sed '/^$/d' $build/fuzz/"$target".parser) | awk '/^TOTAL/ { print $10 }'
}

export ASAN_SYMBOLIZER_PATH=$llvm/llvm-symbolizer UBSAN_OPTIONS=print_stacktrace=1
# What is freed is kept for a shorter while, and less of who took it: more inputs in the same time.
export ASAN_OPTIONS=quarantine_size_mb=4:malloc_context_size=4:max_malloc_fill_size=0
mkdir -p $build/crashes $build/profile
status=0
for target in $targets; do
  collected=$build/corpus/$target
  if [ -n "$same" ]; then
    collected=$build/same/$target
    rm -rf "$collected"
  fi
  mkdir -p "$collected"
  touch $build/"$target".begun
  # What was printed is many lines; the last of them that count inputs, and what crashed, are of interest.
  LLVM_PROFILE_FILE=/dev/null $build/fuzz/fuzz_"$target" -max_total_time="$seconds" -runs="$inputs" -timeout=10 \
    -rss_limit_mb=2000 -close_fd_mask=1 -print_final_stats=1 ${same:+-seed=1} \
    $([ -f $seeds/"$target".dict ] && echo -dict=$seeds/"$target".dict) \
    -artifact_prefix=$build/crashes/"$target"- "$collected" $seeds/"$target" >$build/"$target".log 2>&1 || {
    status=1
    tail -40 $build/"$target".log
    find $build/crashes -name "$target-*" -newer $build/"$target".begun | while read -r input; do
      echo "$input, in base64:"
      base64 "$input"
    done
  }
  made=$(awk '/number_of_executed_units/ { print $2 }' $build/"$target".log)
  touch $build/"$target".inputs
  [ -n "$same" ] || echo "${made:-0}" >>$build/"$target".inputs
  echo "$target: ${made:-no} inputs; $(awk '{ sum += $1 } END { print sum + 0 }' $build/"$target".inputs) kept count of;" \
    "lines of its parser that are reached: $(reached "$target" $seeds/"$target") by the seeds," \
    "$(reached "$target" "$collected" $seeds/"$target") by all"
done
exit $status
