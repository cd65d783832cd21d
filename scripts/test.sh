#!/usr/bin/env bash
# Installs what is missing, builds everything in build/, checks format and lint, and runs the tests.
# Arguments go to ctest: scripts/test.sh -L fast. Without any, the reader is tested with LLVM 14 too, and after the tests
# some fuzz targets try the same inputs each time, and some rooms' tests run with sanitizers.
# MISFIRE_PUBLISHED_DATA may name a folder with published scores; without it, tests that need them are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh
cmake -G Ninja -B build -DMISFIRE_BUILD_TESTS=ON -DMISFIRE_PUBLISHED_DATA="${MISFIRE_PUBLISHED_DATA:-}"
cmake --build build
scripts/lint.sh build
[ $# -gt 0 ] || scripts/test-llvm14.sh
ctest --test-dir build --output-on-failure --parallel "$(nproc)" "$@"
[ $# -gt 0 ] || scripts/fuzz.sh quick 60 2000
[ $# -gt 0 ] || scripts/sanitize.sh quick
