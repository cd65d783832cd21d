// The tables of docs/architecture.md are the tree: its folders, and what each may include and link.
#include "tests/conventions/source_lines.h"

#include <gmock/gmock.h>
#include <map>
#include <regex>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::read_source;
using testing::shown;
using testing::Source;
using testing::SourceLine;
using testing::sources_of;

const fs::path repository = MISFIRE_SOURCE_DIR;

/// A row of a table: `| folder | what it holds | may link |`.
struct Folder {
  std::string path; ///< "runner/store"
  std::string caption;
  std::set<std::string> may_use; ///< paths of others
};

/// The table that a row with these words stands in, so far: the rows above it.
std::set<std::string> used_by(const std::string& words, const std::vector<Folder>& above) {
  std::set<std::string> used;
  const auto all_up_to = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      used.insert(above[i].path);
  };
  if (words.starts_with("those above") || words.starts_with("all of these")) all_up_to(above.size());
  static const std::regex named("`([a-z_/]+)/`");
  for (std::sregex_iterator name(words.begin(), words.end(), named), end; name != end; ++name)
    for (std::size_t i = 0; i < above.size(); ++i)
      if (above[i].path == (*name)[1] || above[i].path.ends_with("/" + (*name)[1].str())) {
        used.insert(above[i].path);
        if (words.find("and above") != words.npos) all_up_to(i);
      }
  return used;
}

/// The folders of all tables of that form.
std::map<std::string, Folder> folders() {
  static const std::regex row(R"(\| `((?:mutator|runner)[a-z_/]*)/` \| (.*) \| (.*) \|)");
  std::map<std::string, Folder> all;
  std::vector<Folder> table;
  for (const SourceLine& line : read_source(repository / "docs/architecture.md").lines) {
    std::smatch match;
    if (!line.text.starts_with("|")) table.clear();
    if (!std::regex_match(line.text, match, row)) continue;
    Folder folder{match[1], match[2], used_by(match[3], table)};
    table.push_back(folder);
    Folder& known = all.try_emplace(folder.path, folder).first->second;
    known.may_use.insert(folder.may_use.begin(), folder.may_use.end());
  }
  return all;
}

/// The folder of a table that a file lies in: operators' groups are part of operators/.
std::string folder_of(const std::map<std::string, Folder>& folders, const std::string& path) {
  for (fs::path folder = fs::path(path).parent_path(); !folder.empty(); folder = folder.parent_path())
    if (folders.contains(folder)) return folder;
  return "";
}

/// What a line includes of the repository; empty where it is no such line.
std::string included_by(const std::string& line) {
  static const std::regex include("#include \"([a-z_]+/[^\"]+)\"");
  std::smatch match;
  return std::regex_search(line, match, include) ? match[1].str() : "";
}

bool may_use(const std::map<std::string, Folder>& folders, const std::string& user, const std::string& used) {
  if (user == used || folders.at(user).may_use.contains(used)) return true;
  // What a folder as a whole may use, outside of itself, the folders in it may.
  const std::string around = fs::path(user).parent_path();
  return folders.contains(around) && !(used + "/").starts_with(around + "/") &&
         folders.at(around).may_use.contains(used);
}

TEST(Rooms, are_those_of_the_map) {
  const auto known = folders();
  ASSERT_GT(known.size(), 20u);
  std::set<std::string> on_the_map, in_the_tree;
  for (const auto& [path, folder] : known) {
    on_the_map.insert(path);
    EXPECT_GT(folder.caption.size(), 10u) << path;
  }
  for (const Source& source : sources_of({"mutator", "runner"})) {
    const std::string folder = fs::path(source.path).parent_path();
    const bool group = fs::path(folder).parent_path() == "mutator/operators";
    const bool sites = folder == "mutator/program/sites";
    if (!group && !sites) in_the_tree.insert(folder);
  }
  EXPECT_EQ(on_the_map, in_the_tree) << "a folder has a row in docs/architecture.md";
}

TEST(Rooms, include_what_the_map_says_and_nothing_else) {
  const auto known = folders();
  for (const Source& source : sources_of({"mutator", "runner"}))
    for (const SourceLine& line : source.lines) {
      const std::string included = included_by(line.text);
      const std::string user = folder_of(known, source.path), used = folder_of(known, included);
      if (used.empty() || user.substr(0, 6) != used.substr(0, 6)) continue; // between rooms, see below
      // Of the operators, source/ knows what they make.
      const bool plain_values = included == "mutator/operators/mutant.h";
      EXPECT_TRUE(may_use(known, user, used) || (user == "mutator/source" && plain_values))
          << shown(source, line) << ": docs/architecture.md does not let " << user << " use " << used;
    }
}

/// The libraries of misfire's that a CMakeLists.txt makes, each with those that it links.
std::map<std::string, std::vector<std::string>> libraries_in(const fs::path& path) {
  std::string text;
  for (const SourceLine& line : read_source(path).lines)
    text += line.text + " ";
  static const std::regex made(R"(misfire_room\((misfire_\w+) +(?:[A-Z_]+ +)*SOURCES([^)]*)\))"),
      linked(R"(\b(misfire_\w+))"), of_reader(R"(misfire_reader_room\(([a-z]+)([^)]*)\))");
  std::map<std::string, std::vector<std::string>> libraries;
  const auto add = [&](const std::string& name, const std::string& words) {
    auto& links = libraries[name];
    for (std::sregex_iterator link(words.begin(), words.end(), linked), end; link != end; ++link)
      links.push_back((*link)[1]);
  };
  for (std::sregex_iterator room(text.begin(), text.end(), made), end; room != end; ++room)
    add((*room)[1], (*room)[2]);
  for (std::sregex_iterator room(text.begin(), text.end(), of_reader), end; room != end; ++room)
    add("misfire_reader_" + (*room)[1].str(), (*room)[2]);
  return libraries;
}

TEST(Rooms, link_what_the_map_says_and_nothing_else) {
  const auto known = folders();
  std::map<std::string, std::string> home; // by library
  std::map<std::string, std::vector<std::string>> links;
  for (const auto& [path, folder] : known) {
    if (!fs::exists(repository / path / "CMakeLists.txt")) continue;
    for (const auto& [library, linked] : libraries_in(repository / path / "CMakeLists.txt")) {
      const std::string inside = path + "/" + library.substr(library.rfind('_') + 1);
      home[library] = known.contains(inside) ? inside : path;
      links[library] = linked;
    }
  }
  EXPECT_GT(home.size(), 15u);
  for (const auto& [library, linked] : links)
    for (const std::string& other : linked)
      if (home.contains(other) && home[library].substr(0, 6) == home[other].substr(0, 6)) {
        EXPECT_TRUE(may_use(known, home[library], home[other])) << library << " links " << other;
      }
}

struct Room {
  std::string name;
  std::vector<std::string> may_include; ///< beside itself
};

TEST(Rooms, include_only_the_rooms_that_they_stand_on) {
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
        EXPECT_FALSE(name != "mutator" && included.starts_with("mutator/reader/")) << shown(source, line);
      }
}

TEST(Rooms, of_operators_and_programs_are_understood_without_clang_and_libtorch) {
  for (const Source& source : sources_of({"mutator/operators", "mutator/program", "mutator/source"}))
    for (const SourceLine& line : source.lines)
      EXPECT_FALSE(line.text.starts_with("#include <clang/") || line.text.starts_with("#include <torch/"))
          << shown(source, line);
}

} // namespace
} // namespace misfire
