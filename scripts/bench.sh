#!/usr/bin/env bash
# Builds and runs benchmarks; all ratios are measured side by side in one run.
#
#   scripts/bench.sh [NAME ...] [--json]     without names: all. --json: one object a benchmark and line
#
# Names: reading (reading_ratio), stats_stopping, stats_per_input
set -euo pipefail
cd "$(dirname "$0")/.."

names=() json=()
for word in "$@"; do
  case $word in
    --json) json=(--json) ;;
    reading | stats_stopping | stats_per_input) names+=("$word") ;;
    *) echo "bench.sh: there is no benchmark $word; there are reading, stats_stopping and stats_per_input" >&2; exit 1 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(reading stats_stopping stats_per_input)

[ -f build/build.ninja ] || { scripts/install-dependencies.sh && cmake -G Ninja -B build >&2; }
for name in "${names[@]}"; do
  cmake --build build --target "bench_$name" >&2
  case $name in
    reading) build/bench/bench_reading build/subjects/compile_commands.json "$PWD/subjects" "${json[@]}" ;;
    *) "build/bench/bench_$name" ;;
  esac
done
