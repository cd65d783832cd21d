# misfire_add_test(NAME <name> TARGET <executable>
#                  [OPERATORS <HLR> <LCH=hinge> ...]   which faults; those of DeepCrime where it is left out
#                  [METRIC <pattern> ...]              RE2 with one group around the number that the program prints;
#                                                      left out: what `misfire init` finds. One that says `train`
#                                                      ahead of it is of the suite `train`
#                  [GOAL maximize|minimize]            of these metrics; maximize
#                  [RUNS <n>]                          of the baseline and of each mutant; 20
#                  [THRESHOLD <score>]                 the test fails if the mutation score is under it, 0 to 1
#                  [BUDGET <10min>]                    trains no longer than this; the next ctest goes on
#                  [JOBS <n>]                          trainings side by side; one a core
#                  [GPUS <n>]                          the test takes that many of CTest's resource `gpus`
#                  [WORKING_DIRECTORY <directory>]     of a run; the current source directory
#                  [ARGS <argument> ...])              of a run
#
# Adds a test to CTest with the label `mutation`: ctest -L mutation. It builds the target itself. Everything it trains is
# kept in <current binary directory>/misfire/<name>, so that a second ctest trains nothing that is known. The report is
# report.html there.
include_guard(GLOBAL)

set(MISFIRE_RUN_TEST "${CMAKE_CURRENT_LIST_DIR}/MisfireRunTest.cmake")

function(misfire_add_test)
  cmake_parse_arguments(PARSE_ARGV 0 TEST "" "NAME;TARGET;GOAL;RUNS;THRESHOLD;BUDGET;JOBS;GPUS;WORKING_DIRECTORY"
                        "OPERATORS;METRIC;ARGS")
  foreach(REQUIRED NAME TARGET)
    if(NOT TEST_${REQUIRED})
      message(FATAL_ERROR "misfire_add_test: ${REQUIRED} is missing")
    endif()
  endforeach()
  if(TEST_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "misfire_add_test(${TEST_NAME}): unknown arguments: ${TEST_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TEST_WORKING_DIRECTORY)
    set(TEST_WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  if(NOT TEST_GOAL)
    set(TEST_GOAL maximize)
  endif()
  if(NOT TEST_JOBS)
    cmake_host_system_information(RESULT TEST_JOBS QUERY NUMBER_OF_LOGICAL_CORES)
  endif()
  _misfire_seconds(SECONDS "${TEST_BUDGET}")

  # misfire's query to CMake's File API, so that the build need not be configured again when the test runs.
  foreach(KIND codemodel-v2 toolchains-v1)
    file(WRITE "${CMAKE_BINARY_DIR}/.cmake/api/v1/query/client-misfire/${KIND}" "")
  endforeach()

  set(FOLDER "${CMAKE_CURRENT_BINARY_DIR}/misfire/${TEST_NAME}")
  _misfire_write_wishes("${FOLDER}/wishes.cmake")
  add_test(NAME ${TEST_NAME} COMMAND ${CMAKE_COMMAND} "-DMISFIRE=$<TARGET_FILE:misfire::misfire>" "-DFOLDER=${FOLDER}"
                                     -P "${MISFIRE_RUN_TEST}")
  math(EXPR TIMEOUT "${SECONDS} + 3600") # what it builds, and what is being trained when the time is used up
  set_tests_properties(${TEST_NAME} PROPERTIES LABELS mutation PROCESSORS ${TEST_JOBS} TIMEOUT ${TIMEOUT})
  if(TEST_GPUS)
    set_tests_properties(${TEST_NAME} PROPERTIES RESOURCE_GROUPS "gpus:${TEST_GPUS}")
  endif()
endfunction()

# "90s", "10min", "2h" in seconds; a week without a budget.
function(_misfire_seconds RESULT TIME)
  if(TIME STREQUAL "")
    set(SECONDS 604800)
  elseif(TIME MATCHES "^([0-9]+)s$")
    set(SECONDS ${CMAKE_MATCH_1})
  elseif(TIME MATCHES "^([0-9]+)min$")
    math(EXPR SECONDS "${CMAKE_MATCH_1} * 60")
  elseif(TIME MATCHES "^([0-9]+)h$")
    math(EXPR SECONDS "${CMAKE_MATCH_1} * 3600")
  else()
    message(FATAL_ERROR "misfire_add_test: BUDGET ${TIME} is no time; it is written 90s, 10min or 2h")
  endif()
  set(${RESULT} ${SECONDS} PARENT_SCOPE)
endfunction()

# What the test is to do, for MisfireRunTest.cmake. Bracket arguments keep patterns as they are.
function(_misfire_write_wishes FILE)
  set(TEXT "set(BUILD [==[${CMAKE_BINARY_DIR}]==])\n")
  foreach(NAME TARGET GOAL RUNS THRESHOLD BUDGET JOBS WORKING_DIRECTORY OPERATORS METRIC ARGS)
    string(APPEND TEXT "set(${NAME} [==[${TEST_${NAME}}]==])\n")
  endforeach()
  set(OLD "")
  if(EXISTS "${FILE}")
    file(READ "${FILE}" OLD)
  endif()
  if(NOT OLD STREQUAL TEXT)
    file(WRITE "${FILE}" "${TEXT}")
  endif()
endfunction()
