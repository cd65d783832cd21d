// Dependencies point one way, between rooms and between the folders of the runner.
#include "tests/conventions/source_lines.h"

#include <gtest/gtest.h>
#include <regex>

namespace misfire {
namespace {

using testing::shown;
using testing::Source;
using testing::SourceLine;
using testing::sources_of;

/// The folders of the runner from below: each may include those before it, and the nouns in runner/ itself.
const std::vector<std::string> order = {"",        "system",   "configuration", "opening", "building",
                                        "mutants", "training", "store",         "campaign"};

/// The folder of the runner that a path lies in: "store" of "runner/store/store.h", "" of "runner/run.h".
std::string folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return folder == "runner" ? "" : folder.filename().string();
}

std::size_t place_of(const std::string& folder) {
  return std::size_t(std::ranges::find(order, folder) - order.begin());
}

/// What a line includes of the repository; empty where it is no such line.
std::string included_by(const std::string& line) {
  static const std::regex include("#include \"([a-z_]+/[^\"]+)\"");
  std::smatch match;
  return std::regex_search(line, match, include) ? match[1].str() : "";
}

TEST(RoomsTest, a_folder_of_the_runner_includes_only_those_below_it) {
  for (const Source& source : sources_of({"runner"})) {
    ASSERT_LT(place_of(folder_of(source.path)), order.size())
        << source.path
        << ": a new folder takes its place in `order` of this test and in runner/CMakeLists.txt";
    for (const SourceLine& line : source.lines) {
      const std::string included = included_by(line.text);
      if (!included.starts_with("runner/")) continue;
      EXPECT_LE(place_of(folder_of(included)), place_of(folder_of(source.path)))
          << shown(source, line) << ": move what both need to runner/, or the caller up";
    }
  }
}

struct Room {
  std::string name;
  std::vector<std::string> may_include; ///< beside itself
};

TEST(RoomsTest, a_room_includes_only_those_that_it_stands_on) {
  const std::vector<Room> rooms = {{"stats", {}},
                                   {"mutator", {"stats"}},
                                   {"runner", {"mutator", "stats"}},
                                   {"report", {"runner", "mutator", "stats"}}};
  for (const auto& [name, may_include] : rooms)
    for (const Source& source : sources_of({name}))
      for (const SourceLine& line : source.lines) {
        const std::string included = included_by(line.text);
        const std::string room = included.substr(0, included.find('/'));
        EXPECT_TRUE(included.empty() || room == name || std::ranges::count(may_include, room))
            << shown(source, line);
      }
}

TEST(RoomsTest, operators_and_programs_are_understood_without_clang_and_libtorch) {
  for (const Source& source : sources_of({"mutator/operators", "mutator/program", "mutator/source"}))
    for (const SourceLine& line : source.lines)
      EXPECT_FALSE(line.text.starts_with("#include <clang/") || line.text.starts_with("#include <torch/"))
          << shown(source, line);
}

} // namespace
} // namespace misfire
