// Finds libtorch's headers by a subject's flags.
#include "runner/opening/libtorch.h"

#include "runner/system/text_file.h"

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

} // namespace

std::optional<std::string> libtorch_version(const Subject& subject) {
  for (const Unit& unit : subject.units)
    for (const std::string& directory : include_directories(unit))
      for (const char* header : {"torch/version.h", "torch/csrc/api/include/torch/version.h"})
        if (const auto version = version_in(fs::path(unit.directory) / directory / header)) return version;
  return std::nullopt;
}

} // namespace misfire
