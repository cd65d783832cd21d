#!/usr/bin/env bash
# Records what bench/recorded_runs.csv holds: the scores of all 20 runs of both subjects and of some of their mutants, on both
# suites. bench_runs asks of them, in many orders, how many runs a verdict takes.
#
#   bench/record_runs.sh >bench/recorded_runs.csv      about 10 CPU minutes
#
# A row is the program (mutant "baseline") or a trial of a mutant on a suite: the scores of the seeds 1 to 20, empty where a
# run failed. mnist_cnn is small: 512 training images, 256 test images, one epoch.
source "$(dirname "$0")/measuring.sh" --json # what is said goes to standard error

# The runs whose metric it is, a line each: mutant, value, seed, score.
scores() { # scores SUBJECT METRIC
  local score="CASE WHEN outcome = 'finished' THEN
    (SELECT text FROM metrics WHERE run = runs.id AND name = '$2' ORDER BY position DESC LIMIT 1) END"
  query "$1" "SELECT 'baseline', '', seed, $score
    FROM summary JOIN runs ON runs.program = baseline_program
    WHERE repetition = 0 AND seed <= baseline_runs
    UNION ALL
    SELECT trials.mutant, CASE WHEN trials.number IS NULL THEN '' ELSE printf('%.10g', trials.number) END, seed, $score
    FROM trials JOIN runs ON runs.program = trials.program
      AND (CASE WHEN runs.number = '' THEN NULL ELSE CAST(runs.number AS REAL) END) IS trials.number
    WHERE repetition = 0 AND first_seed = 1 AND seed <= planned AND NOT no_effect
    ORDER BY 1, 2, 3"
}

# record SUBJECT OPERATORS MOST [LINE ...]: the lines go into its misfire.yml
record() {
  local suite metric
  configure "$1" "$1" "jobs: 1" "threads: 1" "${@:4}"
  run_misfire "$1" --exact --operators "$2" --max-mutants "$(full_or_small "$3" 4)"
  say "$1: $(grep '^Built' "$folder/printed")"
  for suite in test:accuracy train:train_accuracy; do
    metric=${suite#*:}
    scores "$1" "$metric" | awk -F'\t' -v subject="$1" -v suite="${suite%%:*}" '
      { gsub(",", ";", $1); key = $1 "," $2 }
      key != last && last != "" { print subject "," suite "," last row; row = "" }
      { row = row "," $4; last = key }
      END { print subject "," suite "," last row }'
  done
}

copy_project "$repository/subjects" fashion_mlp mnist_cnn
echo "subject,suite,mutant,value$(printf ',score_%d' {1..20})"
record fashion_mlp all 16 "data: [/usr/share/datasets/fashion-mnist]"
record mnist_cnn all 12 'arguments: [--train-samples, 512, --test-samples, 256, --epochs, 1]'
