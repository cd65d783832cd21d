#!/usr/bin/env bash
# Checks the format of all sources and runs clang-tidy on the rooms that include neither Clang nor libtorch.
#
#   scripts/lint.sh [BUILD_DIR] [FILE ...]     with files, clang-tidy looks at those alone
#
# In BUILD_DIR (default: build) a folder `apart` is made, which says how each file is compiled.
set -euo pipefail
cd "$(dirname "$0")/.."
build=build
if [ $# -gt 0 ]; then
  build=$1
  shift
fi

# The rooms that include neither Clang nor libtorch.
tidy_rooms="stats mutator/program mutator/operators mutator/source runner report cli"

# Golden sources are what mutants look like, and programs to be read are what users write.
git ls-files '*.h' '*.cpp' '*.hpp' ':!:tests/*/golden/*' ':!:tests/programs/*' ':!:tests/cli/outside/*' ':!:tests/operators/effects/*' ':!:tests/operators/programs/*' ':!:tests/operators/programs/*' | xargs clang-format-19 --dry-run -Werror

# Each file's own command, which a build that joins files does not have: configured beside it, not built.
apart="$build/apart"
mkdir -p "$apart"
cmake -G Ninja -S . -B "$apart" -DMISFIRE_BUILD_TESTS=OFF -DMISFIRE_JOIN_SOURCES=OFF >"$apart/configure.log" 2>&1 || {
  echo "lint.sh: configuring $apart failed: see $apart/configure.log" >&2
  exit 1
}
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$apart"
  exit
fi

# All files: clang-tidy searches the libraries' headers as long as everything else, so it looks at the files as the build
# joins them, for a quarter of the time. What it sees in a main file alone is looked for in each file by itself, as is
# whether it includes what it uses. stats/ has checks of its own, which a joined file in the build's folder would not get.
[ -d "$build/runner" ] || {
  echo "lint.sh: $build is not configured: cmake -G Ninja -B $build" >&2
  exit 1
}
# report/page/absent.cpp is compiled where npm is missing alone, and a configured build says nothing of it elsewhere.
files=$(git ls-files $(printf '%s/*.cpp ' $tidy_rooms) ':!:report/page/*')
joins=$(find $(printf "$build/%s " $tidy_rooms) -name 'unity_*_cxx.cxx' ! -path '*/misfire_stats.dir/*' | sort)
joined=$(sed -n "s|^#include \"$PWD/\(.*\)\"$|\1|p" $joins | grep -Fx "$files")
single=$(echo "$files" | grep -Fxv "$joined")
echo "$joined" | xargs -P "$(nproc)" -n 4 clang-tidy-19 --quiet -p "$apart" --checks='-*,misc-unused-*'
echo "$single" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$apart"
echo "$joins" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$build" --checks=-bugprone-suspicious-include
