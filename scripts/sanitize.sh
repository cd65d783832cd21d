#!/usr/bin/env bash
# Builds stats, mutator/program, runner and report with sanitizers, in a folder of its own, and runs their fast tests.
#
#   scripts/sanitize.sh [address | thread | quick] [ctest's arguments ...]     address, the default, has undefined behaviour too
#
# quick is address on stats, mutator/program, runner/store and runner/system alone, which CI runs. Left out of address are tests
# that fork networks or a sandbox from a host: the host is instrumented too, and reserves more than a run's memory.
# Libraries of others (LLVM, SQLite, RE2) are as they are installed. Tests that depend on the clock are left out, and the
# page of report.html, which npm makes.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=address
if [ $# -gt 0 ]; then
  kind=$1
  shift
fi
tests="stats program runner_nouns system configuration opening building mutants training store campaign report"
rooms="stats program runner report"
if [ "$kind" = quick ]; then
  kind=address
  tests="stats program system store"
  rooms="stats program runner/system runner/store"
fi
case $kind in
address) flags="-fsanitize=address,undefined -fno-sanitize=vptr" ;; # LLVM is built without what that looks at
thread) flags="-fsanitize=thread" ;;
*)
  echo "sanitize.sh: address, thread or quick, not $kind" >&2
  exit 1
  ;;
esac

scripts/install-dependencies.sh
build=build-$kind
# Warnings are the business of the ordinary build.
cmake -G Ninja -B "$build" -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Sanitized -DMISFIRE_NPM=OFF \
  -DCMAKE_CXX_FLAGS_SANITIZED="-w -O0 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all $flags" >"$build.log" || {
  cat "$build.log"
  exit 1
}
rm "$build.log"

cmake --build "$build" --target $(printf 'tests_%s ' $tests)
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
export ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-19/bin/llvm-symbolizer TSAN_OPTIONS=second_deadlock_stack=1
for room in $rooms; do
  ctest --test-dir "$build/tests/$room" --output-on-failure --parallel "$(nproc)" -L fast -LE timing \
    -E 'PageTest|the_reports_are_files|_NOT_BUILT|(KeptRun|NetworkTest)[.].*by_a_host' "$@"
done
