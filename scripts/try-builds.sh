#!/usr/bin/env bash
# Tries misfire on the bundled subject fashion_mlp built in ways in which people build to test, and writes docs/builds.md:
# whether a campaign of two mutants works, and whether its scores are those of the Release build.
#
#   scripts/try-builds.sh [NAME ... | --page]
#
# NAME is one of the builds in scripts/try-builds/builds.csv; --page writes the page from what was tried. What was tried is
# kept in build/builds. MISFIRE names another misfire than build/cli/misfire.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/build/builds
misfire=${MISFIRE:-$PWD/build/cli/misfire}
list=scripts/try-builds/builds.csv # name|what stands on the page|CMake's options|misfire.yml's lines|what is known of it
mkdir -p "$folder"

# Configures and builds a subject as its user would: OPTIONS are CMake's.
build() { # NAME OPTIONS
  local generator=Ninja
  [[ $1 != multi-config ]] || generator='Ninja Multi-Config'
  if [[ $1 = preset ]]; then
    mkdir -p "$folder/preset-source"
    cp -r subjects/. "$folder/preset-source"
    cat >"$folder/preset-source/CMakePresets.json" <<JSON
{"version": 3, "configurePresets": [{"name": "tested", "generator": "Ninja", "binaryDir": "$folder/preset/build",
 "cacheVariables": {"CMAKE_BUILD_TYPE": "RelWithDebInfo"}}]}
JSON
    cmake --preset tested -S "$folder/preset-source"
  else
    eval "cmake -G '$generator' -S subjects -B '$folder/$1/build' $2"
  fi
  cmake --build "$folder/$1/build" --target fashion_mlp ${3:+--config "$3"}
}

# Runs one mutant that changes nothing and one that changes much, and keeps the verdicts.
campaign() { # NAME LINES
  cat >"$folder/$1/misfire.yml" <<YML
build: build
target: fashion_mlp
data: [/usr/share/datasets/fashion-mnist]
metrics:
  - {name: accuracy, suite: test, pattern: 'test accuracy: ([0-9.]+)', goal: maximize}
operators: [no-op=same-seeds, WCI=zeros]
runs: {baseline: 5, mutant: 5}
jobs: 1
timeout: 100x
$2
YML
  "$misfire" run --config "$folder/$1/misfire.yml" --scope deepcrime
}

# One row of results: name|how it ended|the program's mean|verdicts|what misfire built with|what it warned of.
try() { # NAME OPTIONS LINES
  mkdir -p "$folder/$1"
  rm -rf "$folder/$1/build" "$folder/$1/misfire.out"
  local ended=works
  if ! build "$1" "$2" "$([[ $1 != multi-config ]] || echo Release)" >"$folder/$1/build.log" 2>&1; then
    echo "$1|its own build fails||||" >"$folder/$1/row" && return
  fi
  campaign "$1" "$3" >"$folder/$1/run.log" 2>&1 || { [ $? = 4 ] && ended="no: the baseline fails" || ended="no"; }
  local store=$folder/$1/misfire.out/store.sqlite
  local mean='' verdicts='' by=''
  if [[ $ended = works ]]; then
    "$misfire" report --config "$folder/$1/misfire.yml" >/dev/null
    mean=$(sqlite3 "$store" "SELECT printf('%.4f', mean) FROM baseline_suites WHERE suite = 'test'")
    verdicts=$(sqlite3 :memory: ".import --csv $folder/$1/misfire.out/verdicts.csv v" "SELECT group_concat(operator || ' ' || verdict, ', ') FROM v WHERE suite IN ('test', '')")
    by=$(sqlite3 "$store" "SELECT value FROM circumstances WHERE name = 'compiler'")
  fi
  echo "$1|$ended|$mean|$verdicts|$by|$(grep -c '^warning' "$folder/$1/run.log" || true)" >"$folder/$1/row"
}

if [ "${1:-}" != --page ]; then
  while IFS='|' read -r name _ options lines _; do
    [ $# -eq 0 ] || [[ " $* " = *" $name "* ]] || continue
    echo "== $name"
    try "$name" "$options" "$lines" </dev/null
    cat "$folder/$name/row"
  done < <(tail -n +2 "$list")
fi

# The page: a row a build that was tried.
{
  cat scripts/try-builds/head.md
  while IFS='|' read -r name shown _ _ note; do
    [ -f "$folder/$name/row" ] || continue
    IFS='|' read -r _ ended mean verdicts by _ <"$folder/$name/row"
    echo "| $shown | $ended | ${mean:-–} | ${verdicts:-–} | ${by:-–} | $note |"
  done < <(tail -n +2 "$list")
} >docs/builds.md
