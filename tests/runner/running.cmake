misfire_test(tests_running LABEL fast TIMEOUT 60
  SOURCES
    metrics_test.cpp
    process_test.cpp
    run_test.cpp
    sandbox_test.cpp
    store_test.cpp
  DEPENDS misfire_running)
