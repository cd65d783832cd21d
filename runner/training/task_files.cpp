// Writes and reads JSON. Numbers that decide (a trial's number) travel as their shortest exact text.
#include "runner/training/task_files.h"

#include "runner/system/json_text.h"

#include <charconv>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace misfire {

namespace {

namespace json = llvm::json;

std::string text_of(const json::Value& value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

json::Value optional_text(const std::optional<double>& number) {
  return number ? json::Value(spelled(*number)) : json::Value(nullptr);
}

/// What is only shown: JSON holds no other text.
json::Value utf8(const std::string& text) {
  return json::fixUTF8(text);
}

/// Paths and names come back byte by byte, also those that are no UTF-8.
json::Value exact(const std::string& text) {
  if (json::isUTF8(text)) return text;
  return json::Object{{"hex", llvm::toHex(text)}};
}

Result<std::optional<double>> optional_number(const json::Object& object, llvm::StringRef key) {
  const auto text = object.getString(key);
  if (!text) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text->begin(), text->end(), number);
  if (error == std::errc() && end == text->end()) return number;
  return failure("Reading a training from text failed: \"" + text->str() + "\" is no number.");
}

std::string string_in(const json::Object& object, llvm::StringRef key) {
  return object.getString(key).value_or("").str();
}

/// What `exact` wrote; empty where it is none of that.
std::string exact_in(const json::Object& object, llvm::StringRef key) {
  const json::Object* bytes = object.getObject(key);
  if (!bytes) return string_in(object, key);
  std::string text;
  return llvm::tryGetFromHex(string_in(*bytes, "hex"), text) ? text : "";
}

json::Object object_of(const Training& training) {
  return json::Object{{"mutant", exact(training.trial.mutant)},
                      {"number", optional_text(training.trial.number)},
                      {"seed", std::int64_t(training.seed)},
                      {"repetition", std::int64_t(training.repetition)},
                      {"probe", training.probe},
                      {"binary", exact(training.binary)},
                      {"host", exact(training.host_program)},
                      {"program", exact(training.program)},
                      {"timeout", training.timeout},
                      {"kept", exact(training.kept)},
                      {"replay", training.replay},
                      {"after_training", training.after_training},
                      {"suite", exact(training.suite)},
                      {"shows", exact(training.shows)},
                      {"arithmetic", utf8(training.arithmetic)},
                      {"asks_arithmetic", training.asks_arithmetic}};
}

Result<Training> training_of(const json::Object& object) {
  const Result<std::optional<double>> number = optional_number(object, "number");
  if (!number) return tl::unexpected(number.error());
  return Training{.trial = {exact_in(object, "mutant"), *number},
                  .seed = std::uint64_t(object.getInteger("seed").value_or(0)),
                  .repetition = unsigned(object.getInteger("repetition").value_or(0)),
                  .probe = object.getBoolean("probe").value_or(false),
                  .binary = exact_in(object, "binary"),
                  .host_program = exact_in(object, "host"),
                  .program = exact_in(object, "program"),
                  .timeout = object.getNumber("timeout").value_or(0),
                  .kept = exact_in(object, "kept"),
                  .replay = object.getBoolean("replay").value_or(false),
                  .after_training = object.getBoolean("after_training").value_or(false),
                  .suite = exact_in(object, "suite"),
                  .shows = exact_in(object, "shows"),
                  .arithmetic = string_in(object, "arithmetic"),
                  .asks_arithmetic = object.getBoolean("asks_arithmetic").value_or(false)};
}

json::Object object_of(const Run& run) {
  json::Object metrics;
  for (const auto& [name, texts] : run.metrics) {
    json::Array printed;
    for (const std::string& text : texts)
      printed.push_back(utf8(text));
    metrics[json::fixUTF8(name)] = std::move(printed);
  }
  return json::Object{{"outcome", spelled(run.outcome)},        {"ending", utf8(run.ending)},
                      {"metrics", std::move(metrics)},          {"fingerprint", utf8(run.fingerprint)},
                      {"inapplicable", utf8(run.inapplicable)}, {"seconds", run.seconds},
                      {"cpu_seconds", run.cpu_seconds},         {"log", exact(run.log)},
                      {"arithmetic", utf8(run.arithmetic)}};
}

/// An outcome that is not known is no evidence of anything: least of all a crash, which would count towards a
/// kill.
Result<Run> run_of(const json::Object& object) {
  const std::string word = string_in(object, "outcome");
  const std::optional<Outcome> outcome = outcome_of(word);
  if (!outcome) return failure("Reading a training from text failed: the unknown outcome \"" + word + "\".");
  Run run{.outcome = *outcome,
          .ending = string_in(object, "ending"),
          .fingerprint = string_in(object, "fingerprint"),
          .inapplicable = string_in(object, "inapplicable"),
          .seconds = object.getNumber("seconds").value_or(0),
          .cpu_seconds = object.getNumber("cpu_seconds").value_or(0),
          .log = exact_in(object, "log"),
          .arithmetic = string_in(object, "arithmetic")};
  if (const json::Object* metrics = object.getObject("metrics"))
    for (const auto& [name, texts] : *metrics)
      if (const json::Array* printed = texts.getAsArray())
        for (const json::Value& text : *printed)
          run.metrics[name.str()].push_back(text.getAsString().value_or("").str());
  return run;
}

json::Object object_of(const Recorded& recorded) {
  json::Array evaluations;
  for (const Evaluation& one : recorded.evaluations)
    evaluations.push_back(json::Object{{"suite", one.suite},
                                       {"metric", json::fixUTF8(one.metric)},
                                       {"comparison", std::int64_t(one.comparison)},
                                       {"inputs", one.inputs},
                                       {"hashes", one.hashes},
                                       {"positions", one.positions},
                                       {"right", one.right},
                                       {"repeated", std::int64_t(one.repeated)}});
  return json::Object{{"evaluations", std::move(evaluations)},
                      {"unrecorded", json::fixUTF8(recorded.unrecorded)}};
}

Recorded recorded_of(const json::Object& object) {
  Recorded recorded{.evaluations = {}, .unrecorded = string_in(object, "unrecorded")};
  const json::Array* evaluations = object.getArray("evaluations");
  for (std::size_t i = 0; evaluations && i < evaluations->size(); ++i)
    if (const json::Object* one = (*evaluations)[i].getAsObject())
      recorded.evaluations.push_back({string_in(*one, "suite"), string_in(*one, "metric"),
                                      unsigned(one->getInteger("comparison").value_or(0)),
                                      string_in(*one, "inputs"), string_in(*one, "hashes"),
                                      string_in(*one, "positions"), string_in(*one, "right"),
                                      std::uint64_t(one->getInteger("repeated").value_or(0))});
  return recorded;
}

Result<json::Object> parse(const std::string& text) {
  const auto value = json_of(text);
  if (!value) return failure("Reading a training from text failed: " + value.error() + ".");
  if (const json::Object* object = value->getAsObject()) return *object;
  return failure("Reading a training from text failed: it is no object.");
}

} // namespace

std::string written(const Training& training) {
  return text_of(object_of(training));
}

Result<Training> parse_training(const std::string& text) {
  const Result<json::Object> object = parse(text);
  if (!object) return tl::unexpected(object.error());
  return training_of(*object);
}

std::string written(const Trained& trained) {
  return text_of(json::Object{{"training", object_of(trained.training)},
                              {"run", object_of(trained.run)},
                              {"current", optional_text(trained.current)},
                              {"unkept", utf8(trained.unkept)},
                              {"lost", trained.lost},
                              {"recorded", object_of(trained.recorded)}});
}

Result<Trained> parse_trained(const std::string& text) {
  const Result<json::Object> object = parse(text);
  if (!object) return tl::unexpected(object.error());
  const json::Object* training = object->getObject("training");
  const json::Object* made = object->getObject("run");
  if (!training || !made) return failure("Reading a training from text failed: it holds no run.");
  Result<Run> run = run_of(*made);
  if (!run) return tl::unexpected(run.error());
  Result<Training> read = training_of(*training);
  if (!read) return tl::unexpected(read.error());
  const Result<std::optional<double>> current = optional_number(*object, "current");
  if (!current) return tl::unexpected(current.error());
  Trained trained{std::move(*read), std::move(*run), *current, string_in(*object, "unkept"),
                  object->getBoolean("lost").value_or(false)};
  trained.run.trial = trained.training.trial;
  trained.run.seed = trained.training.seed;
  if (const json::Object* recorded = object->getObject("recorded")) trained.recorded = recorded_of(*recorded);
  return trained;
}

} // namespace misfire
