# Runs mutants, keeps the runs and judges them.
misfire_room(misfire_running
  SOURCES
    process.cpp
    run.cpp
    sandbox.cpp
  DEPENDS fmt::fmt tl::expected)
