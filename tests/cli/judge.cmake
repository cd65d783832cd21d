# Tests of misfire judge.
misfire_test(tests_cli_judge LABEL fast
  SOURCES
    deepcrime_folder_test.cpp
    judge_test.cpp
    score_files_test.cpp
  DEPENDS misfire_cli_judge stats_published_runs)
