#!/usr/bin/env bash
# torch/version.h holds the version in libtorch 1.13; in 2.14 it only includes torch/headeronly/version.h, under another
# include directory than its own. Who reads the header as text, without a compiler, finds none. Of libtorch-dev
# 2.14.1+dfsg-1.
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

unpacked libtorch-dev=2.14.1+dfsg-1
version_in() {
  for header in torch/csrc/api/include/torch/version.h torch/headeronly/version.h; do
    echo "$header: $(grep -A1 'define TORCH_VERSION ' "$folder/usr/include/$header" | tail -1)"
  done
}
seen 'torch/csrc/api/include/torch/version.h: 
torch/headeronly/version.h:   "2.14.1"' version_in
