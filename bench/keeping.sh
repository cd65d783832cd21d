#!/usr/bin/env bash
# What keeping networks costs a campaign: wall time of one on fashion_mlp with `keep`, less that of the replays that check the
# networks, over that of one without, medians of pairs; and the share that those replays have of the time of all runs.
#
#   bench/keeping.sh [--json]
#
# All is built before, and trained anew (--fresh), so that builds do not hide it.
source "$(dirname "$0")/measuring.sh"

pairs=$(full_or_small 5 1)
read -r runs mutants <<<"${MISFIRE_BENCH_KEEPING:-$(full_or_small "10 20" "3 2")}"
ratios=() shares=()

campaign() { # campaign NAME: measured
  run_misfire "$1" --exact --fresh --operators 'deepcrime,-HLR,-HNE' --max-mutants "$mutants"
}
checks() { # the seconds of the replays and their share in percent, of what was printed last
  sed -n 's/^The replays that checked them took \([0-9.]*\) s, \([0-9.]*\) %.*/\1 \2/p' "$folder/printed"
}

say_circumstances
copy_project "$repository/subjects" fashion_mlp
lines=('data: [/usr/share/datasets/fashion-mnist]' "runs: {baseline: $runs, mutant: $runs}" "jobs: $cores" 'threads: 1')
configure without fashion_mlp "${lines[@]}"
configure with fashion_mlp "${lines[@]}" 'keep: 4GB'
for name in without with; do campaign "$name"; done
for ((pair = 0; pair < pairs; ++pair)); do
  order=(without with)
  ((pair % 2)) && order=(with without)
  for name in "${order[@]}"; do
    campaign "$name"
    if [ "$name" = with ]; then
      with=$wall
      read -r seconds share < <(checks) || fail "nothing was kept: $(tail -n 5 "$folder/printed")"
    else
      without=$wall
    fi
  done
  ratios+=("$(calculate "($with - $seconds / $cores) / $without")") shares+=("$(calculate "$share / 100")")
done
say "$(query with "SELECT trained FROM summary") runs, medians of $pairs pairs; the last took $with s with networks kept, $without s without, and $seconds s of its runs' time went into replays"
result keeping_ratio "$(median "${ratios[@]}")" "at most" 1.02
result keeping_checks "$(median "${shares[@]}")" "at most" 0.04
finish
