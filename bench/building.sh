#!/usr/bin/env bash
# What building mutants costs: the CPU time of all compilations and links of a campaign, and of one mutant alone, over that of
# the project's own compile and link command for the file that is mutated.
#
#   bench/building.sh [--json]
source "$(dirname "$0")/measuring.sh"

pairs=$(full_or_small 5 1)
read -r -a limit <<<"$(full_or_small "" "--max-mutants 4")"
all_ratios=() alone_ratios=()

# The project's own command, for the source that holds main.
build_own() { # build_own SUBJECT
  rm -f "$folder/own/CMakeFiles/$1.dir/$1/main.cpp.o" "$folder/own/$1"
  must_measure "$MISFIRE_BENCH_NINJA" -C "$folder/own" "$1"
}

# What ninja makes for a mutant, a mutant a line, for some drawn evenly from those that could be built.
draw_mutants() { # draw_mutants BUILD COUNT
  local mutant outputs buildable=() count=$2
  "$MISFIRE_BENCH_NINJA" -C "$1" -t targets all | sed 's/: [^:]*$//' >"$folder/targets"
  for mutant in "$1"/mutants/*/; do
    mapfile -t outputs < <(grep -F "$mutant" "$folder/targets")
    if [ ${#outputs[@]} -gt 0 ] && ls "${outputs[@]}" >/dev/null 2>&1; then buildable+=("${outputs[*]}"); fi
  done
  [ "$count" -le ${#buildable[@]} ] || count=${#buildable[@]}
  for ((i = 0; i < count; ++i)); do echo "${buildable[(2 * i + 1) * ${#buildable[@]} / (2 * count)]}"; done
}

build_alone() { # build_alone BUILD OUTPUT ...: module and baseline are there
  rm -f "${@:2}"
  must_measure "$MISFIRE_BENCH_NINJA" -C "$1" "${@:2}"
}

# measure_subject SUBJECT [LINE ...]: the lines go into its misfire.yml
measure_subject() {
  local subject=$1 before campaign mutants programs own=() alone=() outputs drawn build=$folder/$1/misfire.out/build
  configure "$subject" "$subject" 'runs: {baseline: 2, mutant: 2}' "${@:2}"
  must_measure "$MISFIRE_BENCH_NINJA" -C "$folder/own" "$subject"
  before=$(built_cpu)
  run_misfire "$subject" --dry-run "${limit[@]}"
  campaign=$(calculate "$(built_cpu) - $before")
  mutants=$(sed -n 's/^Built \([0-9]*\) mutants.*/\1/p' "$folder/printed")
  say "$subject: $(grep '^Built' "$folder/printed")"

  drawn=$(draw_mutants "$build" "$pairs")
  programs=$(find "$build/mutants" -mindepth 1 -maxdepth 1 | wc -l)
  [ -n "$drawn" ] || fail "no mutant of $subject was built"
  while read -r -a outputs; do
    build_own "$subject"
    own+=("$cpu")
    build_alone "$build" "${outputs[@]}"
    alone+=("$cpu")
  done <<<"$drawn"
  local own_cpu alone_cpu all_ratio alone_ratio
  own_cpu=$(median "${own[@]}") alone_cpu=$(median "${alone[@]}")
  all_ratio=$(calculate "$campaign / ($mutants * $own_cpu)")
  alone_ratio=$(calculate "$alone_cpu / $own_cpu")
  say "  its own command $own_cpu CPU s (median of ${#own[@]}); a mutant alone $alone_cpu CPU s (median of ${#alone[@]} mutants, by turns): ratio $alone_ratio"
  say "  the whole campaign $campaign CPU s for $mutants mutants in $programs programs, header module and baseline included: ratio $all_ratio"
  results+="${results:+, }\"build_cpu_ratio_$subject\": $all_ratio, \"mutant_build_ratio_$subject\": $alone_ratio"
  all_ratios+=("$all_ratio")
  alone_ratios+=("$alone_ratio")
}

say_circumstances
count_builds
copy_project "$repository/subjects"
measure_subject fashion_mlp
measure_subject mnist_cnn 'arguments: [--train-samples, 512, --test-samples, 256, --epochs, 1]'
say "the worse of both subjects:"
result build_cpu_ratio "$(largest "${all_ratios[@]}")" "at most" 0.1
result mutant_build_ratio "$(largest "${alone_ratios[@]}")" "at most" 0.06
finish
