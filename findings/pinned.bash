# Sourced by every finding: pinned packages, a temporary folder, and what was seen held against what is seen now.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Ends where the system has not one of these PACKAGE=VERSION: the finding is of those alone.
installed() {
  local pinned version
  for pinned in "$@"; do
    version=$(dpkg-query --show --showformat='${Version}' "${pinned%%=*}" 2>/dev/null || true)
    [ "$version" != "${pinned#*=}" ] || continue
    echo "${0##*/}: skipped: this is of $pinned, and here is ${version:-none}. apt-get install $pinned" >&2
    exit 77
  done
}

# The same for any version that is listed; it is printed.
installed_any() {
  local package=$1 version
  version=$(dpkg-query --show --showformat='${Version}' "$package" 2>/dev/null || true)
  case " ${*:2} " in *" $version "*) [ -z "$version" ] || { echo "$version" && return; } ;; esac
  echo "${0##*/}: skipped: this is of $package ${*:2}, and here is ${version:-none}" >&2
  exit 77
}

# Downloads PACKAGE=VERSION... from the system's own sources and unpacks them into $folder.
unpacked() {
  (cd "$folder" && apt-get download -qq "$@") || {
    echo "${0##*/}: skipped: apt's sources have not all of $*" >&2
    exit 77
  }
  for package in "$folder"/*.deb; do dpkg-deb --extract "$package" "$folder"; done
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
