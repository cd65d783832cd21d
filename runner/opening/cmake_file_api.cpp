// Asks CMake through its File API and turns the JSON of the reply into plain values.
#include "runner/opening/cmake_file_api.h"

#include "runner/opening/build_failure.h"
#include "runner/opening/cmake_build.h"
#include "runner/opening/words.h"

#include "runner/system/json_text.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <fmt/format.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/StringSaver.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <re2/re2.h>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;
namespace json = llvm::json;

std::string api_folder(const std::string& build) {
  return build + "/.cmake/api/v1";
}

/// One that no JSON has is empty, so that a chain of look-ups needs no check.
const json::Object& object_at(const json::Object& object, llvm::StringRef key) {
  static const json::Object nothing;
  const json::Object* found = object.getObject(key);
  return found ? *found : nothing;
}

const json::Array& array_at(const json::Object& object, llvm::StringRef key) {
  static const json::Array nothing;
  const json::Array* found = object.getArray(key);
  return found ? *found : nothing;
}

std::string text_at(const json::Object& object, llvm::StringRef key) {
  return object.getString(key).value_or("").str();
}

const json::Object& as_object(const json::Value& value) {
  static const json::Object nothing;
  return value.getAsObject() ? *value.getAsObject() : nothing;
}

Result<json::Object> read_json(const std::string& path) {
  const Result<std::string> text = read_text(path);
  if (!text) return tl::unexpected(text.error());
  auto parsed = json_of(*text);
  if (!parsed) return failure(fmt::format("{}: CMake's reply cannot be read: {}", path, parsed.error()));
  if (!parsed->getAsObject()) return failure(path + ": CMake's reply is not an object.");
  return std::move(*parsed->getAsObject());
}

/// The newest index file of the reply; empty without one.
std::string index_file(const std::string& build) {
  std::string newest;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(api_folder(build) + "/reply", ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("index-")) newest = std::max(newest, entry.path().string());
  }
  return newest;
}

/// CMake's answer to misfire's own query; nothing where it has not answered.
std::optional<json::Object> reply_to_misfire(const std::string& build) {
  const std::string index = index_file(build);
  if (index.empty()) return std::nullopt;
  auto read = read_json(index);
  if (!read) return std::nullopt;
  const json::Object& reply = object_at(object_at(*read, "reply"), "client-misfire");
  if (object_at(reply, "codemodel-v2").empty() || object_at(reply, "toolchains-v1").empty())
    return std::nullopt;
  return std::move(*read);
}

Result<void> ask_cmake(const std::string& build) {
  const std::string cmake = find_cmake(build);
  if (cmake.empty())
    return failure(fmt::format("{}: CMake's File API has not been asked yet, and no cmake is found to ask. "
                               "Put cmake into PATH and try again.",
                               build));
  std::string query = api_folder(build) + "/query/client-misfire";
  std::error_code error;
  fs::create_directories(query, error);
  for (const char* kind : {"codemodel-v2", "toolchains-v1"})
    if (!error && !std::ofstream(query + "/" + kind)) error = std::make_error_code(std::errc::io_error);
  if (error) return failure(fmt::format("{}: the query cannot be written: {}", query, error.message()));
  const ToolResult run = run_tool({cmake, build}, build);
  if (!run.succeeded())
    return failure(build_failure(fmt::format("`cmake {}` fails, so the build cannot be read.", build),
                                 run.output, log_of_build(build)));
  return {};
}

/// The headers that a precompiled header of CMake's holds, as -include options: every compiler takes those.
Result<std::vector<std::string>> includes_of_precompiled(const std::string& header) {
  const Result<std::string> text = read_text(header);
  if (!text) return tl::unexpected(text.error());
  std::vector<std::string> options;
  std::istringstream lines(*text);
  static const RE2 include(R"re(\s*#include\s*[<"]([^>"]+)[>"].*)re", RE2::Latin1);
  std::string name;
  for (std::string line; std::getline(lines, line);)
    if (RE2::FullMatch(line, include, &name)) options.insert(options.end(), {"-include", name});
  return options;
}

/// The words without the use of the project's own precompiled header, in whose place its headers stand.
Result<std::vector<std::string>> without_precompiled(const std::vector<std::string>& words) {
  // RE2, since std::regex has a call for each letter, and a word may be long.
  static const RE2 header(R"(.*/cmake_pch[^/]*\.(?:h|hxx)(?:\.pch|\.gch)?)", RE2::Latin1);
  std::vector<std::string> kept;
  for (const std::string& word : words) {
    if (word == "-Winvalid-pch" || word == "-fpch-instantiate-templates") continue;
    if (!RE2::FullMatch(word, header)) {
      kept.push_back(word);
      continue;
    }
    // `-include X`, `-Xclang -include -Xclang X` or `-Xclang -include-pch -Xclang X.pch`: the words ahead go.
    while (!kept.empty() &&
           (kept.back() == "-Xclang" || kept.back() == "-include" || kept.back() == "-include-pch"))
      kept.pop_back();
    if (!word.ends_with(".h") && !word.ends_with(".hxx")) continue;
    const Result<std::vector<std::string>> includes = includes_of_precompiled(word);
    if (!includes) return includes;
    kept.insert(kept.end(), includes->begin(), includes->end());
  }
  return kept;
}

/// Definitions, include directories, flags: the order of CMake's own commands.
Result<std::vector<std::string>> arguments_of(const json::Object& group) {
  std::vector<std::string> arguments, flags;
  for (const json::Value& define : array_at(group, "defines"))
    arguments.push_back("-D" + text_at(as_object(define), "define"));
  for (const json::Value& include : array_at(group, "includes")) {
    const std::string path = text_at(as_object(include), "path");
    if (as_object(include).getBoolean("isSystem").value_or(false))
      arguments.insert(arguments.end(), {"-isystem", path});
    else
      arguments.push_back("-I" + path);
  }
  if (const std::string sysroot = text_at(object_at(group, "sysroot"), "path"); !sysroot.empty())
    arguments.push_back("--sysroot=" + sysroot);
  for (const json::Value& fragment : array_at(group, "compileCommandFragments"))
    for (std::string& word : command_words(text_at(as_object(fragment), "fragment")))
      flags.push_back(std::move(word));
  Result<std::vector<std::string>> kept = without_precompiled(flags);
  if (!kept) return kept;
  arguments.insert(arguments.end(), kept->begin(), kept->end());
  return arguments;
}

Result<void> read_sources(const json::Object& reply, const std::string& top, CMakeTarget& target) {
  std::vector<TargetSource> groups;
  for (const json::Value& group : array_at(reply, "compileGroups")) {
    Result<std::vector<std::string>> arguments = arguments_of(as_object(group));
    if (!arguments) return tl::unexpected(arguments.error());
    groups.push_back({"", text_at(as_object(group), "language"), std::move(*arguments)});
  }
  for (const json::Value& value : array_at(reply, "sources")) {
    TargetSource source;
    if (const auto index = as_object(value).getInteger("compileGroupIndex")) {
      if (*index < 0 || std::size_t(*index) >= groups.size())
        return failure(fmt::format("CMake's reply contradicts itself: {} of target {} belongs to a group of "
                                   "sources that is not there. Configure the build anew.",
                                   text_at(as_object(value), "path"), target.name));
      source = groups[std::size_t(*index)];
    }
    source.path = normal(text_at(as_object(value), "path"), top);
    const bool makes_precompiled = fs::path(source.path).filename().string().starts_with("cmake_pch");
    if (!makes_precompiled) target.sources.push_back(std::move(source));
  }
  return {};
}

Result<CMakeTarget> read_target(const json::Object& reply, const CMakeModel& model, bool ninja) {
  CMakeTarget target;
  target.name = text_at(reply, "name");
  target.type = text_at(reply, "type");
  std::string folder = normal(text_at(object_at(reply, "paths"), "build") + "/.", model.build);
  if (folder.back() == '/') folder.pop_back();
  target.directory = ninja ? model.build : folder;
  target.object_directory = folder + "/CMakeFiles/" + target.name + ".dir";
  for (const json::Value& artifact : array_at(reply, "artifacts"))
    target.artifacts.push_back(normal(text_at(as_object(artifact), "path"), model.build));
  for (const json::Value& dependency : array_at(reply, "dependencies"))
    target.dependencies.push_back(text_at(as_object(dependency), "id"));
  if (const auto read = read_sources(reply, model.source, target); !read) return tl::unexpected(read.error());
  const json::Object& link = object_at(reply, "link");
  target.link_language = text_at(link, "language");
  for (const json::Value& value : array_at(link, "commandFragments")) {
    const bool flags = text_at(as_object(value), "role") == "flags";
    for (std::string& word : command_words(text_at(as_object(value), "fragment")))
      (flags ? target.link_flags : target.link_libraries).push_back(std::move(word));
  }
  return target;
}

/// The Release configuration, else the first.
const json::Object& pick_configuration(const json::Object& codemodel) {
  const json::Array& all = array_at(codemodel, "configurations");
  for (const json::Value& one : all)
    if (text_at(as_object(one), "name") == "Release") return as_object(one);
  return all.empty() ? object_at(codemodel, "none") : as_object(all.front());
}

Result<CMakeModel> read_reply(const json::Object& index, const std::string& build) {
  const std::string folder = api_folder(build) + "/reply/";
  const json::Object& reply = object_at(object_at(index, "reply"), "client-misfire");
  auto codemodel = read_json(folder + text_at(object_at(reply, "codemodel-v2"), "jsonFile"));
  if (!codemodel) return tl::unexpected(codemodel.error());
  auto toolchains = read_json(folder + text_at(object_at(reply, "toolchains-v1"), "jsonFile"));
  if (!toolchains) return tl::unexpected(toolchains.error());

  CMakeModel model;
  model.source = text_at(object_at(*codemodel, "paths"), "source");
  model.build = text_at(object_at(*codemodel, "paths"), "build");
  for (const json::Value& toolchain : array_at(*toolchains, "toolchains"))
    model.compilers[text_at(as_object(toolchain), "language")] =
        text_at(object_at(as_object(toolchain), "compiler"), "path");
  const std::string generator = text_at(object_at(object_at(index, "cmake"), "generator"), "name");
  const bool ninja = generator.starts_with("Ninja");
  for (const json::Value& value : array_at(pick_configuration(*codemodel), "targets")) {
    auto described = read_json(folder + text_at(as_object(value), "jsonFile"));
    if (!described) return tl::unexpected(described.error());
    auto target = read_target(*described, model, ninja);
    if (!target) return tl::unexpected(target.error());
    model.targets[text_at(as_object(value), "id")] = std::move(*target);
  }
  return model;
}

} // namespace

Result<CMakeModel> read_cmake_model(const std::string& build_directory) {
  if (!fs::is_directory(build_directory))
    return failure(fmt::format("{}: no such build directory. `build:` in misfire.yml names a directory that "
                               "cmake has configured.",
                               build_directory));
  auto index = reply_to_misfire(build_directory);
  if (!index && !fs::exists(build_directory + "/CMakeCache.txt"))
    return failure(fmt::format("{}: not a CMake build directory, there is no CMakeCache.txt. Configure it "
                               "first: cmake -S SOURCE_DIR -B {}",
                               build_directory, build_directory));
  if (!index) {
    if (auto asked = ask_cmake(build_directory); !asked) return tl::unexpected(asked.error());
    index = reply_to_misfire(build_directory);
  }
  if (!index)
    return failure(fmt::format("{}: cmake does not answer the File API's codemodel-v2 and toolchains-v1. "
                               "misfire needs CMake 3.20 or newer.",
                               build_directory));
  return read_reply(*index, build_directory);
}

} // namespace misfire
