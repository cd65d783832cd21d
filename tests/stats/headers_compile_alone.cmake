# A source for every header of the room that includes that header alone: a header that leans on another's includes
# breaks the build.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/stats/*.h
     ${PROJECT_SOURCE_DIR}/stats/*/*.h)
set(units "")
foreach(header ${headers})
  string(REPLACE "/" "_" unit ${header})
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/alone/${unit}.cpp)
  file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"${header}\"\n")
  list(APPEND units ${unit})
endforeach()
add_library(stats_headers_alone OBJECT ${units})
target_link_libraries(stats_headers_alone PRIVATE misfire_stats)
misfire_warnings(stats_headers_alone)
