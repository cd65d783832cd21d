// Makes a subject of a CMake model: whose sources belong to it, and what is left of its link line.
#include "runner/opening/open_subject.h"

#include "runner/configuration/nearest.h"
#include "runner/opening/cmake_build.h"
#include "runner/opening/cmake_file_api.h"
#include "runner/opening/open_commands.h"
#include "runner/opening/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> executables_of(const CMakeModel& model) {
  std::vector<std::string> names;
  for (const auto& [id, target] : model.targets)
    if (target.type == "EXECUTABLE") names.push_back(target.name);
  std::sort(names.begin(), names.end());
  return names;
}

/// "STATIC_LIBRARY" as people say it.
std::string spelled_type(std::string type) {
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char letter) {
    return letter == '_' ? ' ' : static_cast<char>(std::tolower(letter));
  });
  return type;
}

/// A model, and the id of the executable in it that is configured.
struct Opened {
  CMakeModel model;
  std::string id;
};

Result<Opened> find_target(const Configuration& configuration) {
  auto model = read_cmake_model(configuration.build);
  if (!model) return tl::unexpected(model.error());
  const std::string& name = configuration.target;
  std::vector<std::string> executables = executables_of(*model);
  std::string listed = executables.empty()
                           ? "It has no executables."
                           : fmt::format("Its executables: {}.", fmt::join(executables, ", "));
  for (const auto& [id, target] : model->targets) {
    if (target.name != name) continue;
    if (target.type == "EXECUTABLE" && !model->compilers.contains(target.link_language))
      return failure(
          fmt::format("The build {} does not say what links {}: it has no compiler of the language "
                      "\"{}\". Configure it anew.",
                      model->build, name, target.link_language));
    if (target.type == "EXECUTABLE") return Opened{*model, id};
    return failure(fmt::format("The target {} of {} is no executable but of type {}. {}", name, model->build,
                               spelled_type(target.type), listed));
  }
  return failure(fmt::format("The build {} has no target {}{}. {}", model->build, name,
                             suggestion(name, executables), listed));
}

/// Walks from the target through the link lines of what it links.
class Collection {
public:
  explicit Collection(const CMakeModel& model) : model_(model) {
    for (const auto& [id, target] : model.targets)
      if (target.type == "STATIC_LIBRARY" || target.type == "SHARED_LIBRARY")
        for (const std::string& artifact : target.artifacts)
          libraries_[artifact] = &target;
  }

  /// Takes the sources of a target, of the object libraries whose objects are among them, and of the
  /// project's libraries on its link line; the rest of the link line goes to `link`.
  void add(const CMakeTarget& target, const std::string& archive) {
    if (!added_.insert(&target).second) return;
    add_units(target, archive);
    add_object_libraries(target, archive);
    bool whole = false; // between --whole-archive and --no-whole-archive
    for (const std::string& word : target.link_libraries) {
      if (word.find("-whole-archive") != std::string::npos)
        whole = word.find("--no-whole-archive") == std::string::npos;
      auto library = libraries_.find((fs::path(target.directory) / word).lexically_normal().string());
      if (library == libraries_.end())
        after.push_back(word);
      else
        add(*library->second,
            library->second->type == "STATIC_LIBRARY" && !whole ? library->second->name : "");
    }
  }

  std::vector<Unit> units;
  std::vector<std::string> after;

private:
  void add_units(const CMakeTarget& target, const std::string& archive) {
    for (const TargetSource& source : target.sources) {
      auto compiler = model_.compilers.find(source.language);
      if (source.language.empty() || compiler == model_.compilers.end()) continue;
      Unit unit{source.path, target.directory, compiler->second, source.arguments, source.language, archive};
      bool known = std::any_of(units.begin(), units.end(), [&](const Unit& other) {
        return other.source == unit.source && other.arguments == unit.arguments;
      });
      if (!known) units.push_back(std::move(unit));
    }
  }

  void add_object_libraries(const CMakeTarget& target, const std::string& archive) {
    for (const std::string& id : target.dependencies) {
      auto found = model_.targets.find(id);
      if (found == model_.targets.end() || found->second.type != "OBJECT_LIBRARY") continue;
      std::string objects = found->second.object_directory + "/";
      bool used = std::any_of(target.sources.begin(), target.sources.end(),
                              [&](const TargetSource& source) { return source.path.starts_with(objects); });
      if (used) add(found->second, archive);
    }
  }

  const CMakeModel& model_;
  std::map<std::string, const CMakeTarget*> libraries_; ///< by the path of what is linked
  std::set<const CMakeTarget*> added_;
};

} // namespace

Result<Subject> open_subject(const Configuration& configuration) {
  if (!configuration.link.empty()) return open_commands(configuration);
  auto opened = find_target(configuration);
  if (!opened) return tl::unexpected(opened.error());
  if (auto ready = prepare_target(configuration.build, opened->model.targets.at(opened->id)); !ready)
    return tl::unexpected(ready.error());
  opened = find_target(configuration); // that has run cmake where a CMakeLists.txt had changed
  if (!opened) return tl::unexpected(opened.error());

  const CMakeModel& model = opened->model;
  const CMakeTarget& target = model.targets.at(opened->id);
  Collection collection(model);
  collection.add(target, "");
  Subject subject;
  subject.target = configuration.target;
  subject.project = model.source;
  subject.build = model.build;
  subject.units = std::move(collection.units);
  const std::string folder =
      target.artifacts.empty() ? target.directory : fs::path(target.artifacts.front()).parent_path().string();
  subject.link = {target.directory, model.compilers.at(target.link_language),
                  with_origin(target.link_flags, folder), with_origin(std::move(collection.after), folder)};
  subject.arguments = configuration.arguments;
  subject.directory = configuration.directory;
  return subject;
}

} // namespace misfire
