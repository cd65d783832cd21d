#!/usr/bin/env bash
# Checks the format of all sources and runs clang-tidy on the rooms that include neither Clang nor libtorch.
#
#   scripts/lint.sh [BUILD_DIR] [FILE ...]     with files, clang-tidy looks at those alone
#
# In BUILD_DIR (default: build) the folders `apart`, `pasted` and `syntax` are made, which say how files are compiled. What is
# found in a pasted file is shown with its line; with that line's own FILE, clang-tidy names the place in it.
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

configure() { # FOLDER [OPTION ...]: beside the build, not built
  mkdir -p "$1"
  cmake -G Ninja -S . -B "$1" -DMISFIRE_BUILD_TESTS=OFF -DMISFIRE_JOIN_SOURCES=OFF "${@:2}" >"$1/configure.log" 2>&1 || {
    echo "lint.sh: configuring $1 failed: see $1/configure.log" >&2
    exit 1
  }
}
# Each file's own command, which a build that joins files does not have.
apart="$build/apart"
configure "$apart"
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$apart"
  exit
fi

[ -d "$build/runner" ] || {
  echo "lint.sh: $build is not configured: cmake -G Ninja -B $build" >&2
  exit 1
}

# All files: clang-tidy searches the libraries' headers as long as everything else, so it looks at the files as the build
# joins them, for a quarter of the time. Some checks look at a main file alone, so what the build's joined file includes is
# pasted into one. stats/ has checks of its own, which are looked for in the folders above a file.
# report/page/absent.cpp is compiled where npm is missing alone, and a configured build says nothing of it elsewhere.
files=$(git ls-files $(printf '%s/*.cpp ' $tidy_rooms) ':!:report/page/*')
joins=$(find $(printf "$build/%s " $tidy_rooms) -name 'unity_*_cxx.cxx' | sort)
joined=$(sed -n "s|^#include \"$PWD/\(.*\)\"$|\1|p" $joins | grep -Fx "$files")
single=$(echo "$files" | grep -Fxv "$joined")
pasted=$(
  for join in $joins; do
    sed -n "s|^#include \"\($PWD/.*\)\"$|\1|p" "$join" | xargs cat >"${join/unity_/pasted_}"
    echo "${join/unity_/pasted_}"
  done
)
mkdir -p "$build/pasted"
sed 's|/unity_\([^/ "]*_cxx[.]cxx\)|/pasted_\1|g' "$build/compile_commands.json" >"$build/pasted/compile_commands.json"
cp stats/.clang-tidy "$build/stats/"
echo "$single" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$apart"
echo "$pasted" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$build/pasted" --checks=-readability-duplicate-include
awk '/^#include/ && !/[.]def"$/ && seen[FILENAME, $0]++ { print FILENAME ":" FNR ": included twice"; twice = 1 } END { exit twice }' \
  $files $(git ls-files $(printf '%s/*.h ' $tidy_rooms))

# Each file by itself: does it include what it uses? The headers of the standard library, fmt and tl are parsed once,
# as one header module each, of which a file sees those that it includes.
syntax=$(realpath "$build")/syntax
mkdir -p "$syntax"
names=$(git grep -hoE '^#include <([a-z_]+|(fmt|tl)/[a-z_.]+)>' -- $tidy_rooms | sed 's/.*<\(.*\)>/\1/' | sort -u)
paths=$(printf '#include <%s>\n' $names | clang++-19 -x c++ -std=c++20 -M - | tr -s ' \\' '\n')
{
  echo 'module headers [system] {'
  for name in $names; do
    printf '  module %s { header "%s" export * }\n' "_${name//[^a-z_]/_}" "$(grep -m 1 "/$name\$" <<<"$paths")"
  done
  echo '}'
} >"$syntax/module.modulemap"
configure "$syntax" -DMISFIRE_NPM=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Syntax \
  -DCMAKE_CXX_FLAGS_SYNTAX="-w -fsyntax-only -fmodules -fmodule-map-file=$syntax/module.modulemap -fmodules-cache-path=$syntax/modules"
# Nothing is written, so that each call looks at all files.
ninja -C "$syntax" -t targets all | sed -n 's/: CXX_COMPILER__.*//p' | grep -E "^(${tidy_rooms// /|})/" |
  xargs ninja -C "$syntax" -k 0 --quiet
