# `cmake --install`: the program and find_package(misfire), in any prefix; runtime/ installs itself.
include(CMakePackageConfigHelpers)

set_target_properties(misfire PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS misfire RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

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
