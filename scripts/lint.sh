#!/bin/sh
# Checks the format of all sources and runs clang-tidy on the rooms that include neither Clang nor libtorch.
#
#   scripts/lint.sh [BUILD_DIR] [FILE ...]     with files, clang-tidy looks at those alone
#
# In BUILD_DIR (default: build) a folder `apart` is made, which says how each file is compiled.
set -eu
cd "$(dirname "$0")/.."
build=build
if [ $# -gt 0 ]; then
  build=$1
  shift
fi

# The rooms that include neither Clang nor libtorch.
tidy_rooms="stats mutator/program mutator/operators mutator/source runner report cli"

# Golden sources are what mutants look like, and programs to be read are what users write.
git ls-files '*.h' '*.cpp' '*.hpp' ':!:tests/*/golden/*' ':!:tests/programs/*' ':!:tests/cli/outside/*' ':!:tests/operators/effects/*' | xargs clang-format-19 --dry-run -Werror

# clang-tidy wants each file's own command, which a build that joins files does not have: configured beside it, not built.
apart="$build/apart"
mkdir -p "$apart"
cmake -G Ninja -S . -B "$apart" -DMISFIRE_BUILD_TESTS=OFF -DMISFIRE_JOIN_SOURCES=OFF >"$apart/configure.log" 2>&1 || {
  echo "lint.sh: configuring $apart failed: see $apart/configure.log" >&2
  exit 1
}
if [ $# -gt 0 ]; then
  files="$*"
else
  # report/page/absent.cpp is compiled where npm is missing alone, and a configured build says nothing of it elsewhere.
  files=$(for room in $tidy_rooms; do git ls-files "$room/*.cpp" ':!:report/page/*'; done)
fi
# One file a process: a failure names its file, and all cores work.
echo "$files" | tr ' ' '\n' | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$apart"
