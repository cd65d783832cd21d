#!/usr/bin/env bash
# How much of the cores a campaign uses: CPU time of all trainings and builds over wall time times cores, of a whole
# `misfire run` on fashion_mlp with its defaults, from reading the program to the reports.
#
#   bench/utilisation.sh [--json]
#
# The trainings' CPU time is what the store says of each run, so that it counts whoever started it; the builds' is that of
# every ninja. Probes and runs that were given up are not in the store: they count as time lost.
source "$(dirname "$0")/measuring.sh"

say_circumstances
copy_project "$repository/subjects" fashion_mlp
count_builds
run_default_campaign utilisation
whole=$cpu
trainings=$(query utilisation "SELECT total(cpu_seconds) FROM runs")
builds=$(built_cpu)
seconds=$(query utilisation "SELECT total(seconds) FROM runs")
[ "$(calculate "($trainings > $seconds / 20)")" = 1 ] ||
  fail "the store has $trainings CPU s for trainings of $seconds s: it does not know what they took"
say "$(grep '^Built' "$folder/printed") $(query utilisation "SELECT count(*) FROM runs") runs in $wall s on $cores cores: trainings $trainings CPU s, builds $builds CPU s (with misfire itself $whole CPU s, as far as it waited for what it started)"
result utilisation "($trainings + $builds) / ($wall * $cores)" "at least" 0.95
finish
