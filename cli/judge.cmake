# misfire judge: the command on score files, apart from the rest of the command line.
misfire_room(misfire_cli_judge
  SOURCES
    judge.cpp
    judge_formats.cpp
    score_files.cpp
  DEPENDS misfire_stats misfire_llvm CLI11::CLI11 fmt::fmt)
