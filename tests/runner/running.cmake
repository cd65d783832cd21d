misfire_test(tests_running LABEL fast TIMEOUT 60
  SOURCES
    campaign_resume_test.cpp
    campaign_search_test.cpp
    campaign_test.cpp
    free_epochs_test.cpp
    full_disk_test.cpp
    host_test.cpp
    layout_test.cpp
    memory_test.cpp
    merge_test.cpp
    metrics_test.cpp
    nasty_programs_test.cpp
    old_builds_test.cpp
    oracle_test.cpp
    process_test.cpp
    rules_test.cpp
    run_test.cpp
    sandbox_test.cpp
    slurm_task_test.cpp
    slurm_test.cpp
    store_test.cpp
    text_file_test.cpp
  DEPENDS misfire_running)

# A host without libtorch, and a program for it to load.
add_executable(host_for_tests ${PROJECT_SOURCE_DIR}/runtime/host.cpp)
target_link_libraries(host_for_tests PRIVATE ${CMAKE_DL_LIBS})
add_library(shell_program MODULE shell_program.cpp)
foreach(program host_for_tests shell_program)
  misfire_warnings(${program})
  add_dependencies(tests_running ${program})
endforeach()
target_compile_definitions(tests_running PRIVATE
  MISFIRE_HOST_PROGRAM="$<TARGET_FILE:host_for_tests>" MISFIRE_SHELL_PROGRAM="$<TARGET_FILE:shell_program>")
