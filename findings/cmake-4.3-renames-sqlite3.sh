#!/usr/bin/env bash
# CMake 4.3 calls its own target SQLite::SQLite3 deprecated, for SQLite3::SQLite3, which no CMake before 4.3 makes: a
# project for both needs an if(TARGET). Of CMake 4.3.4.
. "$(dirname "$0")/pinned.bash"
installed cmake=4.3.4-1
cat >"$folder/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.20)
project(example CXX)
find_package(SQLite3 REQUIRED)
add_executable(app main.cpp)
target_link_libraries(app SQLite::SQLite3)
CMAKE
echo 'int main() {}' >"$folder/main.cpp"
warned() { cmake -S "$folder" -B "$folder/build" 2>&1 | grep -m1 -A1 'The target name'; }
seen '  The target name SQLite::SQLite3 is deprecated.  Please use SQLite3::SQLite3
  instead.' warned
