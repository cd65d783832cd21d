misfire_test(tests_running LABEL fast TIMEOUT 60
  SOURCES
    campaign_resume_test.cpp
    campaign_test.cpp
    free_epochs_test.cpp
    full_disk_test.cpp
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
    slurm_test.cpp
    store_test.cpp
  DEPENDS misfire_running)
