// Finds libtorch's headers by a subject's flags.
#include "runner/opening/libtorch.h"

#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <re2/re2.h>

#include <filesystem>

namespace misfire {

namespace {

namespace fs = std::filesystem;

/// Where a unit's compiler looks for <torch/...>, as far as its flags say.
std::vector<std::string> include_directories(const Unit& unit) {
  std::vector<std::string> directories;
  for (std::size_t i = 0; i < unit.arguments.size(); ++i) {
    const std::string& word = unit.arguments[i];
    for (const std::string flag : {"-I", "-isystem"}) {
      if (word == flag && i + 1 < unit.arguments.size())
        directories.push_back(unit.arguments[i + 1]);
      else if (word.starts_with(flag) && word != flag)
        directories.push_back(word.substr(flag.size()));
    }
  }
  directories.push_back("/usr/include");
  return directories;
}

std::optional<std::string> version_in(const fs::path& header) {
  const Result<std::string> text = read_text(header); // most of the folders have none
  std::string version;
  if (text && RE2::PartialMatch(*text, R"re(#define TORCH_VERSION[\s\\]+"([^"]+)")re", &version))
    return version;
  return std::nullopt;
}

/// What a download says of its version, in the folder that it was unpacked to.
std::optional<std::string> downloaded_version(const fs::path& folder) {
  std::string version;
  const Result<std::string> told = read_text(folder / "build-version");
  if (told && RE2::PartialMatch(*told, R"(^([0-9]+\.[0-9]+\.[0-9]+))", &version)) return version;
  return std::nullopt;
}

/// What a package or a download says of its own version: headers are not always raised with it
/// (Debian's 1.13.1 calls itself 1.13.0).
std::optional<std::string> released_version(const fs::path& header) {
  const std::string path = header.lexically_normal();
  const std::size_t include = path.find("/include/");
  if (const auto version = downloaded_version(path.substr(0, include))) return version;
  std::string version;
  if (!path.starts_with("/usr/")) return std::nullopt;
  std::string package;
  const ToolResult owner = run_tool({"dpkg-query", "--search", path}, "/");
  if (!owner.succeeded() || !RE2::PartialMatch(owner.output, R"((?m)^([a-z0-9.+-]+)[:,])", &package))
    return std::nullopt;
  const ToolResult shown = run_tool({"dpkg-query", "--show", "--showformat=${Version}", package}, "/");
  if (shown.succeeded() &&
      RE2::PartialMatch(shown.output, R"(^(?:[0-9]+:)?([0-9]+\.[0-9]+\.[0-9]+))", &version))
    return version;
  return std::nullopt;
}

/// Of the libtorch whose headers are in an include directory.
std::optional<std::string> version_under(const fs::path& directory) {
  for (const char* header :
       {"torch/version.h", "torch/csrc/api/include/torch/version.h", "torch/headeronly/version.h"}) {
    const fs::path path = directory / header;
    if (const auto version = version_in(path)) return released_version(path).value_or(*version);
  }
  return std::nullopt;
}

/// What the headers in an include directory ask for.
std::optional<std::string> standard_under(const fs::path& directory) {
  std::string standard;
  for (const char* header : {"torch/all.h", "torch/csrc/api/include/torch/all.h"})
    if (const Result<std::string> text = read_text(directory / header);
        text && RE2::PartialMatch(*text, R"(C\+\+([0-9]+) or later compatible compiler)", &standard))
      return standard;
  return std::nullopt;
}

template <typename Ask>
std::optional<std::string> first_under_includes(const Subject& subject, Ask ask) {
  for (const Unit& unit : subject.units)
    for (const std::string& directory : include_directories(unit))
      if (auto told = ask(fs::path(unit.directory) / directory)) return told;
  return std::nullopt;
}

/// "2.14" of "2.14.1".
std::string minor_of(const std::string& version) {
  return version.substr(0, version.find('.', version.find('.') + 1));
}

} // namespace

std::optional<std::string> libtorch_version(const Subject& subject) {
  return first_under_includes(subject, version_under);
}

std::optional<std::string> libtorch_standard(const Subject& subject) {
  return first_under_includes(subject, standard_under);
}

std::optional<std::string> linked_libtorch_version(const Subject& subject) {
  std::vector<std::string> words = subject.link.before;
  words.insert(words.end(), subject.link.after.begin(), subject.link.after.end());
  for (const std::string& word : words) {
    if (!fs::path(word).filename().string().starts_with("libtorch")) continue;
    std::error_code error;
    const fs::path library = fs::canonical(fs::path(subject.link.directory) / word, error);
    std::string version;
    if (error) continue;
    if (RE2::PartialMatch(library.filename().string(), R"(\.so\.([0-9]+\.[0-9][0-9.]*)$)", &version))
      return version;
    if (const auto downloaded = downloaded_version(library.parent_path().parent_path())) return downloaded;
  }
  return std::nullopt;
}

bool are_of_one_libtorch(const std::string& version, const std::string& other) {
  return minor_of(version) == minor_of(other);
}

bool is_tested_libtorch(const std::string& version) {
  return minor_of(version) == "1.13" || minor_of(version) == "2.14";
}

std::optional<std::string> libtorch_version_of(const std::string& header) {
  const std::size_t folder = header.find("/include/torch/");
  if (folder == header.npos) return std::nullopt;
  return version_under(header.substr(0, folder) + "/include");
}

} // namespace misfire
