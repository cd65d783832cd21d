#!/usr/bin/env bash
# Layers that are made among the arguments of one call draw their weights from right to left under GCC, and from left to
# right under Clang: with one seed, Sequential(Linear(..), Linear(..)) is two networks. C++ leaves the order open.
# Of GCC 12, 14 and 16, Clang 19 and 22, libtorch 1.13.1, 2.6.0 and 2.14.1.
. "$(dirname "$0")/pinned.bash"
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
