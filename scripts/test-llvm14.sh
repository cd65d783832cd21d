#!/usr/bin/env bash
# Builds the reader with Clang and LLVM 14, the oldest that it supports, in build-llvm14/, and runs its tests of sites:
# the same programs, the same expected sites. What is built here reads each program once, so it is not optimised.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh clang-14 llvm-14-dev libclang-14-dev
cmake -G Ninja -B build-llvm14 -DMISFIRE_LLVM_VERSION=14 -DCMAKE_CXX_FLAGS_RELEASE=-O0 >build-llvm14.log || { cat build-llvm14.log; exit 1; }
rm build-llvm14.log
cmake --build build-llvm14 --target tests_reader
# A part of the programs on each processor.
parts=$(nproc)
for ((part = 0; part < parts; ++part)); do
  GTEST_TOTAL_SHARDS=$parts GTEST_SHARD_INDEX=$part \
    build-llvm14/tests/reader/tests_reader --gtest_filter='*Sites*' --gtest_brief=1 &
  processes+=($!)
done
for process in "${processes[@]}"; do wait "$process"; done
