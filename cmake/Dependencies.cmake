# What misfire is built with; all of it from Debian 12 (scripts/install-dependencies.sh).
include(GNUInstallDirs)

set(MISFIRE_LLVM_VERSION 19 CACHE STRING "The LLVM and Clang that misfire is built with")
set(MISFIRE_LLVM_PREFIX /usr/lib/llvm-${MISFIRE_LLVM_VERSION} CACHE PATH "Where that LLVM is installed")
find_package(LLVM REQUIRED CONFIG PATHS ${MISFIRE_LLVM_PREFIX} NO_DEFAULT_PATH)
find_package(Clang REQUIRED CONFIG PATHS ${MISFIRE_LLVM_PREFIX} NO_DEFAULT_PATH)
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PNG REQUIRED)
if(NOT TARGET SQLite3::SQLite3) # its name from CMake 4.3 on, where the one before is deprecated
  add_library(SQLite3::SQLite3 ALIAS SQLite::SQLite3)
endif()
find_package(tl-expected REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)

# LLVM and Clang as system headers, linked as the two shared libraries: static ones take minutes to link.
add_library(misfire_llvm INTERFACE)
target_include_directories(misfire_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(misfire_llvm INTERFACE LLVM)
add_library(misfire_clang INTERFACE)
target_link_libraries(misfire_clang INTERFACE clang-cpp misfire_llvm)

if(MISFIRE_BUILD_TESTS)
  find_package(GTest REQUIRED)
  # Subjects and the runtime's tests need libtorch; the tool itself links none of it.
  find_package(Torch REQUIRED)
  include(TorchStandard)
endif()
