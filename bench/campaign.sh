#!/usr/bin/env bash
# How much sooner misfire gives its verdicts than the plain recipe: wall time of a whole `misfire run` on fashion_mlp, with its
# defaults, under that of 20 trainings of the program and of every trial, one after another, built by the project's own
# command.
#
#   bench/campaign.sh [--json]
#
# What the recipe trains is what `misfire run --exact` trains: all runs of every trial; of a search, of each value that it
# asks for. That campaign is made too, in the same store, for its verdicts must be those of the default one. The recipe is
# counted in its favour: one compilation a mutant, where every value of a search would be a source of its own, and nothing for
# mutants that do not compile or cannot apply. Its builds and trainings are timed on a sample of the trials, drawn evenly, and
# scaled. The program itself is built before, as it is by who asks.
source "$(dirname "$0")/measuring.sh"

sampled=$(full_or_small 16 2)
campaign=$folder/campaign/misfire.out
main=$folder/project/fashion_mlp/main.cpp

# Mutant, value, suite and whether it was killed, of every trial; a mutant without effect is not killed on any suite.
decisions() { # decisions VERDICTS_CSV
  awk -F, 'NR > 1 && $10 != "" && $10 != "unbuildable" && $10 != "inapplicable" {
    suites = $10 == "no-effect" ? "test train" : $9
    n = split(suites, suite, " ")
    for (i = 1; i <= n; ++i) print $1, $8, suite[i], $10 == "killed" ? "killed" : "not killed" }' "$1" | sort
}

# compare_verdicts: `verdicts` and `equal` of them
compare_verdicts() {
  decisions "$folder/default.csv" >"$folder/default.decisions"
  decisions "$campaign/verdicts.csv" >"$folder/exact.decisions"
  verdicts=$(wc -l <"$folder/exact.decisions")
  equal=$(comm -12 "$folder/default.decisions" "$folder/exact.decisions" | wc -l)
  say "verdicts: $equal of $verdicts are those of all runs (--exact)"
  if [ "$equal" != "$verdicts" ]; then
    say "  by default (<) and by all runs (>): "
    say "$(diff "$folder/default.decisions" "$folder/exact.decisions" | grep '^[<>]')"
  fi
}

# Puts a mutant's source in place of the program's and builds it by the project's own command, measured.
build_by_recipe() { # build_by_recipe MUTANT
  local relative
  relative=$(realpath --relative-to="$(query campaign "SELECT path FROM root")" "$main")
  if [ "$1" = baseline ]; then
    cp "$repository/subjects/fashion_mlp/main.cpp" "$main"
  else
    cp "$campaign/mutants/${1//\//+}/$relative" "$main"
  fi
  must_measure ninja -C "$folder/recipe" fashion_mlp
}

# train_by_recipe VALUE [OMP_NUM_THREADS]: measured; a training that fails takes its time too
train_by_recipe() {
  local threads=(-u OMP_NUM_THREADS -u OPENBLAS_NUM_THREADS)
  [ $# -lt 2 ] || threads=("OMP_NUM_THREADS=$2")
  measure env "${threads[@]}" ${1:+MISFIRE_VALUE="$1"} timeout 3600 "$folder/recipe/fashion_mlp" || true
}

mean() { printf '%s\n' "$@" | awk '{ s += $1 } END { printf "%.6g", s / NR }'; }
error() { printf '%s\n' "$@" | awk '{ s += $1; q += $1 * $1 } END { printf "%.2g", NR < 2 ? 0 : sqrt((q - s * s / NR) / (NR - 1) / NR) }'; }

# time_recipe: `recipe` and `recipe_default_threads`, seconds
time_recipe() {
  local trials trial mutant number builds=() single=() default=() count mutants runs
  mapfile -t trials < <(echo baseline; query campaign "SELECT mutant, CASE WHEN number IS NULL THEN '' ELSE printf('%.17g', number) END FROM trials ORDER BY 1, 2")
  runs=$(query campaign "SELECT baseline_runs + (SELECT sum(planned) FROM trials) FROM summary")
  mutants=$(query campaign "SELECT count(DISTINCT mutant) FROM trials")
  count=${#trials[@]}
  [ "$sampled" -le "$count" ] || sampled=$count
  for ((i = 0; i < sampled; ++i)); do
    trial=${trials[(2 * i + 1) * count / (2 * sampled)]}
    IFS=$'\t' read -r mutant number <<<"$trial"
    build_by_recipe "$mutant"
    builds+=("$wall")
    train_by_recipe "$number" 1
    single+=("$wall")
    train_by_recipe "$number"
    default+=("$wall")
  done
  say "the recipe: $mutants builds and $runs trainings, timed on $sampled trials of $count and scaled: a build $(mean "${builds[@]}") s (standard error $(error "${builds[@]}")), a training $(mean "${single[@]}") s ($(error "${single[@]}")) with OMP_NUM_THREADS=1, $(mean "${default[@]}") s ($(error "${default[@]}")) with default threads"
  local all_builds all_single all_default
  all_builds=$(calculate "$(mean "${builds[@]}") * $mutants")
  all_single=$(calculate "$(mean "${single[@]}") * $runs")
  all_default=$(calculate "$(mean "${default[@]}") * $runs")
  recipe=$(calculate "$all_builds + $all_single")
  recipe_default_threads=$(calculate "$all_builds + $all_default")
  say "the recipe in all: builds $all_builds s, trainings $all_single s, with default threads $all_default s"
}

say_circumstances
copy_project "$repository/subjects" fashion_mlp
must_measure cmake -G Ninja -S "$folder/project" -B "$folder/recipe" -DCMAKE_BUILD_TYPE=Release \
  "-DCMAKE_CXX_FLAGS=-isystem $repository/runtime/include"
must_measure ninja -C "$folder/recipe" fashion_mlp

run_default_campaign campaign
seconds=$wall
cp "$campaign/verdicts.csv" "$folder/default.csv"
say "misfire with its defaults: $(grep '^Built' "$folder/printed") $(query campaign "SELECT trained FROM summary") trainings, $seconds s"
run_default_campaign campaign --exact
compare_verdicts
time_recipe
if [ -z "${MISFIRE_BENCH_OPERATORS:-}" ]; then
  result campaign_speedup_all "$recipe / $seconds" "at least" 12
else
  result campaign_speedup "$recipe / $seconds" "at least" 6
fi
result campaign_speedup_default_threads "$recipe_default_threads / $seconds"
result verdicts "$verdicts"
result verdicts_equal "$equal"
finish
