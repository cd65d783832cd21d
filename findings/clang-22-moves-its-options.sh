#!/usr/bin/env bash
# The table of the driver's options is no longer the driver's: clang/Driver/Options.h is gone in Clang 22, and what was
# clang::driver::options is clang::options in clang/Options/Options.h. Of libclang-22-dev 1:22.1.8-3.
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

unpacked libclang-22-dev=1:22.1.8-3
headers() {
  cd "$folder/usr/lib/llvm-22/include" && find clang -name Options.h | sort
  grep '^namespace' clang/Options/Options.h
}
seen 'clang/Options/Options.h
namespace clang {
namespace options {' headers
