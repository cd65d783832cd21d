#!/usr/bin/env bash
# What misfire adds to runs: the wall time of a campaign of 1,000 runs of a program that does nearly nothing, over that of
# starting its binary as often from a shell loop with the same jobs; and how the cost of a run grows with their number.
#
#   bench/overhead.sh [--json]
source "$(dirname "$0")/measuring.sh"

wanted=$(full_or_small 1000 60)
sampled=$(full_or_small 100 10) # runs of the loop, before the campaigns and again after them
export OMP_NUM_THREADS=1

shell_loop() { # shell_loop BINARY COUNT
  for ((i = 0; i < $2; ++i)); do
    [ "$i" -lt "$cores" ] || wait -n
    "$1" >/dev/null &
  done
  wait
}
trained_by() { query "$1" "SELECT trained FROM summary"; }

say_circumstances
copy_project "$repository/bench/trivial"
must_measure ninja -C "$folder/own" trivial
configure trivial trivial "jobs: $cores" 'threads: 1'
sed -i '/train_accuracy/d' "$folder/trivial/misfire.yml"
# So many runs each that the mutants, the baseline and its first run once more make the wanted number.
must_measure "$misfire" list --config "$folder/trivial/misfire.yml"
mutants=$(sed -n 's/^\([0-9]*\) mutants.*/\1/p' "$folder/printed")
each=$((wanted / (mutants + 1)))
echo "runs: {baseline: $((wanted - mutants * each - 1)), mutant: $each}" >>"$folder/trivial/misfire.yml"

must_measure shell_loop "$folder/own/trivial" "$sampled"
loop=$wall
run_misfire trivial --exact
with_building=$wall
runs=$(trained_by trivial)
run_misfire trivial --exact --fresh
campaign=$wall
[ "$(trained_by trivial)" = "$runs" ] || fail "the second campaign trained $(trained_by trivial) runs, the first one $runs"
must_measure shell_loop "$folder/own/trivial" "$sampled"
loop=$(calculate "($loop + $wall) / (2 * $sampled)")

say "a campaign of $runs runs ($each of each of $mutants mutants, the others the program's) with $cores jobs: $campaign s where all is built, $with_building s from nothing"
say "a shell loop with $cores jobs: $loop s a run (timed on $((2 * sampled)) runs, half before and half after), so for $runs runs $(calculate "$loop * $runs") s"
result overhead_ratio "$campaign / ($loop * $runs)" "at most" 0.1
result overhead_ratio_with_building "$with_building / ($loop * $runs)"
result milliseconds_per_run "1000 * $campaign / $runs"

# The runner's loop and store alone: the launcher is a stand-in in memory.
while read -r key value; do
  case $key in
    growth_from_100) result overhead_growth_from_100 "$value" "at most" 1.2 ;;
    growth) result overhead_growth "$value" "at most" 1.2 ;;
    megabytes) result overhead_growth_megabytes "$value" "at most" 64 ;;
    *) say "$key $value" ;;
  esac
done < <("$repository/build/bench/bench_overhead_growth" "$(full_or_small 100000 10000)")
finish
