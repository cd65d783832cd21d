#!/usr/bin/env bash
# Sequential::clone() of a network in evaluation mode is itself in training mode, while its children stay in evaluation
# mode: is_training() of the copy says the contrary of what its dropouts do. Of libtorch 1.13.1, 2.6.0 and 2.14.1.
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
  torch::nn::Sequential network(torch::nn::Linear(4, 4), torch::nn::Dropout(0.5));
  network->eval();
  const auto copy = network->clone();
  std::cout << "network trains: " << network->is_training() << "\ncopy trains: " << copy->is_training() << '\n';
  for (const auto& child : copy->children())
    std::cout << "child of the copy trains: " << child->is_training() << '\n';
}
CPP
with_torch g++ program
seen 'network trains: 0
copy trains: 1
child of the copy trains: 0
child of the copy trains: 0' "$folder/program"
