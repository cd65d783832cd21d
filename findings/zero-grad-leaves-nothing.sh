#!/usr/bin/env bash
# After zero_grad(), of a module or of an optimizer, gradients are zero in libtorch 1.13 and undefined in 2.x: code that
# reads grad().norm() between two steps ends there. Of libtorch 1.13.1, 2.6.0 and 2.14.1.
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

version=$(installed_any libtorch-dev 1.13.1+dfsg-4 2.6.0+dfsg-7 2.14.1+dfsg-1)
echo "libtorch-dev $version"
cat >"$folder/program.cpp" <<'CPP'
#include <torch/torch.h>

#include <iostream>

int main() {
  torch::nn::Linear layer(2, 1);
  torch::optim::SGD optimizer(layer->parameters(), 0.1);
  layer->forward(torch::ones({1, 2})).sum().backward();
  layer->zero_grad();
  std::cout << "defined after the module's: " << layer->weight.grad().defined() << '\n';
  layer->forward(torch::ones({1, 2})).sum().backward();
  optimizer.zero_grad();
  std::cout << "defined after the optimizer's: " << layer->weight.grad().defined() << '\n';
}
CPP
with_torch g++ program
defined=0
case $version in 1.13.*) defined=1 ;; esac
seen "defined after the module's: $defined
defined after the optimizer's: $defined" "$folder/program"
