# Runs mutants, keeps the runs and judges them.
misfire_room(misfire_running
  SOURCES
    baseline.cpp
    campaign.cpp
    course.cpp
    database.cpp
    estimate.cpp
    metrics.cpp
    mutant_entries.cpp
    output_lock.cpp
    process.cpp
    results.cpp
    rules.cpp
    run.cpp
    sandbox.cpp
    store.cpp
    store_schema.cpp
    stored_results.cpp
    text_file.cpp
    this_machine.cpp
    trainer.cpp
  DEPENDS
    misfire_opening misfire_operators misfire_source misfire_stats misfire_llvm fmt::fmt tl::expected PkgConfig::RE2
    SQLite::SQLite3)
