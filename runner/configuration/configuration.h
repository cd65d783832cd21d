// What the user asks for: misfire.yml, read and written.
#pragma once

#include "mutator/operators/operator.h"
#include "runner/error.h"
#include "stats/verdict.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace misfire {

using stats::Goal;

/// The suite of what is measured on the data of training.
inline constexpr const char* training_suite = "train";

/// A number that the subject prints, and how to find it in a line of its output.
struct MetricPattern {
  std::string name;           ///< unique in a configuration
  std::string suite = "test"; ///< the data it is measured on
  std::string pattern;        ///< RE2, exactly one group; searched line by line, the last match counts
  Goal goal = Goal::maximize;
  bool judges = true; ///< if it is the first of its suite that does; else it is only recorded
  bool operator==(const MetricPattern&) const = default;
};

/// How long a run may take: this many times the slowest baseline run (20 s at least), or a fixed time.
struct TimesBaseline {
  double factor = 5;
  bool operator==(const TimesBaseline&) const = default;
};
using Timeout = std::variant<TimesBaseline, std::chrono::duration<double>>;

/// As it is written: "5x", "30s".
std::string spelled(const Timeout& timeout);

/// How much memory a run may hold: a share of the machine's, divided by the runs side by side, or a fixed
/// amount.
struct MemoryLimit {
  double share = 0.8;
  std::uint64_t bytes = 0; ///< 0: the share counts
  bool operator==(const MemoryLimit&) const = default;
};

/// As it is written: "80%", "8GB".
std::string spelled(const MemoryLimit& memory);

/// What judges a run: the numbers that it prints, or whether it exits with 0.
enum class Oracle { metrics, exit_code };

/// What compiles baseline and mutants: Clang where it takes the program, which is fast; or the project's own
/// compiler and flags, with which a sample of mutants can be held against it.
enum class CompileBy { clang, own };

/// How runs are started: forked from a host that has libtorch loaded, in milliseconds; or each as a process
/// of its own.
enum class Start { host, process };

/// Which kernels libtorch computes with, which decide the bits of every run: those that suit the processor
/// best, or those of AVX2, so that runs of many processors can be compared.
enum class Arithmetic { own, portable };

struct RunCounts {
  unsigned baseline = 20;
  unsigned mutant = 20;
  bool operator==(const RunCounts&) const = default;
};

/// Other test data, on which networks that are kept are judged beside the suite `test`: their replays are
/// started in another way.
struct TestSuite {
  std::optional<std::vector<std::string>> arguments = {}; ///< absent: the campaign's
  std::map<std::string, std::string> environment = {};    ///< beside what every run has
  std::vector<std::string> data = {}; ///< files and folders that are read beside the campaign's
  bool operator==(const TestSuite&) const = default;
};

/// A campaign as configured. Paths are absolute and normalised; in the file they are relative to its folder.
struct Configuration {
  std::string build; ///< the CMake build directory
  std::string target;
  /// How the program is linked, where CMake does not build it (open_commands.h); empty for a CMake build.
  std::string link;
  std::vector<std::string> arguments; ///< of a run
  std::string directory;              ///< the working directory of a run
  std::vector<std::string> data;      ///< files and folders that a run reads
  /// Patterns of absolute paths, as of a shell: the sources that are mutated; behind `!`, those that are not.
  /// Empty: all.
  std::vector<std::string> sources;
  Oracle oracle = Oracle::metrics;
  std::vector<MetricPattern> metrics;
  std::map<std::string, TestSuite> suites; ///< by name; measured by the metrics of the suite `test`
  std::vector<Selection> operators;        ///< empty: the set deepcrime
  RunCounts runs;
  std::string test = "glm"; ///< the statistical test that decides
  double alpha = 0.05;      ///< its significance level
  double effect = 0.5;      ///< the smallest Cohen's d that kills
  /// The score that stands in for a failed run, for comparison; without it failed runs are judged by
  /// themselves.
  std::optional<double> failed_as;
  unsigned jobs = 0; ///< 0: one a core
  Timeout timeout;
  MemoryLimit memory;
  std::uint64_t disk = 10'000'000'000; ///< bytes that a run may write into its folder
  unsigned processes = 256;            ///< that a run may have at once
  std::uint64_t keep = 0;              ///< bytes of networks that are kept; 0: none are
  unsigned threads = 0;                ///< of a run; 0: measured on the baseline
  std::vector<std::string> devices;    ///< GPUs, of which each run gets one; empty: all runs see all
  CompileBy compiler = CompileBy::clang;
  Start start = Start::host;
  Arithmetic arithmetic = Arithmetic::own;
  std::string output; ///< the campaign's output folder
  bool operator==(const Configuration&) const = default;
};

/// Reads misfire.yml. Errors have the form "file:line:column: what is wrong", one a line; an unknown key or
/// operator comes with the nearest known one, a pattern must be valid and have exactly one group.
Result<Configuration> read_configuration(const std::string& path);

/// The same, of a text that is (or would be) the file at `path`.
Result<Configuration> parse_configuration(const std::string& text, const std::string& path);

/// The text of a misfire.yml at `path` that says all this. What has its default is left out and listed in a
/// comment.
std::string written(const Configuration& configuration, const std::string& path);

/// The metric that judges each test suite: the first of that suite that may, in the order of the file. None
/// where the exit status judges.
std::vector<MetricPattern> judging_metrics(const Configuration& configuration);

/// How a metric of the suite `test` is called where one of Configuration::suites measures it:
/// "weak_accuracy".
std::string metric_on(const std::string& suite, const std::string& metric);

/// Whether a source, by its absolute path, is to be read and mutated: one of the patterns fits it, or there
/// are none but those behind `!`; and none of these fits it.
bool is_wanted(const Configuration& configuration, const std::string& source);

/// What is wrong with a metric's pattern, in a few words; empty if nothing is.
std::string pattern_fault(const std::string& pattern);

} // namespace misfire
