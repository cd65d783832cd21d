misfire_test(tests_running LABEL fast TIMEOUT 60
  SOURCES
    process_test.cpp
    run_test.cpp
    sandbox_test.cpp
  DEPENDS misfire_running)
