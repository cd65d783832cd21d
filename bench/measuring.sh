# What the benchmarks share that drive misfire as people do: the subjects in a folder of their own, times, and how a result
# is said. Sourced, with the benchmark's own arguments.
#
# MISFIRE names another misfire than the one in build/. MISFIRE_BENCH_SMALL=1 makes every benchmark small, to try it out:
# its numbers then mean nothing.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
misfire=${MISFIRE:-$repository/build/cli/misfire}
cores=$(nproc)
json=false
[ "${1:-}" != --json ] || json=true
folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-bench-XXXXXX")
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}
[ -x "$misfire" ] || fail "$misfire is missing: cmake --build build --target misfire"

# For people: on standard output, or with --json, which has that for itself, on the other one.
say() {
  if $json; then printf '%s\n' "$1" >&2; else printf '%s\n' "$1"; fi
}

full_or_small() { # full_or_small FULL SMALL
  if [ -n "${MISFIRE_BENCH_SMALL:-}" ]; then echo "$2"; else echo "$1"; fi
}

# What a number was measured under.
say_circumstances() {
  local load
  load=$(cut -d ' ' -f 1 /proc/loadavg)
  say "$cores cores, load $load before it began$(awk -v load="$load" 'BEGIN { if (load > 0.5) print ": others work here too, so do not trust the times" }')"
  [ -z "${MISFIRE_BENCH_SMALL:-}" ] || say "MISFIRE_BENCH_SMALL: tried out only, the numbers mean nothing"
}

calculate() { # calculate EXPRESSION: of awk
  awk "BEGIN { printf \"%.6g\", $1 }"
}
median() { # of the numbers given
  printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { printf "%.6g", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
largest() { # of the numbers given
  printf '%s\n' "$@" | sort -g | tail -n 1
}

# measure COMMAND ...: runs it; then `wall` and `cpu` are the seconds that it took, with all that it waited for. What it
# prints is in $folder/printed. Its exit status is returned.
measure() {
  local TIMEFORMAT='%R %U %S' status=0 times user system
  times=$({ time "$@" >"$folder/printed" 2>&1; } 2>&1) || status=$?
  read -r wall user system <<<"$times"
  cpu=$(calculate "$user + $system")
  return "$status"
}
must_measure() { # the same, of a command that must succeed
  measure "$@" || fail "this failed: $*
$(tail -n 20 "$folder/printed")"
}

results=""
# result KEY VALUE ["at most"|"at least" BOUND]
result() {
  local value verdict=""
  value=$(calculate "$2")
  results+="${results:+, }\"$1\": $value"
  case ${3:-} in
    "at most") verdict=" (at most $4: $(awk -v v="$value" -v b="$4" 'BEGIN { print (v <= b) ? "met" : "MISSED" }'))" ;;
    "at least") verdict=" (at least $4: $(awk -v v="$value" -v b="$4" 'BEGIN { print (v >= b) ? "met" : "MISSED" }'))" ;;
  esac
  say "$1 $value$verdict"
}
# The one line of --json.
finish() {
  if $json; then printf '{%s}\n' "$results"; fi
}

# copy_project SOURCE TARGET ...: configures a copy of it, as its owner would, in $folder/own, and builds these
copy_project() {
  cp -r "$1" "$folder/project"
  must_measure cmake -G Ninja -S "$folder/project" -B "$folder/own" -DCMAKE_BUILD_TYPE=Release
  [ $# -eq 1 ] || must_measure ninja -C "$folder/own" "${@:2}"
}

# configure NAME TARGET [LINE ...]: a misfire.yml with these lines too; its campaign is in $folder/NAME/misfire.out
configure() {
  mkdir -p "$folder/$1"
  {
    printf 'build: %s/own\ntarget: %s\nmetrics:\n' "$folder" "$2"
    printf "  - {name: accuracy, suite: test, pattern: '[Tt]est accuracy: ([0-9.]+)', goal: maximize}\n"
    printf "  - {name: train_accuracy, suite: train, pattern: '[Tt]rain accuracy: ([0-9.]+)', goal: maximize}\n"
    printf '%s\n' "${@:3}"
  } >"$folder/$1/misfire.yml"
}
# A campaign on fashion_mlp as misfire makes it by default: all operators, 20 runs each.
# MISFIRE_BENCH_OPERATORS thins it out, as --operators does.
run_default_campaign() { # run_default_campaign NAME [OPTION ...]: measured
  local limit
  read -r -a limit <<<"$(full_or_small "" "--max-mutants 4")"
  [ -e "$folder/$1" ] || configure "$1" fashion_mlp "data: [/usr/share/datasets/fashion-mnist]" \
    "$(full_or_small "" "runs: {baseline: 5, mutant: 5}")"
  run_misfire "$1" --operators "${MISFIRE_BENCH_OPERATORS:-all}" "${limit[@]}" "${@:2}"
}
run_misfire() { # run_misfire NAME [OPTION ...]: measured
  must_measure "$misfire" run --config "$folder/$1/misfire.yml" "${@:2}"
}
query() { # query NAME SQL: the campaign's store
  sqlite3 -readonly -separator $'\t' "$folder/$1/misfire.out/store.sqlite" "$2"
}

# count_builds: from here on every ninja that misfire starts notes its CPU time, which is that of all compilations and links
count_builds() {
  mkdir -p "$folder/tools"
  export MISFIRE_BENCH_NINJA MISFIRE_BENCH_BUILDS=$folder/builds
  MISFIRE_BENCH_NINJA=$(command -v ninja)
  : >"$MISFIRE_BENCH_BUILDS"
  cat >"$folder/tools/ninja" <<'END'
#!/usr/bin/env bash
TIMEFORMAT='%U %S'
exec 4>&2
{ time "$MISFIRE_BENCH_NINJA" "$@" 2>&4; } 2>>"$MISFIRE_BENCH_BUILDS"
END
  chmod +x "$folder/tools/ninja"
  PATH=$folder/tools:$PATH
}
built_cpu() { # their CPU seconds so far
  awk '{ cpu += $1 + $2 } END { printf "%.6g", cpu }' "$MISFIRE_BENCH_BUILDS"
}
