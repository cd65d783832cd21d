// The sources of the rooms, for conventions to look at.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace misfire::testing {

struct SourceLine {
  unsigned number = 1;
  std::string text;
};

struct Source {
  std::string path; ///< from the root of the repository: "runner/store/store.cpp"
  std::vector<SourceLine> lines;
};

inline Source read_source(const std::filesystem::path& path) {
  Source source{path.lexically_relative(MISFIRE_SOURCE_DIR), {}};
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    source.lines.push_back({unsigned(source.lines.size() + 1), line});
  return source;
}

/// All C++ under these folders, by path. A folder without any fails the test: it would pass without looking.
inline std::vector<Source> sources_of(const std::vector<std::string>& folders) {
  std::vector<Source> sources;
  for (const std::string& folder : folders) {
    const std::size_t before = sources.size();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(MISFIRE_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
        if (entry.path().string().find("node_modules") == std::string::npos)
          sources.push_back(read_source(entry.path()));
    EXPECT_GT(sources.size(), before) << folder << " has no source";
  }
  std::ranges::sort(sources, {}, &Source::path);
  return sources;
}

/// "runner/run.cpp:12: the line".
inline std::string shown(const Source& source, const SourceLine& line) {
  return source.path + ":" + std::to_string(line.number) + ": " + line.text;
}

} // namespace misfire::testing
