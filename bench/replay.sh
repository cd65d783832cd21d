#!/usr/bin/env bash
# What a campaign takes after its test data have changed: wall time of the `misfire run` that replays kept networks, over that
# of the same one that trains all anew (--retrain), after the number of test images was doubled in the source. Both build the
# mutants of the edited source, and begin with the output folder that the first campaign has left. Their verdicts must be equal.
#
#   bench/replay.sh [--json]
#
# Without searches and data operators, and with --exact, so that nothing is trained but the baseline's two checking runs.
# MISFIRE_BENCH_REPLAY="RUNS MUTANTS" makes it of another size: with fewer runs those two weigh more.
source "$(dirname "$0")/measuring.sh"

read -r runs mutants <<<"${MISFIRE_BENCH_REPLAY:-$(full_or_small "10 20" "3 3")}"

campaign() { # campaign SUBJECT [OPTION ...]: measured
  run_misfire "$1" --exact --operators 'deepcrime,-HLR,-HNE,-training-data' --max-mutants "$mutants" "${@:2}"
}
numbers_of() { # of all verdicts, without how they were come to
  cut -d , -f 1-25 "$folder/$1/misfire.out/verdicts.csv" | sort
}

# compare SUBJECT SED: `ratio`, of the edit that doubles its test images
compare() {
  local subject=$1 out=$folder/$1/misfire.out first replayed trained before
  campaign "$subject"
  first=$wall
  cp -a "$out" "$folder/$subject/first"
  before=$(cat "$folder/project/$subject/main.cpp")
  sed -i "$2" "$folder/project/$subject/main.cpp"
  [ "$before" != "$(cat "$folder/project/$subject/main.cpp")" ] || fail "the test images of $subject were not doubled by $2"
  campaign "$subject"
  replayed=$wall
  trained=$(query "$subject" "SELECT trained FROM summary")
  [ "$trained" = 2 ] || fail "$subject: $trained runs were trained, and not the two that check the baseline:
$(grep -i 'replay\|trained' "$folder/printed")"
  numbers_of "$subject" >"$folder/replayed.numbers"
  rm -rf "$out"
  mv "$folder/$subject/first" "$out"
  campaign "$subject" --retrain
  numbers_of "$subject" >"$folder/trained.numbers"
  cmp -s "$folder/replayed.numbers" "$folder/trained.numbers" ||
    fail "$subject: replays give other verdicts than trainings:
$(diff "$folder/replayed.numbers" "$folder/trained.numbers")"
  ratio=$(calculate "$replayed / $wall")
  say "$subject, $runs runs of each: the first campaign $first s; with twice the test images $replayed s by replays, $wall s by $(query "$subject" "SELECT trained FROM summary") trainings: $ratio"
}

say_circumstances
copy_project "$repository/subjects"
lines=("runs: {baseline: $runs, mutant: $runs}" "jobs: $cores" 'threads: 1' 'keep: 4GB')
configure fashion_mlp fashion_mlp 'data: [/usr/share/datasets/fashion-mnist]' "${lines[@]}"
configure mnist_cnn mnist_cnn "${lines[@]}" \
  "arguments: [--train-samples, 2000, --test-samples, 1000, --epochs, $(full_or_small 12 1)]"
compare fashion_mlp 's/\(kTestImages\) = 1000/\1 = 2000/'
result replay_ratio_fashion_mlp "$ratio"
compare mnist_cnn 's/Mode::kTest, options.test_samples/Mode::kTest, 2 * options.test_samples/'
result replay_ratio "$ratio" "at most" 0.1
finish
