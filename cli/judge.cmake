# The command line as every command says it.
misfire_room(misfire_command_line SOURCES command_line.cpp DEPENDS CLI11::CLI11)

# misfire judge: the command on score files, apart from the rest of the command line.
misfire_room(misfire_cli_judge
  SOURCES
    deepcrime_folder.cpp
    deepcrime_stats.cpp
    judge.cpp
    judge_formats.cpp
    score_files.cpp
  DEPENDS misfire_stats misfire_system misfire_llvm misfire_command_line fmt::fmt)
