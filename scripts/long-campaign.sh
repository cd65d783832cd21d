#!/usr/bin/env bash
# Runs a campaign of many runs of a program that trains for milliseconds (tests/cli/stand_in), and says how the memory, the
# open files, the temporary files and the store of misfire grow with the number of runs.
#
#   scripts/long-campaign.sh [RUNS]     10000 runs by default; MISFIRE names another misfire than build/cli/misfire
#
# Ends with 1 where memory, open files or temporary files grow with the runs, or the store faster than they.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-10000}
each=$((runs / 5)) # of the program and of each of four mutants
misfire=${MISFIRE:-$PWD/build/cli/misfire}
[ -x "$misfire" ] || { scripts/install-dependencies.sh && cmake -G Ninja -B build >/dev/null && cmake --build build --target misfire; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-long-XXXXXX")
trap 'rm -rf "$folder"' EXIT
export TMPDIR=$folder/tmp
mkdir "$TMPDIR"
cp -r tests/cli/stand_in/project "$folder/project"
libtorch=$PWD/tests/cli/stand_in/libtorch
cd "$folder/project"
cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release -DLIBTORCH="$libtorch" >"$folder/configure.log"
"$misfire" init build --target train >"$folder/init.log"
mkdir work
sed -i '/^operators:/,/^[a-z]/{/^operators:/d;/^ *-/d}; s/^directory: .*/directory: work/' misfire.yml
printf 'runs: {baseline: %d, mutant: %d}\njobs: 2\n' $each $each >>misfire.yml

"$misfire" run --operators WRB,ARM,HBS=32 --exact >"$folder/log" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null || true; rm -rf "$folder"' EXIT

# A line a sample: runs in the store, resident MB of misfire, its open files, temporary files, MB of the store.
sample() {
  local count
  count=$(sqlite3 -readonly misfire.out/store.sqlite 'SELECT count(*) FROM runs' 2>/dev/null) || return 0
  [ "${count:-0}" -gt 0 ] || return 0
  echo "$count $(awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$pid/status") $(find "/proc/$pid/fd" -mindepth 1 | wc -l) \
$(find "$TMPDIR" misfire.out -not -path '*/build/*' -not -path '*/logs/*' | wc -l) $(du -cm misfire.out/store.sqlite* | awk 'END { print $1 }')"
}
while kill -0 $pid 2>/dev/null; do
  sample >>"$folder/samples" 2>/dev/null || true
  sleep 2
done
status=0
wait $pid || status=$?
[ $status -eq 0 ] || [ $status -eq 2 ] || { tail -n 20 "$folder/log"; exit 1; }
tail -n 3 "$folder/log"
SECONDS=0
"$misfire" report >/dev/null
echo "reading the store and writing all reports: $SECONDS s; report.html: $(du -k misfire.out/report.html | cut -f1) KB; logs: $(find misfire.out/logs -type f | wc -l) files"
if chromium=$(command -v chromium); then
  "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" --virtual-time-budget=20000 --dump-dom \
    "file://$PWD/misfire.out/report.html" 2>/dev/null >"$folder/dom"
  echo "the report in Chromium: $(grep -o '\(WRB\|ARM\|HBS\)@[a-z/]*[.][a-z]*:[0-9]*:[0-9]*' "$folder/dom" | sort -u | wc -l) mutants are shown"
fi
awk '
  { runs = $1; at[NR] = $0 }
  END {
    print "runs      MB resident   open files   temporary files   store MB"
    for (part = 1; part <= 4; ++part) {
      for (i = 1; i < NR; ++i) { split(at[i], one, " "); if (one[1] >= runs * part / 4) break }
      split(at[i], one, " ")
      printf "%-9d %-13.1f %-12d %-17d %d\n", one[1], one[2], one[3], one[4], one[5]
      for (k = 1; k <= 5; ++k) value[part, k] = one[k]
    }
    grows = value[4, 2] > 1.25 * value[2, 2] + 20 || value[4, 3] > value[2, 3] + 8 || value[4, 4] > value[2, 4] + 50 ||
            value[4, 5] > 1.25 * value[2, 5] * value[4, 1] / value[2, 1] + 5
    print grows ? "it grows with the runs" : "flat, and the store linear"
    exit grows
  }' "$folder/samples"
