// misfire init: writes a misfire.yml for a target of a CMake build.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "report/listing.h"
#include "runner/configuration/configuration_schema.h"
#include "runner/opening/doubts.h"
#include "runner/opening/initial_file.h"
#include "runner/opening/open_subject.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <memory>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

struct InitRequest {
  std::string build;
  std::string target;
  std::string link; ///< of a program that CMake does not build
  std::string config = "misfire.yml";
  std::vector<std::string> arguments;
  bool force = false;
  bool schema = false; ///< only prints what editors are told of misfire.yml
};

Configuration configuration_for(const InitRequest& request, const fs::path& file) {
  Configuration configuration;
  const fs::path built = fs::absolute(request.build).lexically_normal();
  configuration.build = built;
  configuration.target = request.target;
  configuration.link = request.link;
  configuration.arguments = request.arguments;
  if (fs::is_regular_file(built)) { // a single source, the words after -- are its flags
    configuration.build = built.parent_path();
    configuration.target = request.target.empty() ? built.stem().string() : request.target;
    configuration.arguments.clear();
    std::vector<std::string> words{"g++", built.filename()};
    words.insert(words.end(), request.arguments.begin(), request.arguments.end());
    configuration.link = shell_command(words);
  }
  configuration.directory = file.parent_path();
  configuration.output = file.parent_path() / "misfire.out";
  return configuration;
}

/// What judges, and what is left to the user.
void describe(const Configuration& configuration, const TrainingProgram& program,
              const std::vector<PossibleMetric>& possible, const fs::path& file) {
  const std::string near = fs::proximate(file).string();
  say("Wrote {}.\n", near);
  for (const MetricPattern& metric : configuration.metrics)
    say("  metric {} on {}: '{}', {}{}\n", metric.name, metric.suite, metric.pattern,
        metric.goal == Goal::maximize ? "higher is better" : "lower is better",
        metric.judges ? "" : "; of one batch alone: it is recorded, and does not judge");
  std::map<std::string, std::string> judges;
  for (const MetricPattern& metric : configuration.metrics)
    if (!metric.judges)
      continue;
    else if (const auto [first, is_first] = judges.try_emplace(metric.suite, metric.name); !is_first)
      say("  {0} judges on {1}, since it stands first; {2} is only recorded. If that is wrong, change "
          "their order in {3}.\n",
          first->second, metric.suite, metric.name, near);
  say("{}", text_of(doubts_of(configuration, program)));
  for (const PossibleMetric& one : possible)
    say("  perhaps: {}, printed in '{}'\n", one.number->expression, one.number->line);
  if (judges.empty())
    say("No number judges yet. {}\n",
        possible.empty() ? "Let the program print a score under a name, and call misfire init again."
                         : fmt::format("Take the # away from a line under `metrics:` in {} that says how "
                                       "good the program is, or write a pattern of your own there.",
                                       near));
  else
    say("Next: `misfire list` shows what would be mutated, `misfire run` trains and judges.\n");
}

/// Makes room for a new file: what was edited stays, under another name if it is in the way. Error: it was
/// edited and is not to be replaced.
Result<void> make_room(const fs::path& file, bool force) {
  const Result<std::string> there = read_text(file);
  if (!fs::exists(file) || (there && is_as_written(*there))) return {};
  if (!force)
    return failure(
        fmt::format("There is a {} already, which is not as misfire init wrote it. Edit it, or have "
                    "a new one written by --force, which keeps the old one beside it.",
                    file.string()));
  fs::path aside = file.string() + ".old";
  for (int count = 2; fs::exists(aside); ++count)
    aside = fmt::format("{}.old{}", file.string(), count);
  std::error_code error;
  fs::rename(file, aside, error);
  if (error)
    return failure(
        fmt::format("Keeping {} as {} failed: {}.", file.string(), aside.string(), error.message()));
  say("The old {} is now {}.\n", fs::proximate(file).string(), fs::proximate(aside).string());
  return {};
}

/// The numbers that might judge where no score of test data was found.
std::vector<PossibleMetric> possible_for(const Configuration& configuration, const TrainingProgram& program) {
  const std::vector<MetricPattern> judging = judging_metrics(configuration);
  const bool tested = std::ranges::find(judging, "test", &MetricPattern::suite) != judging.end();
  return tested ? std::vector<PossibleMetric>() : possible_metrics(program);
}

Result<int> init(const InitRequest& request) {
  if (request.schema) {
    hand_out(configuration_schema());
    return done;
  }
  if (request.build.empty()) return failure("BUILD_DIR is missing: the CMake build directory, or a source.");
  const fs::path file = fs::absolute(request.config).lexically_normal();
  if (!request.force)
    if (const Result<void> free = make_room(file, /*force=*/false); !free)
      return tl::unexpected(free.error());
  Configuration configuration = configuration_for(request, file);
  if (configuration.target.empty())
    return failure("--target is missing: the name of the executable that trains.");
  const Result<Subject> subject = open_subject(configuration);
  if (!subject) return tl::unexpected(subject.error());
  const Result<TrainingProgram> program = read_program(*subject, configuration);
  if (!program) return tl::unexpected(program.error());
  configuration.metrics = proposed_metrics(*program);
  configuration.operators = *parse_selections(fmt::format("{}", fmt::join(operator_sets(), ",")));
  const std::vector<PossibleMetric> possible = possible_for(configuration, *program);
  if (configuration.metrics.empty() && possible.empty())
    return failure(
        fmt::format("{} prints no number by which it could be judged. Let it print one at its end: "
                    "std::cout << \"Test accuracy: \" << accuracy << '\\n'.",
                    configuration.target));
  if (const Result<void> free = make_room(file, request.force); !free) return tl::unexpected(free.error());
  const std::string text = initial_text(configuration, possible, *program, file);
  if (const Result<void> wrote = write_text(file, text); !wrote) return tl::unexpected(wrote.error());
  say("{}", unread_text(*program));
  describe(configuration, *program, possible, file);
  return done;
}

} // namespace

void add_init(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "init", "Write misfire.yml for a program");
  auto request = std::make_shared<InitRequest>();
  add_option(command, "BUILD_DIR", &request->build,
             "the CMake build directory; a source, with its flags after --");
  add_option(command, "--target", &request->target, "the executable that trains");
  add_option(command, "--link", &request->link, "how it is linked, where CMake does not build it");
  add_option(command, "--config", &request->config, "the file to write (default: misfire.yml here)");
  add_option(command, "--force", &request->force,
             "write it anew; one that was edited is kept as misfire.yml.old");
  add_option(command, "--schema", &request->schema,
             "print the JSON schema of misfire.yml, for editors, and write nothing");
  add_option(command, "ARGS", &request->arguments, "the program's own arguments, after --");
  on_call(command, exit_code, [request] { return init(*request); });
}

} // namespace misfire::cli
