# `cmake --install`: the program and find_package(misfire), in any prefix; runtime/ installs itself.
include(CMakePackageConfigHelpers)

set_target_properties(misfire PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS misfire RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# Completions and the man page are the program's own words: it writes them once it is built.
set(MISFIRE_HELP_FOLDER ${PROJECT_BINARY_DIR}/help)
foreach(form bash zsh fish man)
  add_custom_command(OUTPUT ${MISFIRE_HELP_FOLDER}/${form}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${MISFIRE_HELP_FOLDER}
    COMMAND misfire completion ${form} > ${MISFIRE_HELP_FOLDER}/${form}
    DEPENDS misfire VERBATIM)
  list(APPEND MISFIRE_HELP_FILES ${MISFIRE_HELP_FOLDER}/${form})
endforeach()
add_custom_target(misfire_help ALL DEPENDS ${MISFIRE_HELP_FILES})
install(FILES ${MISFIRE_HELP_FOLDER}/man DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME misfire.1 OPTIONAL)
install(FILES ${MISFIRE_HELP_FOLDER}/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME misfire
  OPTIONAL)
install(FILES ${MISFIRE_HELP_FOLDER}/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _misfire OPTIONAL)
install(FILES ${MISFIRE_HELP_FOLDER}/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  RENAME misfire.fish OPTIONAL)

set(MISFIRE_PACKAGE_DIRECTORY ${CMAKE_INSTALL_LIBDIR}/cmake/misfire)
configure_package_config_file(cmake/misfireConfig.cmake.in ${PROJECT_BINARY_DIR}/package/misfireConfig.cmake
  INSTALL_DESTINATION ${MISFIRE_PACKAGE_DIRECTORY} PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/misfireConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
    ${PROJECT_BINARY_DIR}/package/misfireConfig.cmake
    ${PROJECT_BINARY_DIR}/package/misfireConfigVersion.cmake
    cmake/package/MisfireAddTest.cmake
    cmake/package/MisfireRunTest.cmake
  DESTINATION ${MISFIRE_PACKAGE_DIRECTORY})
