// Holds a text against the one that was kept, which MISFIRE_UPDATE_GOLDEN=1 writes anew.
#pragma once

#include "tests/runner/temporary_folder.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace misfire::testing {

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/report/golden" / name;
  if (std::getenv("MISFIRE_UPDATE_GOLDEN"))
    write_file(path, text);
  else
    EXPECT_EQ(text, text_of(path))
        << "if this is what is wanted: MISFIRE_UPDATE_GOLDEN=1 ctest -R tests_report";
}

} // namespace misfire::testing
