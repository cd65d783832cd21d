#!/usr/bin/env bash
# Layers that are made among the arguments of one call draw their weights from right to left under GCC, and from left to
# right under Clang: with one seed, Sequential(Linear(..), Linear(..)) is two networks. C++ leaves the order open.
# Of GCC 12, 14 and 16, Clang 19 and 22, libtorch 1.13.1, 2.6.0 and 2.14.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Prints the version of PACKAGE where it is one of VERSION...; ends where it is none of them.
installed_any() {
  local package=$1 version
  version=$(dpkg-query --show --showformat='${Version}' "$package" 2>/dev/null || true)
  case " ${*:2} " in *" $version "*) [ -z "$version" ] || { echo "$version" && return; } ;; esac
  echo "${0##*/}: skipped: this is of $package ${*:2}, and here is ${version:-none}" >&2
  exit 77
}

# Compiles $folder/program.cpp with libtorch, in a C++ that its headers take: with_torch COMPILER OUTPUT.
with_torch() {
  local standard=20
  case $(dpkg-query --show --showformat='${Version}' libtorch-dev) in 1.*) standard=17 ;; esac
  "$1" -std=c++$standard -O1 -w -I/usr/include/torch/csrc/api/include "$folder/program.cpp" -o "$folder/$2" -ltorch -ltorch_cpu -lc10
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

installed_any libtorch-dev 1.13.1+dfsg-4 2.6.0+dfsg-7 2.14.1+dfsg-1
cat >"$folder/program.cpp" <<'CPP'
#include <torch/torch.h>

#include <iostream>

int main() {
  torch::manual_seed(1);
  torch::nn::Sequential network(torch::nn::Linear(2, 2), torch::nn::Linear(2, 2));
  torch::manual_seed(1);
  torch::nn::Linear drawn_first(2, 2);
  for (int layer : {0, 1})
    std::cout << "layer " << layer << " is drawn "
              << (network->at<torch::nn::LinearImpl>(layer).weight.equal(drawn_first->weight) ? "first" : "second") << '\n';
}
CPP
compiled=0
for compiler in g++ clang++-22 clang++-19; do
  command -v $compiler >/dev/null || continue
  $compiler --version | head -1
  with_torch $compiler "by-$compiler"
  case $compiler in
    g++) seen 'layer 0 is drawn second
layer 1 is drawn first' "$folder/by-$compiler" ;;
    *) seen 'layer 0 is drawn first
layer 1 is drawn second' "$folder/by-$compiler" ;;
  esac
  compiled=$((compiled + 1))
done
[ $compiled -gt 1 ] || { echo "${0##*/}: skipped: g++ and clang++-19 or clang++-22 are wanted" >&2 && exit 77; }
