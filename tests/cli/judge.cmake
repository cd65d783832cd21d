# Tests of misfire judge.
misfire_test(tests_cli_judge LABEL fast
  SOURCES
    judge_test.cpp
    score_files_test.cpp
  DEPENDS misfire_cli_judge)
