misfire_test(tests_runner_opening LABEL fast
  SOURCES nearest_test.cpp selection_test.cpp configuration_test.cpp
  DEPENDS misfire_opening)
