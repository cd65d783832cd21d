// misfire show: prints a mutant's diff.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "mutator/source/emit.h"
#include "runner/system/text_file.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

Result<int> show(const Overrides& overrides, const std::string& id) {
  const Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  const std::filesystem::path path =
      std::filesystem::path(configuration->output) / "mutants" / folder_name(id) / "mutant.diff";
  const Result<std::string> diff = read_text(path);
  if (!diff)
    return failure(
        fmt::format("Showing {} failed: {} cannot be read. `misfire mutate` and `misfire run` write the "
                    "mutants, `misfire list` prints their ids.",
                    id, path.string()));
  hand_out(*diff);
  return done;
}

} // namespace

void add_show(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "show", "Print a mutant's diff");
  auto overrides = std::make_shared<Overrides>();
  auto id = std::make_shared<std::string>();
  add_config_option(command, overrides->config);
  add_option(command, "ID", id.get(), "the mutant's id", {.required = true});
  on_call(command, exit_code, [overrides, id] { return show(*overrides, *id); });
}

} // namespace misfire::cli
