# Runs mutants, keeps the runs and judges them.
misfire_room(misfire_running
  SOURCES
    database.cpp
    metrics.cpp
    process.cpp
    results.cpp
    run.cpp
    sandbox.cpp
    store.cpp
    store_schema.cpp
    stored_results.cpp
  DEPENDS
    misfire_stats fmt::fmt tl::expected PkgConfig::RE2 SQLite::SQLite3)
