// Makes a configuration of misfire.yml, and misfire.yml of a configuration.
#include "runner/configuration/configuration.h"

#include "runner/configuration/configuration_file.h"
#include "runner/system/text_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <filesystem>
#include <fnmatch.h>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
  return fs::absolute(path).lexically_normal().parent_path().string();
}

std::string resolved(const std::string& path, const std::string& folder) {
  std::string full = (fs::path(folder) / path).lexically_normal().string();
  return full.size() > 1 && full.back() == '/' ? full.substr(0, full.size() - 1) : full;
}

/// Relative to the folder if it stands in it or beside it, else absolute: a file full of ../../.. does not
/// survive a move any better.
std::string shown(const std::string& path, const std::string& folder) {
  std::string relative = fs::path(path).lexically_relative(folder).string();
  return relative.empty() || relative.starts_with("../..") ? path : relative;
}

} // namespace

Result<Configuration> parse_configuration(const std::string& text, const std::string& path) {
  auto file = parse_file(text, path);
  if (!file) return tl::unexpected(file.error());
  std::string folder = folder_of(path);
  Configuration configuration;
  configuration.build = resolved(file->build, folder);
  configuration.target = file->target;
  configuration.link = file->link;
  configuration.arguments = file->arguments;
  configuration.directory = resolved(file->directory, folder);
  for (const std::string& one : file->data)
    configuration.data.push_back(resolved(one, folder));
  for (const std::string& one : file->sources)
    configuration.sources.push_back(one.starts_with('!') ? "!" + resolved(one.substr(1), folder)
                                                         : resolved(one, folder));
  configuration.oracle = file->oracle;
  configuration.metrics = file->metrics;
  configuration.suites = file->suites;
  for (auto& [name, suite] : configuration.suites)
    for (std::string& one : suite.data)
      one = resolved(one, folder);
  if (!file->operators.empty()) {
    // An item may take away what those before it ask for.
    const auto selections = parse_selections(fmt::format("{}", fmt::join(file->operators, ",")));
    if (!selections) return failure(fmt::format("{}: operators: {}", path, selections.error()));
    configuration.operators = *selections;
  }
  configuration.runs = file->runs;
  configuration.test = file->test;
  configuration.alpha = file->alpha;
  configuration.effect = file->effect;
  configuration.jobs = file->jobs;
  configuration.threads = file->threads;
  configuration.devices = file->devices;
  configuration.compiler = file->compiler;
  configuration.start = file->start;
  configuration.arithmetic = file->arithmetic;
  configuration.timeout = file->timeout;
  configuration.memory = file->memory;
  configuration.disk = file->disk.bytes;
  configuration.keep = file->keep.bytes;
  configuration.processes = file->processes;
  configuration.output = resolved(file->output, folder);
  return configuration;
}

Result<Configuration> read_configuration(const std::string& path) {
  const Result<std::string> text = read_text(path);
  if (text) return parse_configuration(*text, path);
  return failure(fmt::format(
      "{}: cannot be read. `misfire init BUILD_DIR --target NAME` writes one for a CMake build.", path));
}

std::string written(const Configuration& configuration, const std::string& path) {
  std::string folder = folder_of(path);
  ConfigurationFile file;
  file.build = shown(configuration.build, folder);
  file.target = configuration.target;
  file.link = configuration.link;
  file.arguments = configuration.arguments;
  file.directory = shown(configuration.directory, folder);
  for (const std::string& one : configuration.data)
    file.data.push_back(shown(one, folder));
  for (const std::string& one : configuration.sources)
    file.sources.push_back(one.starts_with('!') ? "!" + shown(one.substr(1), folder) : shown(one, folder));
  file.oracle = configuration.oracle;
  file.metrics = configuration.metrics;
  file.suites = configuration.suites;
  for (auto& [name, suite] : file.suites)
    for (std::string& one : suite.data)
      one = shown(one, folder);
  file.operators = spelled(configuration.operators);
  file.runs = configuration.runs;
  file.test = configuration.test;
  file.alpha = configuration.alpha;
  file.effect = configuration.effect;
  file.jobs = configuration.jobs;
  file.threads = configuration.threads;
  file.devices = configuration.devices;
  file.compiler = configuration.compiler;
  file.start = configuration.start;
  file.arithmetic = configuration.arithmetic;
  file.timeout = configuration.timeout;
  file.memory = configuration.memory;
  file.disk.bytes = configuration.disk;
  file.keep.bytes = configuration.keep;
  file.processes = configuration.processes;
  file.output = shown(configuration.output, folder);
  return "# The campaign of `misfire run`. Paths are relative to this file. What is left out has its "
         "default:\n"
         "#   operators: deepcrime   runs: {baseline: 20, mutant: 20}   jobs: 0 (one a core)\n"
         "#   test: glm   alpha: 0.05   effect: 0.5 (Cohen's d)\n"
         "#   timeout: 5x (of the slowest baseline run)   memory: 80% (of the machine, by the jobs)\n"
         "#   output: misfire.out\n" +
         yaml_of(file);
}

std::vector<MetricPattern> judging_metrics(const Configuration& configuration) {
  std::vector<MetricPattern> judging;
  if (configuration.oracle == Oracle::exit_code) return judging;
  std::set<std::string> suites;
  for (const MetricPattern& metric : configuration.metrics)
    if (metric.judges && suites.insert(metric.suite).second) judging.push_back(metric);
  return judging;
}

std::string metric_on(const std::string& suite, const std::string& metric) {
  return suite + "_" + metric;
}

bool is_wanted(const Configuration& configuration, const std::string& source) {
  bool named = false, any = false;
  for (const std::string& pattern : configuration.sources) {
    const bool out = pattern.starts_with('!');
    const bool fits = fnmatch(pattern.c_str() + (out ? 1 : 0), source.c_str(), 0) == 0;
    if (out && fits) return false;
    any = any || !out;
    named = named || fits;
  }
  return named || !any;
}

std::string pattern_fault(const std::string& pattern) {
  RE2 compiled(pattern, RE2::Quiet);
  if (!compiled.ok()) return "not a regular expression (RE2): " + compiled.error();
  int groups = compiled.NumberOfCapturingGroups();
  if (groups != 1)
    return fmt::format("exactly one group (...) must stand around the number; this has {}", groups);
  return "";
}

} // namespace misfire
