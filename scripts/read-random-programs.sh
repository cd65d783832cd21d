#!/usr/bin/env bash
# Reads, links and mutates programs put together at random, on all cores, and fails if one dies or an edit is wrong.
#
#   scripts/read-random-programs.sh [PROGRAMS] [SEED]      10000 from seed 1 by default
#
# The programs that fail stay in the folders that the failures name.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=${1:-10000}
first=${2:-1}
cores=$(nproc)
at_once=200 # what one start of the test reads

[ -f build/build.ninja ] || cmake -G Ninja -B build >/dev/null
cmake --build build --target tests_random_programs >/dev/null
logs=$(mktemp -d "${TMPDIR:-/tmp}/misfire-random-XXXXXX")
trap 'rm -rf "$logs"' EXIT

part() {
  local seed=$1 left=$(($2 - $1))
  MISFIRE_RANDOM_SEED=$seed MISFIRE_RANDOM_PROGRAMS=$((left < at_once ? left : at_once)) \
    build/tests/reader/tests_random_programs --gtest_filter='RandomPrograms.are_read*' >"$logs/$seed" 2>&1 || true
  grep "random programs from seed" "$logs/$seed" || echo "the test itself ended, from seed $seed"
}
export -f part
export logs at_once

end=$((first + programs))
seq "$first" "$at_once" $((end - 1)) | xargs -P "$cores" -I {} bash -c "part {} $end"
sums=$(cat "$logs"/* | sed -nE 's/^([0-9]+) random programs from seed [0-9]+: ([0-9]+) deaths, ([0-9]+) with faults; ([0-9]+) sites, ([0-9]+) mutants.*/\1 \2 \3 \4 \5/p' |
  awk '{for (i = 1; i <= 5; ++i) sum[i] += $i} END {printf "%d %d %d %d %d", sum[1], sum[2], sum[3], sum[4], sum[5]}')
read -r read_in_all deaths faulty sites mutants <<<"$sums"
echo "$read_in_all of $programs programs: $deaths deaths, $faulty with faults; $sites sites, $mutants mutants"
if [ "$read_in_all" -ne "$programs" ] || [ "$deaths" -ne 0 ] || [ "$faulty" -ne 0 ]; then
  grep -h -A 4 -E "dies of|Which is|seed [0-9]+;" "$logs"/* | head -100
  exit 1
fi
