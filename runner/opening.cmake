# A subject and its configuration; then its binaries.
misfire_room(misfire_opening
  SOURCES
    cmake_file_api.cpp
    configuration.cpp
    configuration_file.cpp
    nearest.cpp
    open_subject.cpp
    parse_command.cpp
    selection.cpp
    tool.cpp
  DEPENDS misfire_clang fmt::fmt tl::expected PkgConfig::RE2)
