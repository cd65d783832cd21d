// misfire mutate: writes the mutants' sources and diffs, and stops.
#include "cli/command.h"
#include "cli/pipeline.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

Result<int> write_all(const Overrides& overrides) {
  const Result<Mutated> mutated = mutate_subject(overrides);
  if (!mutated) return tl::unexpected(mutated.error());
  if (const Result<void> written = write_output(*mutated); !written) return tl::unexpected(written.error());
  say("{} mutants in {}/mutants, {} not made (`misfire list` says why).\n", mutated->mutants.made.size(),
      std::filesystem::proximate(mutated->configuration.output).string(), mutated->mutants.not_made.size());
  return done;
}

} // namespace

void add_mutate(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "mutate", "Write the mutants' sources and diffs, and stop");
  auto overrides = std::make_shared<Overrides>();
  add_config_option(command, overrides->config);
  add_selection_options(command, *overrides);
  on_call(command, exit_code, [overrides] { return write_all(*overrides); });
}

} // namespace misfire::cli
