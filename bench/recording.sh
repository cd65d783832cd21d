#!/usr/bin/env bash
# What recording inputs costs a run: CPU time of the instrumented baseline over that of the same program with nowhere to
# report to, where no input is hashed and no loss either, in interleaved pairs of runs.
#
#   bench/recording.sh [--json]
#
# So the hashes of losses, by which trainings are told apart, are in it too.
source "$(dirname "$0")/measuring.sh"
source "$(dirname "$0")/instrumented.sh"

pairs=$(full_or_small 25 2)
ratios=()

silent() { MISFIRE_REPORT="" must_measure "$folder/misfires/$subject" "$@"; }

# compare SUBJECT [ARGUMENT ...]: pairs of runs, each in the other order than the one before
compare() {
  subject=$1
  local pair recorded silents=() by_pair=()
  for ((pair = 0; pair < pairs; ++pair)); do
    if ((pair % 2)); then
      silent "${@:2}"
      silents+=("$cpu")
      instrumented "${@:2}"
      recorded=$cpu
    else
      instrumented "${@:2}"
      recorded=$cpu
      silent "${@:2}"
      silents+=("$cpu")
    fi
    by_pair+=("$(calculate "$recorded / ${silents[-1]}")")
  done
  ratios+=("$(median "${by_pair[@]}")")
  say "$subject: a run takes $(median "${silents[@]}") CPU s with nowhere to report to; recorded over not, the median of $pairs pairs by CPU time: ${ratios[-1]}"
}

say_circumstances
configure_both
make_instrumented fashion_mlp
make_instrumented mnist_cnn
compare fashion_mlp
compare mnist_cnn "${small_cnn[@]}"
result recording_ratio "$(largest "${ratios[@]}")" "at most" 1.02
finish
