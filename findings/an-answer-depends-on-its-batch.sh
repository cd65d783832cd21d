#!/usr/bin/env bash
# What one Linear layer answers to an input has other bits alone than in a batch, with one thread and no dropout: OpenBLAS
# sums in another order. How many differ depends on the processor; that some do was seen of libtorch 1.13.1 with OpenBLAS
# 0.3.21. With the reference BLAS, which is what Debian's libtorch 2.14.1 brings where nobody asks for another, none does.
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

installed_any libtorch-dev 1.13.1+dfsg-4 2.14.1+dfsg-1
cat >"$folder/program.cpp" <<'CPP'
#include <torch/torch.h>

#include <iostream>

int main() {
  torch::NoGradGuard no_gradients;
  torch::manual_seed(1);
  torch::nn::Linear layer(784, 128);
  const auto images = torch::rand({256, 784});
  const auto together = layer->forward(images);
  bool differs = false;
  for (const int size : {1, 4, 32, 128}) {
    int different = 0;
    for (int first = 0; first < 256; first += size)
      different += !layer->forward(images.slice(0, first, first + size)).equal(together.slice(0, first, first + size));
    std::cerr << "batches of " << size << ": " << different << " of " << 256 / size << " differ from one of 256\n";
    differs = differs || different > 0;
  }
  std::cout << (differs ? "some differ\n" : "all are the same\n");
}
CPP
with_torch g++ program
blas=$(realpath "$(ldconfig -p | sed -n 's/.*libblas\.so\.3 .*=> //p' | head -1)")
echo "$blas"
OMP_NUM_THREADS=1 "$folder/program" 2>&1 >/dev/null
quiet() { OMP_NUM_THREADS=1 "$folder/program" 2>/dev/null; }
case $blas in
  *openblas*) seen 'some differ' quiet ;;
  */blas/libblas.so*) seen 'all are the same' quiet ;;
  *) echo "${0##*/}: skipped: this is of OpenBLAS and of the reference BLAS" >&2 && exit 77 ;;
esac
