// misfire.yml as it is written: paths relative, operators as text. configuration.cpp makes a Configuration of
// it.
#pragma once

#include "runner/configuration.h"

namespace misfire {

struct ConfigurationFile {
  std::string build = "build";
  std::string target;
  std::vector<std::string> arguments;
  std::string directory = ".";
  std::vector<MetricPattern> metrics;
  std::vector<std::string> operators; ///< empty: all
  RunCounts runs;
  std::string test = "glm";
  unsigned jobs = 0;
  Timeout timeout;
  std::string output = "misfire.out";
};

/// Reads the text of a file that errors call `path`, with every check that needs no other file.
Result<ConfigurationFile> parse_file(const std::string& text, const std::string& path);

/// The file as YAML, without what has its default.
std::string yaml_of(const ConfigurationFile& file);

} // namespace misfire
