#include "stats/test_names.h"

#include <algorithm>

namespace misfire::stats {

const std::vector<std::pair<std::string, Test>>& named_tests() {
  static const std::vector<std::pair<std::string, Test>> tests = {{"glm", Test::glm},
                                                                  {"glm-rounded", Test::glm_rounded},
                                                                  {"t", Test::t},
                                                                  {"welch", Test::welch},
                                                                  {"mann-whitney", Test::mann_whitney},
                                                                  {"wilcoxon", Test::wilcoxon},
                                                                  {"permutation", Test::permutation}};
  return tests;
}

std::optional<Test> test_named(const std::string& name) {
  const auto& tests = named_tests();
  const auto found = std::ranges::find_if(tests, [&](const auto& test) { return test.first == name; });
  return found == tests.end() ? std::nullopt : std::optional(found->second);
}

std::string name_of(Test test) {
  const auto& tests = named_tests();
  const auto found = std::ranges::find_if(tests, [&](const auto& named) { return named.second == test; });
  return found == tests.end() ? "" : found->first;
}

std::string names_of_tests() {
  std::string names;
  for (const auto& [name, test] : named_tests())
    names += (names.empty() ? "" : ", ") + name;
  return names;
}

} // namespace misfire::stats
