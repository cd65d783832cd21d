# A subject and its configuration; then its binaries.
misfire_room(misfire_opening
  SOURCES nearest.cpp selection.cpp configuration_file.cpp configuration.cpp
  DEPENDS misfire_llvm fmt::fmt tl::expected PkgConfig::RE2)
