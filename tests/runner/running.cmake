misfire_test(tests_running LABEL fast TIMEOUT 60
  SOURCES
    campaign_resume_test.cpp
    campaign_test.cpp
    metrics_test.cpp
    process_test.cpp
    run_test.cpp
    sandbox_test.cpp
    store_test.cpp
  DEPENDS misfire_running)
