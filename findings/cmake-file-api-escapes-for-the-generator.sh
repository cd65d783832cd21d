#!/usr/bin/env bash
# CMake's File API gives a link line's pieces escaped as for a build file, not as the shell gets them: a run path that
# begins in $ORIGIN comes as "\$$ORIGIN", for Ninja and for make. Read as a shell's words it is $$ORIGIN, which the
# dynamic linker does not know. Of CMake 3.25.1, 3.31.6 and 4.3.4.
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

installed_any cmake 3.25.1-1 3.31.6-2 4.3.4-1
cat >"$folder/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.20)
project(example CXX)
add_executable(app main.cpp)
set_target_properties(app PROPERTIES BUILD_RPATH "$ORIGIN/lib")
CMAKE
echo 'int main() {}' >"$folder/main.cpp"
fragments() {
  for generator in Ninja "Unix Makefiles"; do
    rm -rf "$folder/build"
    mkdir -p "$folder/build/.cmake/api/v1/query"
    touch "$folder/build/.cmake/api/v1/query/codemodel-v2"
    cmake -G "$generator" -S "$folder" -B "$folder/build" >/dev/null
    echo "$generator: $(grep -ho '"[^ ]*ORIGIN.*"' "$folder"/build/.cmake/api/v1/reply/target-app-*)"
  done
}
seen 'Ninja: "-Wl,-rpath,\"\\$$ORIGIN/lib\""
Unix Makefiles: "-Wl,-rpath,\"\\$$ORIGIN/lib\""' fragments
