// misfire.yml as it is written: paths relative, operators as text. configuration.cpp makes a Configuration of
// it.
#pragma once

#include "runner/configuration/amounts.h"

#include <optional>

namespace misfire {

/// "10GB".
struct DiskLimit {
  std::uint64_t bytes = Configuration().disk;
  bool operator==(const DiskLimit&) const = default;
};

/// "10GB", or "none".
struct KeepLimit {
  std::uint64_t bytes = Configuration().keep;
  bool operator==(const KeepLimit&) const = default;
};

struct ConfigurationFile {
  std::string build = "build";
  std::string target;
  std::string link;
  std::vector<std::string> arguments;
  std::string directory = ".";
  std::vector<std::string> data;
  std::vector<std::string> sources; ///< patterns of those that are mutated; empty: all
  Oracle oracle = Oracle::metrics;
  std::vector<MetricPattern> metrics;
  std::map<std::string, TestSuite> suites;
  std::vector<std::string> operators; ///< empty: the set deepcrime
  RunCounts runs;
  std::string test = "glm";
  double alpha = 0.05;
  double effect = 0.5;
  unsigned jobs = 0;
  unsigned threads = 0;
  std::vector<std::string> devices;
  CompileBy compiler = CompileBy::clang;
  Start start = Start::host;
  Arithmetic arithmetic = Arithmetic::own;
  Timeout timeout;
  MemoryLimit memory;
  DiskLimit disk;
  KeepLimit keep;
  unsigned processes = Configuration().processes;
  std::string output = "misfire.out";
};

/// Reads the text of a file that errors call `path`, with every check that needs no other file.
Result<ConfigurationFile> parse_file(const std::string& text, const std::string& path);

/// The file as YAML, without what has its default.
std::string yaml_of(const ConfigurationFile& file);

} // namespace misfire
