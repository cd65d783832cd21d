// Writes down what each key of misfire.yml takes.
#include "runner/configuration/configuration_schema.h"

#include "mutator/operators/operator.h"
#include "stats/test_names.h"

#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace misfire {

namespace json = llvm::json;

namespace {

json::Object text(const char* says) {
  return json::Object{{"type", "string"}, {"description", says}};
}

json::Object texts(const char* says) {
  return json::Object{{"type", "array"},
                      {"items", json::Object{{"type", json::Array{"string", "number"}}}},
                      {"description", says}};
}

json::Object count(const char* says, int least = 0) {
  return json::Object{{"type", "integer"}, {"minimum", least}, {"description", says}};
}

json::Object one_of(json::Array values, const char* says) {
  return json::Object{{"enum", std::move(values)}, {"description", says}};
}

/// A text of a form.
json::Object written(const char* pattern, const char* says) {
  return json::Object{{"type", "string"}, {"pattern", pattern}, {"description", says}};
}

json::Object metric() {
  return json::Object{
      {"type", "object"},
      {"additionalProperties", false},
      {"required", json::Array{"name", "pattern"}},
      {"properties",
       json::Object{{"name", text("what it is called")},
                    {"suite", text("the data that it is measured on: test (the default), train, or another")},
                    {"pattern", text("a regular expression (RE2) with one group around the number")},
                    {"goal", one_of(json::Array{"maximize", "minimize"}, "which scores are the better ones")},
                    {"judges", json::Object{{"type", "boolean"},
                                            {"description", "false: it is recorded, and does not judge"}}}}}};
}

json::Object suites() {
  json::Object suite{
      {"type", "object"},
      {"additionalProperties", false},
      {"properties",
       json::Object{
           {"arguments", texts("in place of the arguments of a run")},
           {"environment", json::Object{{"type", "object"},
                                        {"additionalProperties",
                                         json::Object{{"type", json::Array{"string", "number", "boolean"}}}},
                                        {"description", "variables beside those that every run has"}}},
           {"data", texts("what is read beside the data of a run")}}}};
  return json::Object{{"type", "object"},
                      {"additionalProperties", std::move(suite)},
                      {"description", "other test data, by name, on which kept networks are judged"}};
}

json::Object operators() {
  json::Array known{"all"};
  for (const std::string& set : operator_sets())
    known.push_back(set);
  for (const Operator& one : all_operators()) {
    known.push_back(one.id);
    known.push_back(one.name);
  }
  const char* const says = "sets (deepcrime, libtorch, all, post-training), groups and operators, each with "
                           "choices if only some are wanted: "
                           "LCH=hinge; with - before it, what is left out of those: [all, -WCI]";
  json::Object named{{"type", "string"}, {"examples", std::move(known)}};
  json::Object list{{"type", "array"}, {"items", std::move(named)}};
  return json::Object{{"description", says},
                      {"anyOf", json::Array{json::Object{{"type", "string"}}, std::move(list)}}};
}

json::Object runs() {
  return json::Object{{"type", "object"},
                      {"additionalProperties", false},
                      {"description", "how often the program and each mutant are trained"},
                      {"properties", json::Object{{"baseline", count("of the program", 2)},
                                                  {"mutant", count("of a mutant", 2)}}}};
}

json::Array tests() {
  json::Array names;
  for (const auto& [name, test] : stats::named_tests())
    names.push_back(name);
  return names;
}

/// What is built and run.
void add_program(json::Object& keys) {
  keys["build"] = text("the CMake build directory");
  keys["target"] = text("the executable that trains");
  keys["link"] = text("the link command of a program that CMake does not build");
  keys["arguments"] = texts("the arguments of a run");
  keys["directory"] = text("the working directory of a run");
  keys["data"] = texts("what a run reads: when it changes, runs are made again");
  keys["sources"] = texts("patterns of the sources that are mutated; those behind ! are not");
  keys["output"] = text("the folder for everything that misfire writes");
}

/// How it is judged.
void add_judging(json::Object& keys) {
  keys["oracle"] = one_of(json::Array{"metrics", "exit-code"}, "what passes or fails a run");
  keys["metrics"] = json::Object{
      {"type", "array"}, {"items", metric()}, {"description", "the numbers that the program prints"}};
  keys["suites"] = suites();
  keys["operators"] = operators();
  keys["runs"] = runs();
  keys["test"] = one_of(tests(), "what p comes from");
  keys["alpha"] = json::Object{{"type", "number"},
                               {"exclusiveMinimum", 0},
                               {"exclusiveMaximum", 1},
                               {"description", "killed if p is below this"}};
  keys["effect"] =
      json::Object{{"type", "number"}, {"minimum", 0}, {"description", "... and Cohen's d is at least this"}};
}

/// Under what it trains.
void add_training(json::Object& keys) {
  keys["jobs"] = count("trainings side by side; 0: as many as suit the cores");
  keys["threads"] = count("of each training; 0: measured");
  keys["devices"] = json::Object{{"type", "array"},
                                 {"items", json::Object{{"type", json::Array{"integer", "string"}}}},
                                 {"description", "GPUs: each run gets one"}};
  keys["compiler"] = one_of(json::Array{"clang", "own"}, "what compiles mutants");
  keys["start"] = one_of(json::Array{"host", "process"}, "how runs are started");
  keys["arithmetic"] = one_of(json::Array{"own", "portable"},
                              "which kernels libtorch computes with: the processor's best, or those of AVX2");
  keys["timeout"] =
      written("^[0-9]+(\\.[0-9]+)? *(x|s|min|h)$", "5x (times the slowest baseline run), 30s, 10min");
  keys["memory"] =
      written("^[0-9]+(\\.[0-9]+)? *(%|GB|MB)$", "80% (of the machine's, divided by the jobs), 8GB");
  keys["disk"] = written("^[0-9]+(\\.[0-9]+)? *(GB|MB)$", "what a run may write");
  keys["keep"] =
      written("^([0-9]+(\\.[0-9]+)? *(GB|MB)|none)$", "of the networks that runs end with: 10GB, or none");
  keys["processes"] = count("that a run may have at once");
}

json::Object all_keys() {
  json::Object keys;
  add_program(keys);
  add_judging(keys);
  add_training(keys);
  return keys;
}

} // namespace

std::vector<std::string> configuration_keys() {
  std::vector<std::string> names;
  for (const auto& [name, key] : all_keys())
    names.push_back(llvm::StringRef(name).str());
  return names;
}

std::string configuration_schema() {
  json::Value schema = json::Object{{"$schema", "http://json-schema.org/draft-07/schema#"},
                                    {"title", "misfire.yml: how misfire builds, runs and judges a program"},
                                    {"type", "object"},
                                    {"additionalProperties", false},
                                    {"required", json::Array{"target"}},
                                    {"properties", all_keys()}};
  std::string text;
  llvm::raw_string_ostream(text) << llvm::formatv("{0:2}", std::move(schema)) << "\n";
  return text;
}

} // namespace misfire
