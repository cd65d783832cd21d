# Writes subjects/compile_commands.json into the build directory: how the bundled subjects are compiled, so that they
# can be read without being built. Their own CMakeLists.txt says the same to CMake. Without libtorch there is none.
find_package(Torch QUIET)
if(Torch_FOUND)
  include(TorchStandard)
  # What a compiler that CMake does not drive needs to find libtorch's headers.
  set(MISFIRE_TORCH_FLAGS ${TORCH_CXX_FLAGS})
  foreach(DIRECTORY ${TORCH_INCLUDE_DIRS})
    # A compiler's own directories must not be named: its #include_next would lose its way.
    get_filename_component(DIRECTORY ${DIRECTORY} REALPATH)
    if(NOT DIRECTORY IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
      list(APPEND MISFIRE_TORCH_FLAGS -isystem ${DIRECTORY})
    endif()
  endforeach()

  set(MISFIRE_SUBJECT_FLAGS -std=c++${MISFIRE_PROGRAM_STANDARD} -O3 -DNDEBUG -Iidx ${MISFIRE_TORCH_FLAGS})
  list(TRANSFORM MISFIRE_SUBJECT_FLAGS REPLACE "(.+)" "\"\\1\"")
  list(JOIN MISFIRE_SUBJECT_FLAGS ", " MISFIRE_SUBJECT_FLAGS)
  configure_file(${PROJECT_SOURCE_DIR}/compile_commands.json.in
                 ${PROJECT_BINARY_DIR}/subjects/compile_commands.json @ONLY)
endif()
