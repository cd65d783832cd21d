// Looks among the texts of a program for the checkpoints that it may go on from.
#include "runner/campaign/untrained.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <re2/re2.h>
#include <set>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// The texts between quotes in the program's sources that may be paths, and the program's arguments.
std::set<std::string> possible_paths(const Configuration& configuration, const ProgramRecord& program) {
  constexpr std::size_t longest = 200;
  std::set<std::string> texts(configuration.arguments.begin(), configuration.arguments.end());
  static const RE2 quoted(R"re("([^"\\\n]+)")re");
  for (const SourceText& source : program.sources) {
    re2::StringPiece rest(source.text);
    std::string text;
    while (RE2::FindAndConsume(&rest, quoted, &text))
      if (text.size() <= longest) texts.insert(text);
  }
  return texts;
}

/// torch::save writes zip archives.
bool is_checkpoint(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string begin(4, ' ');
  return file.read(begin.data(), 4) && begin == "PK\3\4";
}

} // namespace

bool is_untrained(const Run& run, const ProgramRecord& program) {
  if (run.fingerprint != untrained) return false;
  return std::ranges::none_of(program.sources, [](const SourceText& source) {
    return source.text.find("autograd::") != std::string::npos;
  });
}

std::vector<std::string> found_checkpoints(const Configuration& configuration, const ProgramRecord& program) {
  const std::set<std::string> texts = possible_paths(configuration, program);
  std::vector<fs::path> folders{""};
  for (const std::string& text : texts) {
    std::error_code ignored;
    if (fs::is_directory(configuration.directory / fs::path(text), ignored)) folders.emplace_back(text);
  }
  std::set<std::string> found;
  for (const fs::path& folder : folders)
    for (const std::string& text : texts) {
      const bool below = !folder.empty() && text.starts_with('/'); // folder + "/last.pt"
      const fs::path named = folder / fs::path(below ? text.substr(1) : text);
      const std::string path = (configuration.directory / named).lexically_normal();
      const bool is_data = std::ranges::any_of(configuration.data, [&](const std::string& data) {
        return path == data || path.starts_with(data + "/");
      });
      if (!is_data && is_checkpoint(path))
        found.insert(fs::path(path).lexically_relative(configuration.directory));
    }
  return {found.begin(), found.end()};
}

std::string untrained_complaint(const Configuration& configuration, const ProgramRecord& program) {
  const std::vector<std::string> found = found_checkpoints(configuration, program);
  const std::string cause =
      found.empty()
          ? "Does the program go on from what an earlier run left, or do its arguments ask for no training?"
          : fmt::format("The program finds {}, which an earlier run of it has left: take {} away, so that "
                        "the program trains from its start.",
                        fmt::join(found, ", "), found.size() == 1 ? "it" : "them");
  return fmt::format("The baseline trains nothing: the unmodified program ended without a step of training "
                     "(backward() was not called once), so that no fault could show. {}",
                     cause);
}

} // namespace misfire
