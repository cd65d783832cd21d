#!/usr/bin/env bash
# How soon the first verdict is there: the wall time from `misfire run` on fashion_mlp, with all operators and from nothing, to
# its first decided mutant, over what the baseline's runs and those of that mutant take by themselves.
#
#   bench/first_verdict.sh [--json]
source "$(dirname "$0")/measuring.sh"

say_circumstances
copy_project "$repository/subjects" fashion_mlp
read -r -a limit <<<"$(full_or_small "" "--max-mutants 4")"
configure first fashion_mlp "data: [/usr/share/datasets/fashion-mnist]" "jobs: $cores" "threads: 1" \
  "$(full_or_small "" "runs: {baseline: 5, mutant: 5}")"

began=$(date +%s.%N)
"$misfire" run --config "$folder/first/misfire.yml" --operators "${MISFIRE_BENCH_OPERATORS:-all}" "${limit[@]}" \
  >"$folder/printed" 2>&1 &
campaign=$!
first=""
while [ -z "$first" ] && kill -0 "$campaign" 2>/dev/null; do
  sleep 0.1
  first=$(query first "SELECT mutant FROM results JOIN trials USING (mutant) WHERE standing <> 'unbuildable' LIMIT 1" 2>/dev/null || true)
done
seconds=$(calculate "$(date +%s.%N) - $began")
[ -n "$first" ] || first=$(query first "SELECT mutant FROM results JOIN trials USING (mutant) LIMIT 1")
[ -n "$first" ] || fail "there is no verdict: $(tail -n 5 "$folder/printed")"
baseline=$(query first "SELECT sum(runs.seconds) FROM runs JOIN summary ON runs.program = baseline_program")
mutant=$(query first "SELECT sum(seconds) FROM runs WHERE mutant = '$first'")
kill -INT "$campaign" 2>/dev/null || true
wait "$campaign" || true
say "the first verdict, $first, after $seconds s; the baseline's runs take $baseline s one after another, that mutant's $mutant s, with $cores jobs"
result first_verdict_ratio "$seconds / (($baseline + $mutant) / $cores)" "at most" 1.5
finish
