// misfire.yml through llvm's YAML I/O: keys, checks of single values, and errors with their place.
#include "runner/configuration/configuration_file.h"

#include "runner/configuration/amounts.h"
#include "runner/configuration/configuration_schema.h"
#include "runner/configuration/nearest.h"
#include "runner/configuration/test_suites.h"
#include "stats/test_names.h"

#include <fmt/ranges.h>
#include <llvm/Support/YAMLTraits.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace misfire {
namespace {

/// What the callbacks of YAML I/O need besides the file.
struct Reading {
  std::string path;
  std::map<std::string, std::string> suggestions; ///< by unknown key
  std::string fault; ///< of the last scalar: YAML I/O wants a text that outlives the call
  const ConfigurationFile* file = nullptr; ///< as far as it is read
  std::string errors;
};

/// A string with a check of its own, so that an error gets the place of the value that is wrong.
struct CheckedText {
  std::string text;
  std::string (*fault)(const std::string&) = nullptr;
  bool operator==(const CheckedText&) const = default;
};

/// `all`, or a list.
struct Operators {
  std::vector<CheckedText> items;
  bool operator==(const Operators&) const = default;
};

struct NoMapping {};

std::string operators_fault(const std::string& text) {
  auto parsed = parse_selections(text);
  return parsed ? "" : parsed.error();
}

std::string test_fault(const std::string& name) {
  if (stats::test_named(name)) return "";
  return fmt::format("unknown test '{}'; known: {}", name, stats::names_of_tests());
}

/// LLVM's parser calls itself for a list or mapping in another, and the stack has an end. Lines that are
/// indented ever deeper make a text too long before that; brackets, and dashes in one line, do not.
bool may_nest_without_end(const std::string& text) {
  constexpr auto most = 1000;
  constexpr std::size_t longest = 1'000'000; // bytes
  static const RE2 dashes("(?:[-?:][ \t]+){20}");
  return text.size() > longest ||
         std::ranges::count_if(text, [](char c) { return c == '[' || c == '{'; }) > most ||
         RE2::PartialMatch(text, dashes);
}

Reading& reading(void* context) {
  return *static_cast<Reading*>(context);
}

/// Remembers what each unknown key of the current mapping was probably meant to be.
void note_unknown_keys(llvm::yaml::IO& io, const std::vector<std::string>& known) {
  if (io.outputting()) return;
  for (llvm::StringRef key : io.keys())
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      reading(io.getContext()).suggestions[key.str()] = suggestion(key.str(), known);
}

void report(const llvm::SMDiagnostic& diagnostic, void* context) {
  Reading& state = reading(context);
  std::string message = diagnostic.getMessage().str();
  bool misses_a_key = diagnostic.getMessage().starts_with("missing required key");
  for (const auto& [key, meant] : state.suggestions)
    if (message == "unknown key '" + key + "'")
      message += meant;
    else if (misses_a_key)
      message += fmt::format("; '{}' is not known{}", key, meant);
  state.errors += fmt::format("{}{}:{}:{}: {}", state.errors.empty() ? "" : "\n", state.path,
                              diagnostic.getLineNo(), diagnostic.getColumnNo() + 1, message);
}

} // namespace
} // namespace misfire

LLVM_YAML_IS_SEQUENCE_VECTOR(misfire::MetricPattern)
LLVM_YAML_IS_STRING_MAP(std::string)

namespace llvm::yaml {
using namespace misfire;

template <>
struct ScalarTraits<CheckedText> {
  static void output(const CheckedText& value, void*, raw_ostream& out) { out << value.text; }
  static StringRef input(StringRef text, void* context, CheckedText& value) {
    value.text = text.str();
    return reading(context).fault = value.fault ? value.fault(value.text) : "";
  }
  static QuotingType mustQuote(StringRef text) {
    return text.find_first_of(",\\") == StringRef::npos ? needsQuotes(text) : QuotingType::Single;
  }
};

template <>
struct ScalarTraits<Timeout> {
  static void output(const Timeout& value, void*, raw_ostream& out) { out << misfire::spelled(value); }
  static StringRef input(StringRef text, void*, Timeout& value) {
    auto parsed = timeout_of(text.str());
    if (parsed) value = *parsed;
    return parsed ? "" : "a timeout is written 5x (times the slowest baseline run), 30s, 10min or 1h";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <>
struct ScalarTraits<MemoryLimit> {
  static void output(const MemoryLimit& value, void*, raw_ostream& out) { out << misfire::spelled(value); }
  static StringRef input(StringRef text, void*, MemoryLimit& value) {
    auto parsed = memory_of(text.str());
    if (parsed) value = *parsed;
    return parsed ? "" : "memory is written 80% (of the machine's, divided by the jobs), 8GB or 500MB";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <>
struct ScalarTraits<DiskLimit> {
  static void output(const DiskLimit& value, void*, raw_ostream& out) {
    out << misfire::spelled(MemoryLimit{0, value.bytes});
  }
  static StringRef input(StringRef text, void*, DiskLimit& value) {
    auto parsed = memory_of(text.str());
    if (!parsed || !parsed->bytes) return "disk is written 10GB or 500MB: what a run may write";
    value.bytes = parsed->bytes;
    return "";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <>
struct ScalarTraits<KeepLimit> {
  static void output(const KeepLimit& value, void*, raw_ostream& out) {
    out << (value.bytes ? misfire::spelled(MemoryLimit{0, value.bytes}) : "none");
  }
  static StringRef input(StringRef text, void*, KeepLimit& value) {
    auto parsed = memory_of(text.str());
    if (text != "none" && (!parsed || !parsed->bytes))
      return "what is kept of networks is written 10GB or 500MB, or none";
    value.bytes = text == "none" ? 0 : parsed->bytes;
    return "";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <>
struct ScalarEnumerationTraits<Goal> {
  static void enumeration(IO& io, Goal& value) {
    io.enumCase(value, "maximize", Goal::maximize);
    io.enumCase(value, "minimize", Goal::minimize);
  }
};

template <>
struct MappingTraits<NoMapping> {
  static void mapping(IO& io, NoMapping&) { io.setError("`all` or a list is needed, [HLR, 'LCH=hinge']"); }
};

template <>
struct ScalarEnumerationTraits<CompileBy> {
  static void enumeration(IO& io, CompileBy& value) {
    io.enumCase(value, "clang", CompileBy::clang);
    io.enumCase(value, "own", CompileBy::own);
  }
};

template <>
struct ScalarEnumerationTraits<Start> {
  static void enumeration(IO& io, Start& value) {
    io.enumCase(value, "host", Start::host);
    io.enumCase(value, "process", Start::process);
  }
};

template <>
struct ScalarEnumerationTraits<Arithmetic> {
  static void enumeration(IO& io, Arithmetic& value) {
    io.enumCase(value, "own", Arithmetic::own);
    io.enumCase(value, "portable", Arithmetic::portable);
  }
};

template <>
struct ScalarEnumerationTraits<Oracle> {
  static void enumeration(IO& io, Oracle& value) {
    io.enumCase(value, "metrics", Oracle::metrics);
    io.enumCase(value, "exit-code", Oracle::exit_code);
  }
};

template <>
struct PolymorphicTraits<Operators> {
  static NodeKind getKind(const Operators&) { return NodeKind::Sequence; }
  static CheckedText& getAsScalar(Operators& value) {
    return value.items.emplace_back(CheckedText{"", operators_fault});
  }
  static std::vector<CheckedText>& getAsSequence(Operators& value) { return value.items; }
  static NoMapping& getAsMap(Operators&) {
    static NoMapping nothing;
    return nothing;
  }
};

/// The items of a list are checked as they are read.
template <>
struct SequenceTraits<std::vector<CheckedText>> {
  [[maybe_unused]] static const bool flow = true;
  static size_t size(IO&, std::vector<CheckedText>& items) { return items.size(); }
  static CheckedText& element(IO&, std::vector<CheckedText>& items, size_t index) {
    if (index >= items.size()) items.resize(index + 1, CheckedText{"", operators_fault});
    return items[index];
  }
};

template <>
struct MappingTraits<MetricPattern> {
  static const bool flow = true;
  static void mapping(IO& io, MetricPattern& metric) {
    note_unknown_keys(io, {"name", "suite", "pattern", "goal", "judges"});
    CheckedText pattern{metric.pattern, pattern_fault};
    io.mapRequired("name", metric.name);
    io.mapOptional("suite", metric.suite, std::string(""));
    io.mapRequired("pattern", pattern);
    io.mapOptional("goal", metric.goal);
    io.mapOptional("judges", metric.judges, true);
    metric.pattern = pattern.text;
    if (metric.suite.empty()) metric.suite = MetricPattern().suite;
  }
};

template <>
struct MappingTraits<TestSuite> {
  static void mapping(IO& io, TestSuite& suite) {
    note_unknown_keys(io, {"arguments", "environment", "data"});
    const auto is_said = [&] {
      const auto keys = io.keys();
      return std::find(keys.begin(), keys.end(), "arguments") != keys.end();
    };
    const bool says = io.outputting() ? suite.arguments.has_value() : is_said();
    if (says) io.mapRequired("arguments", suite.arguments ? *suite.arguments : suite.arguments.emplace());
    io.mapOptional("environment", suite.environment, std::map<std::string, std::string>());
    io.mapOptional("data", suite.data);
  }
};

/// Each is checked against what the file says beside it, and so an error has the place of the suites.
template <>
struct CustomMappingTraits<std::map<std::string, TestSuite>> {
  static void inputOne(IO& io, StringRef key, std::map<std::string, TestSuite>& suites) {
    TestSuite& suite = suites[key.str()];
    io.mapRequired(key.str().c_str(), suite);
    Reading& state = reading(io.getContext());
    const ConfigurationFile& file = *state.file;
    state.fault = suite_fault(key.str(), suite,
                              file.oracle == Oracle::metrics ? file.metrics : std::vector<MetricPattern>(),
                              file.keep.bytes, suites);
    if (!state.fault.empty() && !static_cast<Input&>(io).error()) io.setError(state.fault);
  }
  static void output(IO& io, std::map<std::string, TestSuite>& suites) {
    for (auto& [name, suite] : suites)
      io.mapRequired(name.c_str(), suite);
  }
};

template <>
struct MappingTraits<RunCounts> {
  static const bool flow = true;
  static void mapping(IO& io, RunCounts& runs) {
    note_unknown_keys(io, {"baseline", "mutant"});
    io.mapOptional("baseline", runs.baseline);
    io.mapOptional("mutant", runs.mutant);
  }
  static std::string validate(IO&, RunCounts& runs) {
    return runs.baseline >= 2 && runs.mutant >= 2 ? "" : "statistics need at least 2 runs of each";
  }
};

template <>
struct MappingTraits<ConfigurationFile> {
  static void mapping(IO& io, ConfigurationFile& file) {
    note_unknown_keys(io, configuration_keys());
    const ConfigurationFile defaults;
    CheckedText test{file.test, test_fault};
    Operators operators;
    for (const std::string& item : file.operators)
      operators.items.push_back({item, operators_fault});
    io.mapOptional("build", file.build);
    io.mapRequired("target", file.target);
    io.mapOptional("link", file.link, std::string());
    io.mapOptional("arguments", file.arguments);
    io.mapOptional("directory", file.directory);
    io.mapOptional("data", file.data);
    io.mapOptional("sources", file.sources);
    io.mapOptional("oracle", file.oracle, defaults.oracle);
    if (file.oracle == Oracle::exit_code)
      io.mapOptional("metrics", file.metrics);
    else
      io.mapRequired("metrics", file.metrics);
    io.mapOptional("operators", operators, Operators{});
    io.mapOptional("runs", file.runs, defaults.runs);
    io.mapOptional("test", test, CheckedText{defaults.test, test_fault});
    io.mapOptional("alpha", file.alpha, defaults.alpha);
    io.mapOptional("effect", file.effect, defaults.effect);
    io.mapOptional("jobs", file.jobs, defaults.jobs);
    io.mapOptional("threads", file.threads, defaults.threads);
    io.mapOptional("devices", file.devices);
    io.mapOptional("compiler", file.compiler, defaults.compiler);
    io.mapOptional("start", file.start, defaults.start);
    io.mapOptional("arithmetic", file.arithmetic, defaults.arithmetic);
    io.mapOptional("timeout", file.timeout, defaults.timeout);
    io.mapOptional("memory", file.memory, defaults.memory);
    io.mapOptional("disk", file.disk, defaults.disk);
    io.mapOptional("keep", file.keep, defaults.keep);
    if (!io.outputting()) reading(io.getContext()).file = &file;
    io.mapOptional("suites", file.suites, defaults.suites);
    io.mapOptional("processes", file.processes, defaults.processes);
    io.mapOptional("output", file.output, defaults.output);
    file.test = test.text;
    file.operators.clear();
    for (const CheckedText& item : operators.items)
      file.operators.push_back(item.text);
  }
  static std::string validate(IO& io, ConfigurationFile& file) {
    if (io.outputting() || static_cast<Input&>(io).error()) return "";
    if (!(file.alpha > 0 && file.alpha < 1)) return "alpha: a significance level lies between 0 and 1";
    if (!(file.effect >= 0 && std::isfinite(file.effect)))
      return "effect: the smallest Cohen's d that counts is a number, and not negative";
    if (file.metrics.empty() && file.oracle == Oracle::metrics)
      return "metrics: at least one is needed, or there is nothing to judge by; a line of them that begins "
             "with # "
             "is a comment";
    if (file.oracle == Oracle::metrics &&
        std::ranges::none_of(file.metrics, [](const MetricPattern& metric) { return metric.judges; }))
      return "metrics: none of them judges (judges: false), so there is nothing to judge by";
    std::set<std::string> names;
    for (const MetricPattern& metric : file.metrics)
      if (!names.insert(metric.name).second) return "metrics: two are named '" + metric.name + "'";
    return "";
  }
};

} // namespace llvm::yaml

namespace misfire {

Result<ConfigurationFile> parse_file(const std::string& text, const std::string& path) {
  if (may_nest_without_end(text))
    return failure(path + ": has more text, or more lists and mappings, than any campaign needs.");
  if (text.find('\0') != text.npos)
    return failure(path + ": has a zero byte, which no text has. Was it damaged, or is it another file?");
  Reading state{.path = path, .suggestions = {}, .fault = {}, .errors = {}};
  ConfigurationFile file;
  llvm::yaml::Input input(text, &state, report, &state);
  if (!input.setCurrentDocument() && !input.error())
    return failure(path + ":1:1: no settings: `target` and `metrics` are needed");
  llvm::yaml::EmptyContext context;
  if (!input.error()) llvm::yaml::yamlize(input, file, true, context);
  if (input.error() && state.errors.empty()) return failure(path + ":1:1: cannot be read as YAML");
  if (input.error()) return failure(state.errors);
  return file;
}

std::string yaml_of(const ConfigurationFile& file) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::yaml::Output output(stream, nullptr, /*WrapColumn=*/0);
  ConfigurationFile copy = file; // YAML I/O reads and writes through one mutable reference
  output << copy;
  llvm::StringRef lines(text);
  lines.consume_front("---\n");
  lines.consume_back("...\n");
  return lines.str();
}

} // namespace misfire
