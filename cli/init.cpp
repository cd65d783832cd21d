// misfire init: writes a misfire.yml for a target of a CMake build.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "report/listing.h"
#include "runner/opening/initial_configuration.h"
#include "runner/opening/open_subject.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <filesystem>
#include <fmt/format.h>
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

void describe(const Configuration& configuration, const fs::path& file) {
  fmt::print("Wrote {}.\n", fs::proximate(file).string());
  for (const MetricPattern& metric : configuration.metrics)
    fmt::print("  metric {} on {}: '{}', {}\n", metric.name, metric.suite, metric.pattern,
               metric.goal == Goal::maximize ? "higher is better" : "lower is better");
  std::map<std::string, std::string> judges;
  for (const MetricPattern& metric : configuration.metrics)
    if (const auto [first, is_first] = judges.try_emplace(metric.suite, metric.name); !is_first)
      fmt::print("  {0} judges on {1}, {2} is only recorded: in {3}, put first what the {1} data score.\n",
                 first->second, metric.suite, metric.name, fs::proximate(file).string());
  fmt::print("Next: `misfire list` shows what would be mutated, `misfire run` trains and judges.\n");
}

Result<int> init(const InitRequest& request) {
  const fs::path file = fs::absolute(request.config).lexically_normal();
  if (fs::exists(file) && !request.force)
    return failure(
        fmt::format("There is a {} already. Edit it, or overwrite it with --force.", file.string()));
  Configuration configuration = configuration_for(request, file);
  if (configuration.target.empty())
    return failure("--target is missing: the name of the executable that trains.");
  const Result<Subject> subject = open_subject(configuration);
  if (!subject) return tl::unexpected(subject.error());
  const Result<TrainingProgram> program = read_program(*subject);
  if (!program) return tl::unexpected(program.error());
  configuration.metrics = proposed_metrics(*program);
  if (configuration.metrics.empty())
    return failure(fmt::format(
        "{} prints no number behind a name such as accuracy or loss, by which it could be judged. "
        "Let it print one at its end: std::cout << \"Test accuracy: \" << accuracy << '\\n'.",
        request.target));
  if (const Result<void> wrote = write_text(file, written(configuration, file)); !wrote)
    return tl::unexpected(wrote.error());
  fmt::print("{}", unread_text(*program));
  describe(configuration, file);
  return done;
}

} // namespace

void add_init(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "init", "Write misfire.yml for a program");
  auto request = std::make_shared<InitRequest>();
  add_option(command, "BUILD_DIR", &request->build,
             "the CMake build directory; a source, with its flags after --", {.required = true});
  add_option(command, "--target", &request->target, "the executable that trains");
  add_option(command, "--link", &request->link, "how it is linked, where CMake does not build it");
  add_option(command, "--config", &request->config, "the file to write (default: misfire.yml here)");
  add_option(command, "--force", &request->force, "overwrite it");
  add_option(command, "ARGS", &request->arguments, "the program's own arguments, after --");
  on_call(command, exit_code, [request] { return init(*request); });
}

} // namespace misfire::cli
