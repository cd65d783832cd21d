#!/usr/bin/env bash
# Debian 12's libtorch is the release 1.13.1, and its header and its libraries' names say 1.13.0: who asks the header for
# the version, or CMake for Torch_VERSION, is told of another release. Of libtorch-dev 1.13.1+dfsg-4.
. "$(dirname "$0")/pinned.bash"
unpacked libtorch-dev=1.13.1+dfsg-4 libtorch1.13=1.13.1+dfsg-4
version_of() {
  grep -A1 'define TORCH_VERSION ' "$folder/usr/include/torch/csrc/api/include/torch/version.h" | tail -1
  find "$folder" -name TorchConfigVersion.cmake -exec sed -n 1p {} +
  basename "$folder"/usr/lib/*/libtorch.so.1.13.?
}
seen '  "1.13.0"
set(PACKAGE_VERSION "1.13.0")
libtorch.so.1.13.0' version_of
