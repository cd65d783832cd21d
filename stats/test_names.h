// The names by which people choose a test, in files and on command lines.
#pragma once

#include "stats/verdict.h"

#include <string>
#include <utility>
#include <vector>

namespace misfire::stats {

/// Every test with its name, the default first: "glm", "glm-rounded", "t", "welch", "mann-whitney",
/// "wilcoxon", "permutation".
const std::vector<std::pair<std::string, Test>>& named_tests();

/// The test of that name; nothing if there is none.
std::optional<Test> test_named(const std::string& name);

/// The name of a test, by which test_named finds it.
std::string name_of(Test test);

/// All names, as a sentence lists them: "glm, glm-rounded, t".
std::string names_of_tests();

} // namespace misfire::stats
