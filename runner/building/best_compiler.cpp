// Tries Clang, falls back to the subject's own compiler, and says so.
#include "runner/building/best_compiler.h"

#include "mutator/program/compiler_message.h"
#include "runner/building/shadow_tree.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// What a step has said; nothing where it was not run.
std::string printed_by(const BuildStep& step) {
  return read_text(log_of(step.output)).value_or("");
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

bool is_built(const std::vector<BuildStep>& steps) {
  return std::all_of(steps.begin(), steps.end(),
                     [](const BuildStep& step) { return fs::exists(step.output); });
}

/// Whether steps have failed for want of room, which says nothing of the program. A linker that writes
/// through a mapping is told of it by a signal.
bool is_disk_full(const std::string& folder, const std::vector<BuildStep>& steps, const std::string& output) {
  constexpr std::uintmax_t least = 4 << 20; // bytes
  constexpr std::array signs = {"No space left on device", "Bus error"};
  const auto has_sign = [&](const std::string& text) {
    return std::any_of(signs.begin(), signs.end(),
                       [&](const char* sign) { return text.find(sign) != std::string::npos; });
  };
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  return (!error && space.available < least) || has_sign(output) ||
         std::any_of(steps.begin(), steps.end(), [&](const BuildStep& step) {
           return !fs::exists(step.output) && has_sign(printed_by(step));
         });
}

/// Runs a plan. The text is the compiler's message where it refuses, empty where the baseline is built.
Result<std::string> refusal_of(BuiltBaseline& planned, const BuildOptions& options, const MoreSteps& more) {
  const std::string& folder = planned.shop.folder;
  auto steps = more(planned);
  if (!steps) return tl::unexpected(steps.error());
  steps->insert(steps->begin(), planned.steps.begin(), planned.steps.end());
  auto ninja = run_ninja(folder, *steps, options.jobs, options.progress);
  if (!ninja) return tl::unexpected(ninja.error());
  if (!ninja->succeeded && is_disk_full(folder, *steps, ninja->output))
    return failure(fmt::format("The disk of {} is full, so what does not build there shows nothing. Make "
                               "room; `misfire run` goes on where this ended.",
                               folder));
  std::string message = message_of(planned.steps);
  if (!ninja->ran_all || (message.empty() && !is_built(planned.steps)))
    return failure("ninja stops in " + folder + ":\n" + last_lines(ninja->output, 20));
  if (!message.empty()) return message;
  auto dependencies = ninja_dependencies(folder);
  for (const std::size_t unit : planned.variant.compiled)
    for (const std::string& path : dependencies[planned.variant.object(unit)])
      planned.includes[unit].insert(original_path(planned.variant.tree(), path));
  return "";
}

/// All that decides whether a compiler takes a baseline.
Result<std::string> digest_of_plan(const BuiltBaseline& planned) {
  std::vector<std::string> parts = {ninja_text(planned.steps)};
  for (const std::string& file : planned.shop.tree_files) {
    Result<std::string> text = read_text(shadow_path(planned.variant.tree(), file));
    if (!text) return text;
    parts.push_back(std::move(*text));
  }
  return digest_of(parts);
}

/// Why a plan cannot be built, and whether its units at least compile.
struct Refusal {
  std::string why; ///< empty where it is built
  bool compiles = true;
};

/// Builds a plan, or remembers that it was refused.
Result<Refusal> try_plan(BuiltBaseline& planned, const BuildOptions& options, const MoreSteps& more) {
  if (!planned.shop.without_program.empty()) return Refusal{planned.shop.without_program, false};
  const Result<std::string> digest = digest_of_plan(planned);
  if (!digest) return tl::unexpected(digest.error());
  const std::string memory = planned.shop.folder + "/refused/" + *digest;
  if (const Result<std::string> remembered = read_text(memory); remembered && !remembered->empty())
    return Refusal{remembered->substr(1), remembered->front() == '+'};
  const auto message = refusal_of(planned, options, more);
  if (!message) return tl::unexpected(message.error());
  if (message->empty()) return Refusal{};
  Refusal refusal{first_error(*message),
                  std::all_of(planned.steps.begin(), planned.steps.end(), [](const BuildStep& step) {
                    return !step.output.ends_with(".o") || fs::exists(step.output);
                  })};
  if (auto kept = write_if_changed(memory, (refusal.compiles ? '+' : '-') + refusal.why); !kept)
    return tl::unexpected(kept.error());
  return refusal;
}

/// Whether the program asks where it lies or what it is called, which a host cannot answer for it.
bool asks_for_itself(const TrainingProgram& program) {
  constexpr std::array words = {"/proc/self/exe", "program_invocation_name", "program_location"};
  return std::any_of(program.files.begin(), program.files.end(), [&](const SourceFile& file) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return file.text.find(word) != std::string::npos; });
  });
}

/// Which of all header modules.
std::string kind_of(Headers form) {
  if (form == Headers::with_program) return "a header module that has the program";
  return form == Headers::coded_module ? "a header module that has code" : "a header module";
}

void append_sentence(std::string& note, const std::string& sentence) {
  if (!note.empty()) note += ' ';
  note += sentence;
}

/// Builds by Clang: for a host with a header module, else without what is refused. Where Clang refuses
/// altogether, the value is empty. `note` tells what was refused.
Result<std::optional<BuiltBaseline>> by_clang(const Subject& subject, const TrainingProgram& program,
                                              const BuildOptions& options, const std::string& folder,
                                              const MoreSteps& more, std::string& note) {
  const Tools& tools = options.tools;
  Compiler compiler{Compiler::Kind::clang, tools, best_headers(tools), options.hosted && can_host(tools)};
  if (options.hosted && !compiler.hosted)
    append_sentence(note,
                    fmt::format("Every run is a process of its own, which takes longer to start, since {} "
                                "is missing.",
                                tools.lld_folder.empty() ? "ld.lld" : tools.runtime + "/host.cpp"));
  if (compiler.hosted && asks_for_itself(program)) {
    compiler.hosted = false;
    append_sentence(note, "The program asks for its own path, so every run is a process of its own.");
  }
  while (true) {
    auto planned = plan(subject, program, compiler, folder);
    if (!planned) return tl::unexpected(planned.error());
    const auto refusal = try_plan(*planned, options, more);
    if (!refusal) return tl::unexpected(refusal.error());
    if (refusal->why.empty()) {
      const bool headers =
          std::any_of(planned->steps.begin(), planned->steps.end(), [](const BuildStep& step) {
            return step.output.ends_with(".pcm") || step.output.ends_with(".pch");
          });
      planned->compiler =
          fs::path(tools.clang).filename().string() + (headers ? " with " + spelled(compiler.headers) : "");
      planned->note = note;
      return std::move(*planned);
    }
    if (compiler.hosted && refusal->compiles) {
      compiler.hosted = false;
      append_sentence(note,
                      "Every run is a process of its own, since the program cannot be linked for a host: " +
                          refusal->why);
    } else if (compiler.headers != Headers::precompiled) {
      append_sentence(
          note, fmt::format("Not with {}, which is faster: {}", kind_of(compiler.headers), refusal->why));
      compiler.headers = Headers(int(compiler.headers) + 1);
    } else {
      append_sentence(note, "Not by Clang, which is faster, because it refuses the program: " + refusal->why);
      return std::nullopt;
    }
  }
}

} // namespace

std::string message_of(const std::vector<BuildStep>& steps) {
  for (const BuildStep& step : steps)
    if (!fs::exists(step.output))
      if (std::string message = printed_by(step); !message.empty()) return message;
  return "";
}

Result<BuiltBaseline> build_by_best_compiler(const Subject& subject, const TrainingProgram& program,
                                             const BuildOptions& options, const std::string& folder,
                                             const MoreSteps& more) {
  const Tools& tools = options.tools;
  std::string note;
  if (!options.own && tools.clang.empty()) {
    note = "Not by Clang, which is faster, because there is no clang++.";
  } else if (!options.own) {
    auto built = by_clang(subject, program, options, folder, more, note);
    if (!built) return tl::unexpected(built.error());
    if (*built) return std::move(**built);
  }
  auto planned = plan(subject, program, {Compiler::Kind::own, tools}, folder);
  if (!planned) return planned;
  auto refusal = refusal_of(*planned, options, more);
  if (!refusal) return tl::unexpected(refusal.error());
  if (!refusal->empty())
    return failure(fmt::format("The unmutated program does not build from its shadow tree {}:\n{}",
                               planned->variant.tree(), last_lines(*refusal, 40)),
                   Fault::baseline);
  if (options.hosted)
    append_sentence(note, "Every run is a process of its own, which takes longer to start, since only Clang "
                          "makes programs for a host.");
  planned->compiler = fs::path(subject.link.driver).filename().string() + ", the subject's own";
  planned->note = note;
  return planned;
}

} // namespace misfire
