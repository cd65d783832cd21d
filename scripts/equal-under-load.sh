#!/usr/bin/env bash
# Runs one campaign on the subject fashion_mlp in six ways and holds their verdicts and runs against each other: alone, once
# more, with two trainings side by side, beside two busy processes a core, in a memory cgroup of 2 GB, and both at once.
# Equal to the last digit, and without a run that failed or timed out, is the only good end.
#
#   scripts/equal-under-load.sh [OPERATORS]     default: WRB,ARM,HLR; MISFIRE names another misfire than build/cli/misfire
#
# The memory cgroup takes root, and a cgroup file system that can be written; without them those two ways are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
operators=${1:-WRB,ARM,HLR}
misfire=${MISFIRE:-$PWD/build/cli/misfire}
[ -x "$misfire" ] || { scripts/install-dependencies.sh && cmake -G Ninja -B build >/dev/null && cmake --build build --target misfire; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-load-XXXXXX")
busy=()
finish() {
  [ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2>/dev/null || true
  [ -z "${group:-}" ] || rmdir "$group" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
cmake -G Ninja -S subjects -B "$folder/subjects" -DCMAKE_BUILD_TYPE=Release >"$folder/configure.log" 2>&1

# A memory cgroup of 2 GB, in either version's file system.
group=
for parent in /sys/fs/cgroup/memory /sys/fs/cgroup; do
  mkdir "$parent/misfire-load-$$" 2>/dev/null || continue
  for limit in memory.limit_in_bytes memory.max; do
    echo 2000000000 2>/dev/null >"$parent/misfire-load-$$/$limit" && group=$parent/misfire-load-$$ && break 2
  done
  rmdir "$parent/misfire-load-$$"
done

keep_busy() { while :; do :; done; }
campaign() { # WAY JOBS: from an empty store; what is built stays
  find "$folder/out" -maxdepth 1 -name 'store.sqlite*' -delete 2>/dev/null || true
  sed "s#^build:.*#build: $folder/subjects#; s#^output:.*#output: $folder/out#" subjects/fashion_mlp/misfire.yml >"$folder/misfire.yml"
  printf 'jobs: %d\nthreads: 1\n' "$2" >>"$folder/misfire.yml"
  local status=0
  (
    [ "$3" = free ] || echo $BASHPID >"$group/cgroup.procs"
    exec "$misfire" run --config "$folder/misfire.yml" --operators "$operators" --exact
  ) >"$folder/log" 2>&1 || status=$?
  [ $status -eq 0 ] || { cat "$folder/log" && exit 1; }
  sort "$folder/out/verdicts.csv" >"$folder/$1.verdicts"
  sqlite3 -readonly "$folder/out/store.sqlite" \
    "SELECT mutant, number, seed, repetition, outcome, fingerprint FROM runs ORDER BY 1, 2, 3, 4" >"$folder/$1.runs"
  echo "$1: $(wc -l <"$folder/$1.runs") runs, $(grep -vc '|finished|' "$folder/$1.runs" || true) of them not finished, $(awk '/ runs trained in / { print $5, $6 }' "$folder/log")"
}

campaign alone 1 free
campaign again 1 free
campaign two-jobs 2 free
for _ in $(seq $((2 * $(nproc)))); do keep_busy & busy+=($!); done
campaign beside-others 2 free
[ -z "$group" ] || campaign beside-others-in-2-gb 2 held
kill "${busy[@]}" && busy=()
[ -z "$group" ] || campaign in-2-gb 2 held
[ -n "$group" ] || echo "no memory cgroup can be made here: not tried"
status=0
for way in "$folder"/*.runs; do
  name=$(basename "$way" .runs)
  diff "$folder/alone.verdicts" "$folder/$name.verdicts" >/dev/null || { echo "the verdicts of $name differ" && status=1; }
  diff "$folder/alone.runs" "$way" || { echo "the runs of $name differ" && status=1; }
done
[ $status -ne 0 ] || echo "equal verdicts and runs in all $(ls "$folder"/*.runs | wc -l) ways"
exit $status
