# MISFIRE_PAGE_TEMPLATE: the source that holds report.html without its data. npm brings what it is made of, by the lock
# file, when misfire is built; without npm misfire is built without the page, and `misfire report` says so.
find_program(MISFIRE_NPM npm)
find_program(MISFIRE_NODE node)

if(MISFIRE_NPM AND MISFIRE_NODE)
  set(MISFIRE_PAGE_TEMPLATE ${CMAKE_CURRENT_BINARY_DIR}/page_template.cpp)
  file(GLOB PAGE_SOURCES CONFIGURE_DEPENDS page/src/*)
  add_custom_command(
    OUTPUT ${MISFIRE_PAGE_TEMPLATE}
    COMMAND ${CMAKE_COMMAND} -DNPM=${MISFIRE_NPM} -DNODE=${MISFIRE_NODE} -DSOURCE=${CMAKE_CURRENT_SOURCE_DIR}/page
            -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/page -DOUTPUT=${MISFIRE_PAGE_TEMPLATE}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/page/make.cmake
    DEPENDS page/make.cmake page/build.mjs page/page.html page/package.json page/package-lock.json page/absent.cpp
            ${PAGE_SOURCES}
    COMMENT "Making report.html's page"
    VERBATIM)
else()
  message(STATUS "npm or node is missing: misfire is built without report.html (Debian: apt-get install nodejs npm)")
  set(MISFIRE_PAGE_TEMPLATE ${CMAKE_CURRENT_SOURCE_DIR}/page/absent.cpp)
endif()
