#!/usr/bin/env bash
# Runs a campaign of every operator on four small programs (tests/campaigns), and writes docs/operator-campaigns.md: the
# verdicts, with what tests/campaigns/remarks.csv says of those that are not killed. Goes on where it was stopped.
#
#   scripts/operator-campaigns.sh [--only PROGRAM] [--page]
#
# PROGRAM is perceptron, convolution, adversaries or q_learning. --page trains nothing, and writes the page from what is in
# the stores. MISFIRE names another misfire than build/cli/misfire.
set -euo pipefail
cd "$(dirname "$0")/.."

programs='perceptron convolution adversaries q_learning' train=yes
while [ $# -gt 0 ]; do
  case $1 in
    --only) programs=$2 && shift 2 ;;
    --page) train=no && shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2 && exit 1 ;;
  esac
done

folder=build/campaigns
misfire=${MISFIRE:-$PWD/build/cli/misfire}

build() {
  [ -x "$misfire" ] || {
    scripts/install-dependencies.sh
    cmake -G Ninja -B build >/dev/null
    cmake --build build --target misfire
  }
  mkdir -p "$folder"
  cmake -G Ninja -S tests/campaigns -B "$folder/programs" >"$folder/configure.log" 2>&1 || {
    cat "$folder/configure.log" >&2
    exit 1
  }
}

# The page, from the verdicts of all campaigns as far as they are.
write_page() {
  local program
  rm -f "$folder/page.sqlite"
  {
    for program in perceptron convolution adversaries q_learning; do
      [ -f "$folder/$program.csv" ] && echo ".import --csv $folder/$program.csv $program"
    done
    echo '.import --csv tests/campaigns/remarks.csv remarks'
    echo 'CREATE TABLE operators(id);'
    sed -n 's/^ *\([A-Z][A-Z]*\) .*/INSERT INTO operators VALUES ('"'\1'"');/p' <<<"$("$misfire" operators)"
    union='' # of what the campaigns wrote
    for program in perceptron convolution adversaries q_learning; do
      [ -f "$folder/$program.csv" ] && union+="${union:+ UNION ALL }SELECT '$program' AS program, * FROM $program"
    done
    echo "CREATE TABLE verdicts AS ${union:?no campaign was run yet};"
    cat scripts/operator-campaigns/page.sql
  } | sqlite3 "$folder/page.sqlite" >"$folder/page.md"
  mv "$folder/page.md" docs/operator-campaigns.md
}

campaign() { # PROGRAM: of each operator one place
  local config=tests/campaigns/$1/misfire.yml
  [ $train = no ] || "$misfire" run --scope deepcrime --config "$config" || [ $? = 2 ]
  if [ -f "$folder/$1.out/store.sqlite" ]; then
    "$misfire" report --config "$config" >/dev/null
    cp "$folder/$1.out/verdicts.csv" "$folder/$1.csv"
  fi
}

[ $train = no ] || build
for program in $programs; do campaign "$program"; done
write_page
