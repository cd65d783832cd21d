#!/usr/bin/env bash
# The table of the driver's options is no longer the driver's: clang/Driver/Options.h is gone in Clang 22, and what was
# clang::driver::options is clang::options in clang/Options/Options.h. Of libclang-22-dev 1:22.1.8-3.
. "$(dirname "$0")/pinned.bash"
unpacked libclang-22-dev=1:22.1.8-3
headers() {
  cd "$folder/usr/lib/llvm-22/include" && find clang -name Options.h | sort
  grep '^namespace' clang/Options/Options.h
}
seen 'clang/Options/Options.h
namespace clang {
namespace options {' headers
