#!/usr/bin/env bash
# Kills a campaign on the subject fashion_mlp at random moments, resumes it each time, and compares it with an undisturbed
# one: the same verdicts, the same runs, and no run lost that was kept before a kill. A quarter of the kills, at least, must
# come after runs have been made since the one before.
#
#   scripts/kill-and-resume.sh [KILLS] [SEED] [OPERATORS]      50 kills by default; SEED chooses the moments
#
# A campaign that gets done before all kills are spent is compared, and the next one starts from an empty store.
set -euo pipefail
cd "$(dirname "$0")/.."
kills_wanted=${1:-50}
RANDOM=${2:-1}
only=(${3:+--operators "$3"})

folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-kills-XXXXXX")
trap 'rm -rf "$folder"' EXIT
misfire=${MISFIRE:-$PWD/build/cli/misfire}
[ -x "$misfire" ] || { scripts/install-dependencies.sh && cmake -G Ninja -B build >/dev/null && cmake --build build --target misfire; }
cmake -G Ninja -S subjects -B "$folder/subjects" -DCMAKE_BUILD_TYPE=Release >"$folder/configure.log" 2>&1

sed "s#^build:.*#build: $folder/subjects#; s#^output:.*#output: $folder/out#" subjects/fashion_mlp/misfire.yml >"$folder/misfire.yml"
printf 'jobs: 2\nthreads: 1\n' >>"$folder/misfire.yml"
query() { sqlite3 -readonly "$folder/out/store.sqlite" "$1" 2>/dev/null || echo; }
runs() { query "SELECT program, number, seed, repetition, outcome, fingerprint FROM runs ORDER BY 1, 2, 3, 4"; }
verdicts() { sort "$folder/out/verdicts.csv"; }
count() { local found; found=$(query "SELECT count(*) FROM runs"); echo "${found:-0}"; }
campaign() { "$misfire" run --config "$folder/misfire.yml" "${only[@]}" >"$folder/log" 2>&1; }
forget() { find "$folder/out" -maxdepth 1 -name 'store.sqlite*' -delete; } # what is built stays: runs are what is killed

echo "Training an undisturbed campaign"
campaign || { cat "$folder/log"; exit 1; }
runs >"$folder/calm.runs"
verdicts >"$folder/calm.verdicts"
forget
echo "$(wc -l <"$folder/calm.runs") runs, $(($(wc -l <"$folder/calm.verdicts") - 1)) verdicts"

failed() { echo "kill-and-resume: $1" >&2; exit 1; }
compare() {
  runs >"$folder/killed.runs"
  diff -q "$folder/calm.runs" "$folder/killed.runs" >/dev/null || failed "the runs differ: $(diff "$folder/calm.runs" "$folder/killed.runs" | head -5)"
  diff "$folder/calm.verdicts" <(verdicts) >/dev/null || failed "the verdicts differ"
  campaigns=$((campaigns + 1))
  forget
}

kills=0 campaigns=0 seen=0 between_runs=0
while [ "$kills" -lt "$kills_wanted" ]; do
  "$misfire" run --config "$folder/misfire.yml" "${only[@]}" >"$folder/log" 2>&1 &
  pid=$!
  # Every second kill waits for a new run: on a busy machine, many seconds go by before the first one.
  most=13
  if [ "$((kills % 2))" -eq 1 ]; then
    while kill -0 "$pid" 2>/dev/null && [ "$(count)" -le "$seen" ]; do sleep 0.1; done
    most=4
  fi
  sleep "$((RANDOM % most)).$((RANDOM % 10))"
  # What is under way when it is killed is lost; nothing else.
  if kill -9 "$pid" 2>/dev/null; then kills=$((kills + 1)); fi
  status=0
  wait "$pid" 2>/dev/null || status=$?
  if [ "$status" -eq 0 ]; then
    compare
    seen=0
  elif [ "$status" -ne 137 ]; then
    cat "$folder/log"
    failed "misfire ended with $status"
  else
    now=$(count)
    [ "$now" -ge "$seen" ] || failed "of $seen runs only $now are left"
    [ "$now" -eq "$seen" ] || between_runs=$((between_runs + 1))
    seen=$now
  fi
done
campaign || { cat "$folder/log"; failed "the last campaign did not end well"; }
compare
[ "$((4 * between_runs))" -ge "$kills" ] || failed "only $between_runs of $kills kills came after new runs"
echo "$kills kills, $between_runs of them after new runs, $campaigns campaigns: the same $(wc -l <"$folder/calm.runs") runs and the same verdicts as undisturbed"
