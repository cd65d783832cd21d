#!/usr/bin/env bash
# Builds stats, mutator/program, runner and report with sanitizers, in a folder of its own, and runs their fast tests.
#
#   scripts/sanitize.sh [address | thread] [ctest's arguments ...]     address, the default, has undefined behaviour too
#
# Libraries of others (LLVM, SQLite, RE2) are as they are installed. Tests that depend on the clock are left out, and the
# page of report.html, which npm makes.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=address
if [ $# -gt 0 ]; then
  kind=$1
  shift
fi
case $kind in
address) flags="-fsanitize=address,undefined -fno-sanitize=vptr" ;; # LLVM is built without what that looks at
thread) flags="-fsanitize=thread" ;;
*)
  echo "sanitize.sh: address or thread, not $kind" >&2
  exit 1
  ;;
esac

scripts/install-dependencies.sh
build=build-$kind
# Warnings are the business of the ordinary build.
cmake -G Ninja -B "$build" -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Sanitized -DMISFIRE_NPM=OFF \
  -DCMAKE_CXX_FLAGS_SANITIZED="-w -O0 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all $flags" >"$build.log" || {
  cat "$build.log"
  exit 1
}
rm "$build.log"

tests="stats program runner_nouns system configuration opening building mutants training store campaign report"
cmake --build "$build" --target $(printf 'tests_%s ' $tests)
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
export ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-19/bin/llvm-symbolizer TSAN_OPTIONS=second_deadlock_stack=1
for room in stats program runner report; do
  ctest --test-dir "$build/tests/$room" --output-on-failure --parallel "$(nproc)" -L fast -LE timing -E 'PageTest|_NOT_BUILT' "$@"
done
