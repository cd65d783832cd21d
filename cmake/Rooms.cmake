# misfire_room(NAME [BY_FOLDER] SOURCES ... DEPENDS ...): a static library of the tool, warnings as errors, headers found from
# the root of the repository: #include "stats/effect_size.h".
#
# A room's files are compiled some at a time, as one: most of what a compiler does for a file of ours it does for the
# headers of others, and for templates that the next file needs too. So names in unnamed namespaces must differ within a
# room. BY_FOLDER: those of each folder below it together, so that they must differ within a folder.
function(misfire_room NAME)
  cmake_parse_arguments(ROOM "BY_FOLDER" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} STATIC ${ROOM_SOURCES})
  if(MISFIRE_JOIN_SOURCES)
    set_target_properties(${NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
  endif()
  if(ROOM_BY_FOLDER)
    set_target_properties(${NAME} PROPERTIES UNITY_BUILD_MODE GROUP)
    foreach(source IN LISTS ROOM_SOURCES)
      get_filename_component(folder ${source} DIRECTORY)
      # With a name for those beside the folders, too.
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}_")
    endforeach()
  endif()
  target_include_directories(${NAME} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${NAME} PUBLIC ${ROOM_DEPENDS})
  misfire_warnings(${NAME})
endfunction()

function(misfire_warnings TARGET)
  # A designated initialiser names what it sets and leaves the rest at its default on purpose.
  target_compile_options(${TARGET} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers -Werror)
endfunction()

# misfire_test_flags(TARGET): how the sources of tests are compiled, which are waited for more than run: without optimisation,
# and by GCC with what nearly all of them include compiled once (tests/CMakeLists.txt).
function(misfire_test_flags TARGET)
  misfire_warnings(${TARGET})
  target_compile_options(${TARGET} PRIVATE -O0)
  if(TARGET tests_precompiled)
    # For their definitions, which must be those of tests_precompiled.
    target_compile_options(${TARGET} PRIVATE -pthread)
    target_link_libraries(${TARGET} PRIVATE fmt::fmt)
    target_precompile_headers(${TARGET} REUSE_FROM tests_precompiled)
  endif()
endfunction()

# misfire_test(NAME [WHOLE] [TORCH] [APART] LABEL fast|torch|train [TIMING FILTER] SOURCES ... DEPENDS ...): one GoogleTest
# binary, every test of it known to ctest under its own name. Labels: fast (no torch, a minute all together), torch (compiles
# against libtorch or runs a compiler on it), train (trains). TORCH: its sources include libtorch. WHOLE: the binary is one
# test, since its cases share what takes long to make. Its files are joined as those of a room; but where it is APART.
# TIMING: which of its tests, as GoogleTest filters them, depend on the clock, and so may fail on a machine that is busy;
# they have the label timing too: `ctest -L fast -LE timing`, then `ctest -L timing` alone.
function(misfire_test NAME)
  cmake_parse_arguments(TEST "WHOLE;TORCH;APART" "LABEL;TIMEOUT;TIMING" "SOURCES;DEPENDS;PROPERTIES" ${ARGN})
  if(NOT TEST_LABEL MATCHES "^(fast|torch|train)$")
    message(FATAL_ERROR "misfire_test(${NAME}): LABEL must be fast, torch or train")
  endif()
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 600)
  endif()
  add_executable(${NAME} ${TEST_SOURCES})
  if(MISFIRE_JOIN_SOURCES AND NOT TEST_APART)
    set_target_properties(${NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${NAME} PRIVATE ${TEST_DEPENDS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${NAME} PRIVATE MISFIRE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(TEST_TORCH)
    misfire_warnings(${NAME})
    target_compile_options(${NAME} PRIVATE -O0)
  else()
    misfire_test_flags(${NAME})
  endif()
  if(TEST_WHOLE)
    add_test(NAME ${NAME} COMMAND ${NAME})
    set_tests_properties(${NAME} PROPERTIES LABELS ${TEST_LABEL} TIMEOUT ${TEST_TIMEOUT} ${TEST_PROPERTIES})
    return()
  endif()
  include(GoogleTest)
  set(properties TIMEOUT ${TEST_TIMEOUT} ${TEST_PROPERTIES})
  if(TEST_TIMING)
    gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60 TEST_FILTER "${TEST_TIMING}" TEST_LIST ${NAME}_TIMING
      PROPERTIES ${properties})
    # A list of labels does not get through gtest_discover_tests.
    set(labels ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_labels.cmake)
    file(WRITE ${labels} "foreach(test IN LISTS ${NAME}_TIMING)
  set_tests_properties(\"\${test}\" PROPERTIES LABELS \"${TEST_LABEL};timing\")
endforeach()
")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels})
    set(others TEST_FILTER "-${TEST_TIMING}")
  endif()
  gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60 ${others} PROPERTIES LABELS ${TEST_LABEL} ${properties})
endfunction()
