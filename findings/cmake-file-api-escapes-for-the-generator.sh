#!/usr/bin/env bash
# CMake's File API gives a link line's pieces escaped as for a build file, not as the shell gets them: a run path that
# begins in $ORIGIN comes as "\$$ORIGIN", for Ninja and for make. Read as a shell's words it is $$ORIGIN, which the
# dynamic linker does not know. Of CMake 3.25.1, 3.31.6 and 4.3.4.
. "$(dirname "$0")/pinned.bash"
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
