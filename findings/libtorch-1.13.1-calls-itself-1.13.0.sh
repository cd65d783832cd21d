#!/usr/bin/env bash
# Debian 12's libtorch is the release 1.13.1, and its header and its libraries' names say 1.13.0: who asks the header for
# the version, or CMake for Torch_VERSION, is told of another release. Of libtorch-dev 1.13.1+dfsg-4.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Downloads PACKAGE=VERSION... from the system's own sources and unpacks them into $folder.
unpacked() {
  (cd "$folder" && apt-get download -qq "$@") || {
    echo "${0##*/}: skipped: apt's sources have not all of $*" >&2
    exit 77
  }
  for package in "$folder"/*.deb; do dpkg-deb --extract "$package" "$folder"; done
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

unpacked libtorch-dev=1.13.1+dfsg-4 libtorch1.13=1.13.1+dfsg-4
version_of() {
  grep -A1 'define TORCH_VERSION ' "$folder/usr/include/torch/csrc/api/include/torch/version.h" | tail -1
  find "$folder" -name TorchConfigVersion.cmake -exec sed -n 1p {} +
  basename "$folder"/usr/lib/*/libtorch.so.1.13.?
}
seen '  "1.13.0"
set(PACKAGE_VERSION "1.13.0")
libtorch.so.1.13.0' version_of
