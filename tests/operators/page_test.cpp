// docs/operators/ says what the operators themselves say.
//
//   MISFIRE_UPDATE_GOLDEN=1 ctest --test-dir build -R OperatorPages
#include "mutator/operators/page.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(MISFIRE_SOURCE_DIR) / "docs/operators";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The pages that there should be, by file name.
std::map<std::string, std::string> pages() {
  std::map<std::string, std::string> pages = {{"README.md", index_of_pages()}};
  for (const Operator& one : all_operators())
    pages[one.name + ".md"] = page_of(one);
  return pages;
}

TEST(OperatorPages, are_up_to_date) {
  for (const auto& [name, text] : pages()) {
    if (std::getenv("MISFIRE_UPDATE_GOLDEN")) {
      fs::create_directories(folder);
      std::ofstream(folder / name, std::ios::binary) << text;
    }
    EXPECT_EQ(read(folder / name), text)
        << name << " is stale: MISFIRE_UPDATE_GOLDEN=1 ctest --test-dir build -R OperatorPages";
  }
}

TEST(OperatorPages, there_is_none_without_its_operator) {
  const auto wanted = pages();
  for (const auto& entry : fs::directory_iterator(folder))
    EXPECT_TRUE(wanted.contains(entry.path().filename())) << entry.path();
}

TEST(OperatorPages, a_page_shows_each_example_as_a_diff_and_what_survival_means) {
  const Operator one{.id = "XYZ",
                     .name = "change-something",
                     .group = "loss",
                     .summary = "Something is wrong.",
                     .choices = {"a", "b"},
                     .examples = {{"f(x);\ng(x);", "h(x);"}},
                     .propose = {},
                     .survival = "Nobody looks.",
                     .advice = "Look."};
  EXPECT_EQ(page_of(one), "# XYZ: change-something\n\nSomething is wrong.\n\n- Group: loss\n- Values: a, b\n"
                          "\n## What it changes\n\n```diff\n- f(x);\n- g(x);\n+ h(x);\n```\n"
                          "\n## If it survives\n\nNobody looks. Look.\n");
}

TEST(OperatorPages, a_page_says_of_which_set_an_operator_is_and_where_its_fault_was_met) {
  const Operator one{.id = "XYZ",
                     .name = "change-something",
                     .group = "loss",
                     .summary = "Something is wrong.",
                     .domain = "fixed",
                     .propose = {},
                     .set = "libtorch",
                     .seen = "pytorch#1"};
  EXPECT_NE(page_of(one).find("- Values: fixed\n- Set: libtorch\n- Seen for real: pytorch#1\n"),
            std::string::npos);
  EXPECT_NE(explained(one).find("\nSeen for real: pytorch#1.\n"), std::string::npos);
}

} // namespace
} // namespace misfire
