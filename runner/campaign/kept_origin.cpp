// Writes and reads JSON, and lines.
#include "runner/campaign/kept_origin.h"

#include "runner/system/digest.h"
#include "runner/system/json_text.h"
#include "runner/system/text_file.h"

#include <filesystem>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>
#include <sstream>

namespace misfire {

namespace {

namespace fs = std::filesystem;
namespace json = llvm::json;

std::string sources_path(const std::string& kept, const std::string& digest) {
  return kept + "/sources-" + digest + ".json";
}

std::optional<json::Object> find_object(const fs::path& path) {
  const Result<std::string> text = read_text(path);
  if (!text) return std::nullopt;
  auto value = json_of(*text);
  json::Object* object = value ? value->getAsObject() : nullptr;
  return object ? std::optional(std::move(*object)) : std::nullopt;
}

Result<void> write_object(const fs::path& path, json::Object object) {
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(std::move(object));
  return write_text(path, text + "\n");
}

std::string text_in(const json::Object& object, const char* key) {
  const auto text = object.getString(key);
  return text ? text->str() : "";
}

} // namespace

std::string digest_of(const Sources& sources) {
  std::vector<std::string> parts;
  for (const auto& [path, text] : sources)
    parts.insert(parts.end(), {path, text});
  return digest_of(parts);
}

std::string digest_of_metrics(const Configuration& configuration) {
  std::vector<std::string> parts;
  for (const MetricPattern& metric : configuration.metrics)
    parts.insert(parts.end(), {metric.name, metric.pattern});
  return digest_of(parts);
}

std::string number_suffix(const Trial& trial) {
  return trial.number ? "=" + spelled(*trial.number) : "";
}

std::optional<Origin> find_origin(const std::string& trial) {
  const auto object = find_object(fs::path(trial) / "origin");
  if (!object) return std::nullopt;
  return Origin{text_in(*object, "circumstances"), text_in(*object, "arguments"), text_in(*object, "metrics"),
                text_in(*object, "sources"),       text_in(*object, "baseline"),  text_in(*object, "loose"),
                text_in(*object, "strict"),        text_in(*object, "data")};
}

Result<void> write_origin(const std::string& trial, const Origin& origin) {
  return write_object(fs::path(trial) / "origin", json::Object{{"circumstances", origin.circumstances},
                                                               {"arguments", origin.arguments},
                                                               {"metrics", origin.metrics},
                                                               {"sources", origin.sources},
                                                               {"baseline", origin.baseline},
                                                               {"loose", origin.loose},
                                                               {"strict", origin.strict},
                                                               {"data", origin.data}});
}

std::optional<Sources> find_sources(const std::string& kept, const std::string& digest) {
  const auto object = find_object(sources_path(kept, digest));
  if (!object) return std::nullopt;
  Sources sources;
  for (const auto& [path, text] : *object)
    if (const auto written = text.getAsString()) sources[llvm::StringRef(path).str()] = written->str();
  // What is no UTF-8 does not come back as it was.
  return digest_of(sources) == digest ? std::optional(sources) : std::nullopt;
}

Result<void> write_sources(const std::string& kept, const Sources& sources) {
  const std::string path = sources_path(kept, digest_of(sources));
  std::error_code unknown;
  if (fs::exists(path, unknown)) return {};
  json::Object object;
  for (const auto& [file, text] : sources)
    object[json::fixUTF8(file)] = json::fixUTF8(text);
  return write_object(path, std::move(object));
}

std::optional<std::set<std::string>> find_reproduced(const std::string& trial) {
  const Result<std::string> text = read_text(fs::path(trial) / "replays");
  if (!text) return std::nullopt;
  std::set<std::string> patterns;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);)
    patterns.insert(line);
  return patterns;
}

Result<void> write_reproduced(const std::string& trial, const std::set<std::string>& patterns) {
  std::string text;
  for (const std::string& pattern : patterns)
    text += pattern + "\n";
  return write_text(fs::path(trial) / "replays", text);
}

std::string find_distrust(const std::string& trial) {
  return read_text(fs::path(trial) / "distrust").value_or("");
}

Result<void> write_distrust(const std::string& trial, const std::string& why) {
  std::error_code ignored;
  fs::create_directories(trial, ignored);
  return write_text(fs::path(trial) / "distrust", why);
}

} // namespace misfire
