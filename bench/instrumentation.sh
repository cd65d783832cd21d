#!/usr/bin/env bash
# What instrumentation costs a run: CPU time of the baseline as misfire compiles it, fingerprint and seeds included, over that
# of the untouched source compiled by the same command, in interleaved pairs of runs.
#
#   bench/instrumentation.sh [--json]
#
# Both have names of the same length and the same environment.
source "$(dirname "$0")/measuring.sh"
source "$(dirname "$0")/instrumented.sh"

pairs=$(full_or_small 25 2)
mkdir "$folder/projects"
ratios=() training_ratios=()

# make_both SUBJECT: $folder/misfires/SUBJECT, instrumented, and $folder/projects/SUBJECT, untouched
make_both() {
  make_instrumented "$1"
  command=${command//"$object"/"$folder/untouched.o"}
  must_measure bash -c "${command//"$source"/"$folder/project/$1/main.cpp"}"
  link_own "$1" "$folder/projects/$1" "$folder/untouched.o" "${modules[@]}"
}

untouched() { must_measure "$folder/projects/$subject" "$@"; }

# compare SUBJECT [ARGUMENT ...]: pairs of runs, each in the other order than the one before
compare() {
  subject=$1
  local pair start plain plain_wall both both_wall
  local plains=() starts=() by_cpu=() by_wall=() training=()
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
    measure "$folder/projects/$subject" "${ends_at_once[@]}" || true
    start=$cpu
    plains+=("$plain") starts+=("$start")
    by_cpu+=("$(calculate "$both / $plain")") by_wall+=("$(calculate "$both_wall / $plain_wall")")
    training+=("$(calculate "($both - $start) / ($plain - $start)")")
  done
  say "$subject: a run takes $(median "${plains[@]}") CPU s untouched, $(median "${starts[@]}") of them to start; instrumented over untouched, medians of $pairs pairs: $(median "${by_cpu[@]}") by CPU time, $(median "${by_wall[@]}") by wall time, $(median "${training[@]}") by CPU time without the start"
  ratios+=("$(median "${by_cpu[@]}")")
  training_ratios+=("$(median "${training[@]}")")
}

say_circumstances
configure_both
make_both fashion_mlp
make_both mnist_cnn
ends_at_once=("$folder/missing")
compare fashion_mlp
ends_at_once=(--data "$folder/missing")
compare mnist_cnn "${small_cnn[@]}"
say "the worse of both subjects:"
result instrumentation_ratio "$(largest "${ratios[@]}")" "at most" 1.01
result instrumentation_ratio_without_start "$(largest "${training_ratios[@]}")"
finish
