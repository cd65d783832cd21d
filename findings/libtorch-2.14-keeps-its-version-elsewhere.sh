#!/usr/bin/env bash
# torch/version.h holds the version in libtorch 1.13; in 2.14 it only includes torch/headeronly/version.h, under another
# include directory than its own. Who reads the header as text, without a compiler, finds none. Of libtorch-dev
# 2.14.1+dfsg-1.
. "$(dirname "$0")/pinned.bash"
unpacked libtorch-dev=2.14.1+dfsg-1
version_in() {
  for header in torch/csrc/api/include/torch/version.h torch/headeronly/version.h; do
    echo "$header: $(grep -A1 'define TORCH_VERSION ' "$folder/usr/include/$header" | tail -1)"
  done
}
seen 'torch/csrc/api/include/torch/version.h: 
torch/headeronly/version.h:   "2.14.1"' version_in
