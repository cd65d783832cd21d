#!/usr/bin/env bash
# What instrumentation costs a run: CPU time of the baseline as misfire compiles it, fingerprint and seeds included, over that
# of the untouched source compiled by the same command, in interleaved pairs of runs. And what of that is recording: the same
# run once more with nowhere to report to, where no input is hashed and no loss either.
#
#   bench/instrumentation.sh [--json]
#
# Both are linked by the project's own command and started as fresh processes, with names of the same length in the same
# environment. There malloc keeps what is freed: by default it gives memory back, or does not, as the last byte of the heap
# falls, and that alone makes one of two equal programs up to a tenth slower.
source "$(dirname "$0")/measuring.sh"

pairs=$(full_or_small 25 2)
export OMP_NUM_THREADS=1 MISFIRE_REPORT=$folder/report
export MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_MMAP_THRESHOLD_=33554432 # bytes
mkdir "$folder/misfires" "$folder/projects"
ratios=() training_ratios=() recording_ratios=()

# link_own SUBJECT OUTPUT OBJECT ...: the project's own link, with these in place of its main object
link_own() {
  local object="CMakeFiles/$1.dir/$1/main.cpp.o" command
  command=$(ninja -C "$folder/own" -t commands "$1" | tail -n 1)
  command=${command/"$object"/"${*:3}"}
  command=${command/" -o $1 "/" -o $2 "}
  (cd "$folder/own" && must_measure bash -c "$command")
  [ -x "$2" ] || fail "$1 was not linked by: $command"
}

# make_both SUBJECT: $folder/misfires/SUBJECT, instrumented, and $folder/projects/SUBJECT, untouched
make_both() {
  local subject=$1 build=$folder/$1/misfire.out/build command source object start modules
  must_measure ninja -C "$folder/own" "$subject"
  run_misfire "$subject" --dry-run --max-mutants 1
  command=$(ninja -C "$build" -t commands | grep -- " -c [^ ]*/baseline/tree/[^ ]*/$subject/main.cpp ") ||
    fail "no command compiles the baseline of $subject"
  source=$(grep -o -- ' -c [^ ]*' <<<"$command")
  object=$(grep -o -- ' -o [^ ]*' <<<"$command")
  source=${source# -c } object=${object# -o }
  command=${command//"$object"/"$folder/untouched.o"}
  must_measure bash -c "${command//"$source"/"$folder/project/$subject/main.cpp"}"
  start=$build/start.o
  [ -e "$start" ] || start=""
  modules=("$build"/module-*/*.so) # of coded header modules; both were compiled with them
  [ -e "${modules[0]}" ] || modules=()
  link_own "$subject" "$folder/misfires/$subject" "$object" ${start:+"$start"} "${modules[@]}"
  link_own "$subject" "$folder/projects/$subject" "$folder/untouched.o" "${modules[@]}"
}

instrumented() {
  rm -f "$MISFIRE_REPORT"
  must_measure "$folder/misfires/$subject" "$@"
  grep -q '^fingerprint' "$MISFIRE_REPORT" || fail "the instrumented $subject left no fingerprint"
}
silent() { MISFIRE_REPORT="" must_measure "$folder/misfires/$subject" "$@"; }
untouched() { must_measure "$folder/projects/$subject" "$@"; }

# compare SUBJECT [ARGUMENT ...]: pairs of runs, each in the other order than the one before
compare() {
  subject=$1
  local pair start plain plain_wall both both_wall
  local plains=() starts=() by_cpu=() by_wall=() training=() recording=()
  for ((pair = 0; pair < pairs; ++pair)); do
    if ((pair % 2)); then
      untouched "${@:2}"
      plain=$cpu plain_wall=$wall
      instrumented "${@:2}"
      both=$cpu both_wall=$wall
    else
      instrumented "${@:2}"
      both=$cpu both_wall=$wall
      untouched "${@:2}"
      plain=$cpu plain_wall=$wall
    fi
    silent "${@:2}"
    recording+=("$(calculate "$both / $cpu")")
    measure "$folder/projects/$subject" "${ends_at_once[@]}" || true
    start=$cpu
    plains+=("$plain") starts+=("$start")
    by_cpu+=("$(calculate "$both / $plain")") by_wall+=("$(calculate "$both_wall / $plain_wall")")
    training+=("$(calculate "($both - $start) / ($plain - $start)")")
  done
  say "$subject: a run takes $(median "${plains[@]}") CPU s untouched, $(median "${starts[@]}") of them to start; instrumented over untouched, medians of $pairs pairs: $(median "${by_cpu[@]}") by CPU time, $(median "${by_wall[@]}") by wall time, $(median "${training[@]}") by CPU time without the start; recorded over not, by CPU time: $(median "${recording[@]}")"
  ratios+=("$(median "${by_cpu[@]}")")
  training_ratios+=("$(median "${training[@]}")")
  recording_ratios+=("$(median "${recording[@]}")")
}

say_circumstances
copy_project "$repository/subjects"
small_cnn=(--train-samples 1024 --test-samples 256 --epochs 1)
configure fashion_mlp fashion_mlp 'runs: {baseline: 2, mutant: 2}' "jobs: $cores" 'threads: 1'
configure mnist_cnn mnist_cnn 'runs: {baseline: 2, mutant: 2}' "jobs: $cores" 'threads: 1' \
  "arguments: [$(sed 's/ /, /g' <<<"${small_cnn[*]}")]"
make_both fashion_mlp
make_both mnist_cnn
ends_at_once=("$folder/missing")
compare fashion_mlp
ends_at_once=(--data "$folder/missing")
compare mnist_cnn "${small_cnn[@]}"
say "the worse of both subjects:"
result instrumentation_ratio "$(largest "${ratios[@]}")" "at most" 1.01
result instrumentation_ratio_without_start "$(largest "${training_ratios[@]}")"
result recording_ratio "$(largest "${recording_ratios[@]}")" "at most" 1.02
finish
