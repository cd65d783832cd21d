#!/usr/bin/env bash
# libtorch 2.14's headers take nothing less than C++20. They say so by one #error, among 18 errors in C++17 and 30000
# (150000 lines) in C++14. Its CMake package says CXX_STANDARD 20 of its own imported target, where it holds for nobody:
# a project of yesterday's, set to C++17, gets the errors. Of Debian's libtorch-dev 2.14.1+dfsg-1 with GCC 16.
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

installed libtorch-dev=2.14.1+dfsg-1
echo '#include <torch/torch.h>' >"$folder/program.cpp"
standards() {
  for standard in 17 20 23; do
    if g++ -std=c++$standard -fsyntax-only -I/usr/include/torch/csrc/api/include "$folder/program.cpp" 2>"$folder/log"; then
      echo "C++$standard: taken"
    else
      echo "C++$standard: $(grep -m1 'error:' "$folder/log" | sed 's/.*error: //')"
    fi
  done
  grep CXX_STANDARD "$(dpkg-query --listfiles libtorch-dev | grep /TorchConfig.cmake)"
}
g++ --version | head -1
seen 'C++17: #error C++20 or later compatible compiler is required to use PyTorch.
C++20: taken
C++23: taken
    CXX_STANDARD 20' standards
