// Plans a baseline, runs ninja on it, and remembers what was refused.
#include "runner/building/build_baseline.h"

#include "mutator/program/compiler_message.h"
#include "runner/building/shadow_tree.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// What a step has said; nothing where it was not run.
std::string printed_by(const BuildStep& step) {
  return read_text(log_of(step.output)).value_or("");
}

bool is_built(const std::vector<BuildStep>& steps) {
  return std::all_of(steps.begin(), steps.end(),
                     [](const BuildStep& step) { return fs::exists(step.output); });
}

/// Whether steps have failed for want of room, which says nothing of the program. A linker that writes
/// through a mapping is told of it by a signal; where there is more room than any program takes, that signal
/// is a fault of the compiler's own.
bool is_disk_full(const std::string& folder, const std::vector<BuildStep>& steps, const std::string& output) {
  constexpr std::uintmax_t least = 4 << 20, plenty = 2'000'000'000; // bytes
  std::error_code error;
  const std::uintmax_t room = fs::space(folder, error).available; // more than plenty where it is not known
  const auto has_sign = [&](const std::string& text) {
    return text.find("No space left on device") != std::string::npos ||
           (room < plenty && text.find("Bus error") != std::string::npos);
  };
  return room < least || has_sign(output) ||
         std::any_of(
             steps.begin(), steps.end(),
             [&](const BuildStep& step) { return !fs::exists(step.output) && has_sign(printed_by(step)); });
}

/// Runs a plan. The text is the compiler's message where it refuses, empty where the baseline is built.
Result<std::string> message_of_build(const BuiltBaseline& planned, const std::vector<BuildStep>& steps,
                                     const BuildOptions& options) {
  const std::string& folder = planned.shop.folder;
  auto ninja = run_ninja(folder, steps, options.jobs, options.progress);
  if (!ninja) return tl::unexpected(ninja.error());
  if (!ninja->succeeded && is_disk_full(folder, steps, ninja->output))
    return failure(fmt::format("The disk of {} is full, so what does not build there shows nothing. Make "
                               "room; `misfire run` goes on where this ended.",
                               folder));
  std::string message = message_of(planned.steps);
  if (!ninja->ran_all || (message.empty() && !is_built(planned.steps)))
    return failure("ninja stops in " + folder + ":\n" + last_lines(ninja->output, 20));
  return message;
}

void note_includes(BuiltBaseline& built) {
  auto dependencies = ninja_dependencies(built.shop.folder);
  for (const std::size_t unit : built.variant.compiled)
    for (const std::string& path : dependencies[built.variant.object(unit)])
      built.includes[unit].insert(original_path(built.variant.tree(), path));
}

/// Where the refusal of a plan by Clang is kept, under the digest of all that decides it.
Result<std::string> memory_of(const BuiltBaseline& planned) {
  std::vector<std::string> parts = {ninja_text(planned.steps)};
  for (const std::string& file : planned.shop.tree_files) {
    Result<std::string> text = read_text(shadow_path(planned.variant.tree(), file));
    if (!text) return text;
    parts.push_back(std::move(*text));
  }
  return planned.shop.folder + "/refused/" + digest_of(parts);
}

Result<std::optional<Refusal>> remembered(const BuiltBaseline& planned, const std::string& message) {
  const Result<std::string> memory = memory_of(planned);
  if (!memory) return tl::unexpected(memory.error());
  Refusal refusal{first_error(message),
                  std::all_of(planned.steps.begin(), planned.steps.end(), [](const BuildStep& step) {
                    return !step.output.ends_with(".o") || fs::exists(step.output);
                  })};
  if (auto kept = write_if_changed(*memory, (refusal.compiles ? '+' : '-') + refusal.why); !kept)
    return tl::unexpected(kept.error());
  return refusal;
}

} // namespace

Result<BuiltBaseline> plan_baseline(const Subject& subject, const TrainingProgram& program,
                                    const Compiler& compiler, const std::string& folder) {
  const Workshop shop = workshop_for(subject, program, compiler, folder);
  BuiltBaseline planned{shop, baseline_variant(shop), {}, {}};
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

Result<std::optional<Refusal>> known_refusal(const BuiltBaseline& planned) {
  if (planned.shop.compiler.kind == Compiler::Kind::own) return std::nullopt;
  if (!planned.shop.without_program.empty()) return Refusal{planned.shop.without_program, false};
  const Result<std::string> memory = memory_of(planned);
  if (!memory) return tl::unexpected(memory.error());
  if (const Result<std::string> kept = read_text(*memory); kept && !kept->empty())
    return Refusal{kept->substr(1), kept->front() == '+'};
  return std::nullopt;
}

Result<std::optional<Refusal>> build_baseline(BuiltBaseline& planned, const std::vector<BuildStep>& more,
                                              const BuildOptions& options) {
  std::vector<BuildStep> steps = planned.steps;
  steps.insert(steps.end(), more.begin(), more.end());
  const Result<std::string> message = message_of_build(planned, steps, options);
  if (!message) return tl::unexpected(message.error());
  if (message->empty()) {
    note_includes(planned);
    return std::nullopt;
  }
  if (planned.shop.compiler.kind == Compiler::Kind::clang) return remembered(planned, *message);
  if (planned.shop.compiler.keeping) return Refusal{first_error(*message)};
  return failure(
      fmt::format("Your program, unchanged, does not build from misfire's copy of its sources in {}:\n{}",
                  planned.variant.tree(), last_lines(*message, 40)),
      Fault::baseline);
}

std::string name_of_compiler(const BuiltBaseline& baseline) {
  const Workshop& shop = baseline.shop;
  if (shop.compiler.kind == Compiler::Kind::own)
    return fs::path(shop.subject.link.driver).filename().string() + ", the subject's own";
  const bool headers = std::any_of(baseline.steps.begin(), baseline.steps.end(), [](const BuildStep& step) {
    return step.output.ends_with(".pcm") || step.output.ends_with(".pch");
  });
  return fs::path(shop.compiler.tools.clang).filename().string() +
         (headers ? " with " + spelled(shop.compiler.headers) : "");
}

std::string message_of(const std::vector<BuildStep>& steps) {
  for (const BuildStep& step : steps)
    if (!fs::exists(step.output))
      if (std::string message = printed_by(step); !message.empty()) return message;
  return "";
}

} // namespace misfire
