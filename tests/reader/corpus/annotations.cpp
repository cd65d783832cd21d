#include "tests/reader/corpus/annotations.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace misfire::corpus {

namespace fs = std::filesystem;

namespace {

const fs::path repository = MISFIRE_SOURCE_DIR;
const fs::path folder = "tests/corpus";

unsigned number(const std::string& digits) {
  return static_cast<unsigned>(std::stoul(digits));
}

/// What `expression` finds in a text, with its groups.
std::vector<std::smatch> all_in(const std::string& text, const std::regex& expression) {
  return {std::sregex_iterator(text.begin(), text.end(), expression), {}};
}

/// The lines that a remark names: "or at train.cpp:49", "also at its call at 49".
std::set<Line> named_in(const std::string& remark, const std::string& file) {
  static const std::regex in_a_file(R"((\S+\.(?:cpp|h)):(\d+))");
  static const std::regex in_this_file(R"(\bat (?!\S+:)[^#;]*?\b(\d+))");
  std::set<Line> lines;
  for (const auto& named : all_in(remark, in_a_file))
    lines.emplace(fs::path(named[1].str()).filename().string(), number(named[2]));
  for (const auto& named : all_in(remark, in_this_file))
    lines.emplace(file, number(named[1]));
  return lines;
}

} // namespace

std::string family_of(const std::string& operator_id) {
  static const std::array<std::string, 5> of_data = {"TCL", "TRD", "TUD", "TCO", "TAN"};
  return std::find(of_data.begin(), of_data.end(), operator_id) != of_data.end() ? "DATA" : operator_id;
}

std::vector<std::string> programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(repository / folder))
    if (entry.path().extension() == ".expected") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string path_of(const std::string& program) {
  const fs::path path = folder / program;
  return fs::is_directory(repository / path) ? path.string() : path.string() + ".cpp";
}

std::vector<Annotation> annotations_of(const std::string& program) {
  static const std::regex expected(R"((\? )?(\w+) (\S+):(\d+)\s+([^#]*)(?:#(.*))?)");
  std::vector<Annotation> annotations;
  std::ifstream file(repository / folder / (program + ".expected"));
  for (std::string text; std::getline(file, text);) {
    std::smatch place;
    if (!std::regex_match(text, place, expected)) continue;
    const std::string name = fs::path(place[3].str()).filename().string();
    Annotation annotation{
        family_of(place[2]), {name, number(place[4])}, named_in(place[6], name), !place[1].matched};
    annotation.allowed.insert(annotation.line);
    annotations.push_back(std::move(annotation));
  }
  return annotations;
}

} // namespace misfire::corpus
