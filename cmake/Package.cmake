# `cpack`: a Debian package of what `cmake --install` installs, for the system that it is made on. scripts/package.sh makes it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME misfire)
set(CPACK_PACKAGE_VENDOR "the misfire developers")
set(CPACK_PACKAGE_CONTACT "the misfire developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Puts faults that developers really make into a training program in C++, trains each mutant
several times, and says by statistics which of the faults the test data notice.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# The libraries that it is linked with, in the versions that this system has; and the programs that it starts, of which
# Clang must be the one that it was built with.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "clang-${MISFIRE_LLVM_VERSION}, lld-${MISFIRE_LLVM_VERSION}, ninja-build, cmake, bubblewrap")
# A program may come with a libtorch of its own.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libtorch-dev, libopenblas0-serial, g++")
include(CPack)
