#!/usr/bin/env bash
# Builds and runs benchmarks; all ratios are measured side by side in one run.
#
#   scripts/bench.sh [NAME ...] [--json]     without names: all. --json: one object a benchmark and line
#
# Names: reading          (reading_ratio)
#        reading_parallel (reading_parallel_ratio)
#        list_again       (list_again_ratio)
#        building         (build_cpu_ratio, mutant_build_ratio)
#        campaign         (campaign_speedup_all, campaign_speedup_default_threads; with MISFIRE_BENCH_OPERATORS, campaign_speedup)
#        first_verdict    (first_verdict_ratio)
#        growth           (growth_exponent, growth_megabytes)
#        runs             (runs_ratio, verdicts_kept, of the recorded runs in bench/recorded_runs.csv)
#        overhead         (overhead_ratio, overhead_growth)
#        utilisation      (utilisation)
#        instrumentation  (instrumentation_ratio)
#        recording        (recording_ratio)
#        replay           (replay_ratio, replay_ratio_fashion_mlp)
#        keeping          (keeping_ratio, keeping_checks)
#        clean_build      (clean_build_ratio, against the commit in MISFIRE_BENCH_COMMIT; not among all)
#        stats_stopping, stats_per_input: simulations, for people
#
# MISFIRE_BENCH_SMALL=1 makes those from building to keeping small, to try them out: their numbers then mean nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

known=(reading reading_parallel list_again building campaign first_verdict growth runs overhead utilisation instrumentation
  recording replay keeping stats_stopping stats_per_input clean_build)
names=() json=()
for word in "$@"; do
  if [ "$word" = --json ]; then
    json=(--json)
  elif [[ " ${known[*]} " = *" $word "* ]]; then
    names+=("$word")
  else
    echo "bench.sh: there is no benchmark $word; there are: ${known[*]}" >&2
    exit 1
  fi
done
# clean_build needs the history, and builds misfire twice.
[ ${#names[@]} -gt 0 ] || names=("${known[@]:0:16}")

[ -f build/build.ninja ] || { scripts/install-dependencies.sh && cmake -G Ninja -B build >&2; }
for name in "${names[@]}"; do
  case $name in
    reading | reading_parallel) targets=(bench_reading) ;;
    stats_* | runs) targets=("bench_$name") ;;
    overhead) targets=(misfire bench_overhead_growth) ;;
    *) targets=(misfire) ;;
  esac
  cmake --build build --target "${targets[@]}" >&2
  case $name in
    reading) build/bench/bench_reading build/subjects/compile_commands.json "$PWD/subjects" "${json[@]}" ;;
    reading_parallel) build/bench/bench_reading build/subjects/compile_commands.json "$PWD/subjects" --side-by-side "${json[@]}" ;;
    stats_*) "build/bench/bench_$name" ;;
    runs) build/bench/bench_runs bench/recorded_runs.csv "${json[@]}" ;;
    *) "bench/$name.sh" "${json[@]}" ;;
  esac
done
