// Walks over data, libraries and headers.
#include "runner/campaign/surroundings.h"

#include "runner/campaign/kept_origin.h"
#include "runner/system/contents.h"
#include "runner/system/digest.h"
#include "runner/system/places.h"
#include "runner/system/tool.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <sstream>

namespace misfire {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t most_read = 256ull << 20;

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// The files at or under a path, sorted; without those of `except`.
std::vector<fs::path> files_under(const fs::path& path, const std::vector<fs::path>& except) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_regular_file(path, error)) files.push_back(path);
  if (!fs::is_directory(path, error)) return files;
  const auto options =
      fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
  for (fs::recursive_directory_iterator entry(path, options, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool excluded =
        std::ranges::any_of(except, [&](const fs::path& one) { return is_within(entry->path(), one); });
    std::error_code ignored;
    if (excluded)
      entry.disable_recursion_pending();
    else if (entry->is_regular_file(ignored))
      files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

/// A path's files, where in the project they lie, and what is in them.
Result<std::string> digest_of_path(const fs::path& path, const std::vector<fs::path>& except,
                                   const Places& places, Contents& contents) {
  const std::vector<fs::path> files = files_under(path, except);
  std::uintmax_t size = 0;
  std::error_code ignored;
  for (const fs::path& file : files)
    size += fs::file_size(file, ignored);
  std::vector<std::string> parts{placed(path, places), fmt::format("{} files", files.size())};
  for (const fs::path& file : files) {
    parts.push_back(placed(file, places));
    Result<std::string> known_by = size <= most_read ? contents.digest_of_file(file) : stamp_of(file);
    if (!known_by)
      return failure(known_by.error().message +
                     " It is among the data of the runs, which must be read to know whether "
                     "they change: let `data:` and the arguments name what the program reads alone.");
    parts.push_back(std::move(*known_by));
  }
  return digest_of(parts);
}

/// What is declared, and arguments that are paths.
std::vector<fs::path> data_of(const Configuration& configuration) {
  std::vector<fs::path> paths(configuration.data.begin(), configuration.data.end());
  std::error_code ignored;
  for (const std::string& argument : configuration.arguments) {
    const fs::path path = (fs::path(configuration.directory) / argument).lexically_normal();
    if (!argument.empty() && fs::exists(path, ignored)) paths.push_back(path);
  }
  return paths;
}

/// The file of remembered contents; empty without an output folder.
std::string contents_of(const Configuration& configuration) {
  return configuration.output.empty() ? "" : configuration.output + "/contents";
}

} // namespace

std::vector<std::string> libraries_of(const std::string& program) {
  const ToolResult told = run_tool({"ldd", program}, "/");
  std::vector<std::string> libraries;
  if (!told.succeeded()) return libraries;
  std::istringstream lines(told.output);
  for (std::string line; std::getline(lines, line);) { // "  libm.so.6 => /lib/libm.so.6 (0x00007f...)"
    const std::size_t path = line.find('/'), end = line.rfind(" (0x");
    if (path != line.npos && end != line.npos && path < end)
      libraries.push_back(line.substr(path, end - path));
  }
  std::ranges::sort(libraries);
  return libraries;
}

Result<std::string> digest_of_data(const Configuration& configuration, const Places& places) {
  Contents contents(contents_of(configuration));
  const std::vector<fs::path> except{configuration.output, configuration.build};
  std::vector<std::string> data;
  for (const fs::path& path : data_of(configuration)) {
    Result<std::string> digest = digest_of_path(path, except, places, contents);
    if (!digest) return digest;
    data.push_back(std::move(*digest));
  }
  return digest_of(data);
}

Result<Surroundings> surroundings_of(const Configuration& configuration, const Built& built) {
  Result<std::string> data = digest_of_data(configuration, built.places);
  if (!data) return tl::unexpected(data.error());
  Contents contents(contents_of(configuration));
  std::vector<std::string> outside(built.outside.begin(), built.outside.end()), system;
  const std::vector<std::string> libraries = libraries_of(built.baseline.path);
  // What misfire has built of headers is known by those.
  std::ranges::copy_if(libraries, std::back_inserter(outside),
                       [&](const std::string& library) { return !is_within(library, configuration.output); });
  for (const std::string& path : outside) {
    const Result<std::string> digest = contents.digest_of_file(path); // a compiler may be run and not be read
    system.insert(system.end(), {placed(path, built.places), digest ? *digest : stamp_of(path)});
  }
  return Surroundings{std::move(*data), digest_of(system)};
}

Result<std::map<std::string, std::string>> conditions_of_suites(const Configuration& configuration,
                                                                const Places& places) {
  std::map<std::string, std::string> conditions;
  for (const auto& [name, suite] : configuration.suites) {
    Configuration own = configuration;
    if (suite.arguments) own.arguments = *suite.arguments;
    own.data.insert(own.data.end(), suite.data.begin(), suite.data.end());
    const Result<std::string> data = digest_of_data(own, places);
    if (!data) return tl::unexpected(data.error());
    std::vector<std::string> parts{*data, digest_of_metrics(own), std::to_string(own.arguments.size())};
    for (const std::string& argument : own.arguments)
      parts.push_back(placed(argument, places));
    for (const auto& [variable, value] : suite.environment)
      parts.push_back(fmt::format("{}={}", variable, value));
    conditions[name] = digest_of(parts);
  }
  return conditions;
}

} // namespace misfire
