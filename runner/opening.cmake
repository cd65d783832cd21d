# Opens a subject.
misfire_room(misfire_opening
  SOURCES
    changed_lines.cpp
    cmake_file_api.cpp
    configuration.cpp
    configuration_file.cpp
    digest.cpp
    initial_configuration.cpp
    libtorch.cpp
    nearest.cpp
    open_commands.cpp
    open_subject.cpp
    parse_command.cpp
    selection.cpp
    tool.cpp
  DEPENDS misfire_clang misfire_operators misfire_stats fmt::fmt tl::expected PkgConfig::RE2)

# Builds its binaries.
misfire_room(misfire_building
  SOURCES
    build_baseline.cpp
    build_steps.cpp
    builder.cpp
    compiler.cpp
    header_module.cpp
    ninja.cpp
    preload.cpp
    program_text.cpp
    shadow_tree.cpp
    write_mutants.cpp
  DEPENDS misfire_opening misfire_source misfire_program)
set_property(SOURCE compiler.cpp APPEND PROPERTY COMPILE_DEFINITIONS
  MISFIRE_LLVM_TOOLS="${LLVM_TOOLS_BINARY_DIR}"
  MISFIRE_LLVM_MAJOR="${LLVM_VERSION_MAJOR}"
  MISFIRE_RUNTIME_DIRECTORY="${PROJECT_SOURCE_DIR}/runtime"
  MISFIRE_INSTALLED_RUNTIME="${CMAKE_INSTALL_DATADIR}/misfire/runtime")
