// Tries Clang, falls back to the subject's own compiler, and says so.
#include "runner/build_baseline.h"

#include "runner/digest.h"
#include "runner/shadow_tree.h"
#include "runner/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// The line that says what is wrong.
std::string first_error(const std::string& message) {
  std::istringstream lines(message);
  std::string first;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("error:") != std::string::npos) return line;
    if (first.empty()) first = line;
  }
  return first;
}

/// A baseline's steps, its tree written.
Result<BuiltBaseline> plan(const Subject& subject, const TrainingProgram& program, const Compiler& compiler,
                           const std::string& folder) {
  const Workshop shop = workshop_for(subject, program, compiler, folder);
  BuiltBaseline planned{shop, baseline_variant(shop), {}, {}, {}, {}};
  std::map<std::string, std::string> links;
  for (const std::string& file : shop.tree_files)
    links[file] = file;
  if (auto tree = write_shadow_tree(planned.variant.tree(), planned.variant.texts, links); !tree)
    return tl::unexpected(tree.error());
  auto shared = shared_steps(shop);
  if (!shared) return tl::unexpected(shared.error());
  planned.steps = std::move(*shared);
  for (BuildStep& step : variant_steps(shop, planned.variant, planned.variant))
    planned.steps.push_back(std::move(step));
  return planned;
}

/// Runs a plan. The text is the compiler's message where it refuses, empty where all is built.
Result<std::string> refusal_of(BuiltBaseline& planned, const BuildOptions& options) {
  const std::string& folder = planned.shop.folder;
  auto ninja = run_ninja(folder, planned.steps, options.jobs, options.progress);
  if (!ninja) return tl::unexpected(ninja.error());
  if (!ninja->succeeded) {
    std::string message = message_of(planned.steps);
    if (message.empty()) return failure("ninja stops in " + folder + ":\n" + last_lines(ninja->output, 20));
    return message;
  }
  auto dependencies = ninja_dependencies(folder);
  for (const std::size_t unit : planned.variant.compiled)
    for (const std::string& path : dependencies[planned.variant.object(unit)])
      planned.includes[unit].insert(original_path(planned.variant.tree(), path));
  return "";
}

/// All that decides whether Clang takes a baseline.
std::string digest_of_plan(const BuiltBaseline& planned) {
  std::vector<std::string> parts = {ninja_text(planned.steps)};
  for (const std::string& file : planned.shop.tree_files)
    parts.push_back(text_of(shadow_path(planned.variant.tree(), file)));
  return digest_of(parts);
}

/// Builds by Clang. Where Clang refuses, the value is empty and `note` says why.
Result<std::optional<BuiltBaseline>> by_clang(const Subject& subject, const TrainingProgram& program,
                                              const Tools& tools, const BuildOptions& options,
                                              const std::string& folder, std::string& note) {
  auto planned = plan(subject, program, {Compiler::Kind::clang, tools}, folder);
  if (!planned) return tl::unexpected(planned.error());
  const std::string memory = folder + "/clang-refused", digest = digest_of_plan(*planned);
  if (const std::string remembered = text_of(memory); remembered.starts_with(digest + "\n")) {
    note = remembered.substr(digest.size() + 1);
    return std::nullopt;
  }
  auto refusal = refusal_of(*planned, options);
  if (!refusal) return tl::unexpected(refusal.error());
  if (refusal->empty()) {
    const bool module = std::any_of(planned->steps.begin(), planned->steps.end(),
                                    [](const BuildStep& step) { return step.output.ends_with(".pcm"); });
    planned->compiler = fs::path(tools.clang).filename().string() + (module ? " with a header module" : "");
    return std::move(*planned);
  }
  note = "not by Clang, which is faster, because it refuses the program: " + first_error(*refusal);
  if (auto kept = write_if_changed(memory, digest + "\n" + note); !kept) return tl::unexpected(kept.error());
  return std::nullopt;
}

} // namespace

std::string message_of(const std::vector<BuildStep>& steps) {
  for (const BuildStep& step : steps)
    if (!fs::exists(step.output))
      if (std::string message = text_of(log_of(step.output)); !message.empty()) return message;
  return "";
}

Result<BuiltBaseline> build_baseline(const Subject& subject, const TrainingProgram& program,
                                     const BuildOptions& options, const std::string& folder) {
  const Tools tools = find_tools();
  std::string note = "not by Clang, which is faster, because there is no clang++";
  if (!tools.clang.empty()) {
    auto built = by_clang(subject, program, tools, options, folder, note);
    if (!built) return tl::unexpected(built.error());
    if (*built) return std::move(**built);
  }
  auto planned = plan(subject, program, {Compiler::Kind::own, tools}, folder);
  if (!planned) return planned;
  auto refusal = refusal_of(*planned, options);
  if (!refusal) return tl::unexpected(refusal.error());
  if (!refusal->empty())
    return failure(fmt::format("The unmutated program does not build from its shadow tree {}:\n{}",
                               planned->variant.tree(), last_lines(*refusal, 40)),
                   Fault::baseline);
  planned->compiler = fs::path(subject.link.driver).filename().string() + ", the subject's own";
  planned->note = note;
  return planned;
}

} // namespace misfire
