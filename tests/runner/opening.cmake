misfire_test(tests_opening LABEL fast TIMEOUT 60
  SOURCES
    configuration_test.cpp
    initial_configuration_test.cpp
    nearest_test.cpp
    open_commands_test.cpp
    open_subject_test.cpp
    parse_command_test.cpp
    selection_test.cpp
    tool_test.cpp
  DEPENDS misfire_opening misfire_running)

misfire_test(tests_building LABEL fast TIMEOUT 60
  SOURCES
    builder_test.cpp
    builder_tools_test.cpp
    cache_test.cpp
    compiler_test.cpp
    ninja_test.cpp
    preload_test.cpp
    program_text_test.cpp
    shadow_tree_test.cpp
    write_mutants_test.cpp
  DEPENDS misfire_building misfire_running)

misfire_test(tests_building_torch LABEL torch SOURCES builder_torch_test.cpp DEPENDS misfire_building)
