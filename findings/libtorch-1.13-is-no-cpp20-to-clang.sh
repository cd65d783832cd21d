#!/usr/bin/env bash
# libtorch 1.13's headers are C++20 to GCC 12 and not to Clang 19 with the same standard library: its List holds a vector
# of a class that is not complete yet, which in C++20, where vector is constexpr, Clang looks into at once. So a program
# that GCC builds in C++20 is one that no tool of Clang's reads. Of Debian's libtorch-dev 1.13.1+dfsg-4.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Ends where the system has not one of these PACKAGE=VERSION: the finding is of those alone.
installed() {
  local pinned version
  for pinned in "$@"; do
    version=$(dpkg-query --show --showformat='${Version}' "${pinned%%=*}" 2>/dev/null || true)
    [ "$version" != "${pinned#*=}" ] || continue
    echo "${0##*/}: skipped: this is of $pinned, and here is ${version:-none}. apt-get install $pinned" >&2
    exit 77
  done
}

# seen EXPECTED COMMAND...: prints what the command prints, and ends with 1 where that is not what was seen.
seen() {
  local expected=$1 printed
  shift
  printed=$("$@" 2>&1) || true
  printf '%s\n' "$printed"
  [ "$printed" = "$expected" ] || {
    printf '%s: this has changed. It was:\n%s\n' "${0##*/}" "$expected" >&2
    exit 1
  }
}

installed libtorch-dev=1.13.1+dfsg-4 clang-19=1:19.1.7-3~deb12u1 g++-12=12.2.0-14+deb12u1
echo '#include <torch/torch.h>' >"$folder/program.cpp"
taken() {
  for compiler in g++-12 clang++-19; do
    for standard in 17 20; do
      if $compiler -std=c++$standard -w -fsyntax-only -I/usr/include/torch/csrc/api/include "$folder/program.cpp" 2>"$folder/log"; then
        echo "$compiler, C++$standard: taken"
      else
        echo "$compiler, C++$standard: $(grep -m1 -o 'error: .*' "$folder/log")"
      fi
    done
  done
}
seen "g++-12, C++17: taken
g++-12, C++20: taken
clang++-19, C++17: taken
clang++-19, C++20: error: arithmetic on a pointer to an incomplete type 'c10::IValue'" taken
