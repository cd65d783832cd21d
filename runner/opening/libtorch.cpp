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

/// What a package or a download says of its own version: headers are not always raised with it
/// (Debian's 1.13.1 calls itself 1.13.0).
std::optional<std::string> released_version(const fs::path& header) {
  const std::string path = header.lexically_normal();
  const std::size_t include = path.find("/include/");
  std::string version;
  const Result<std::string> download = read_text(path.substr(0, include) + "/build-version");
  if (download && RE2::PartialMatch(*download, R"(^([0-9]+\.[0-9]+\.[0-9]+))", &version)) return version;
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

} // namespace

std::optional<std::string> libtorch_version(const Subject& subject) {
  for (const Unit& unit : subject.units)
    for (const std::string& directory : include_directories(unit))
      if (auto version = version_under(fs::path(unit.directory) / directory)) return version;
  return std::nullopt;
}

std::optional<std::string> libtorch_version_of(const std::string& header) {
  const std::size_t folder = header.find("/include/torch/");
  if (folder == header.npos) return std::nullopt;
  return version_under(header.substr(0, folder) + "/include");
}

} // namespace misfire
