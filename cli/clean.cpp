// misfire clean: removes what misfire made in the output folder, and nothing else.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "runner/output_lock.h"

#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 11> made_by_misfire{"build",
                                                      "cells",
                                                      "logs",
                                                      "mutants",
                                                      "mutants.json",
                                                      "store.sqlite",
                                                      "store.sqlite-shm",
                                                      "store.sqlite-wal",
                                                      "verdicts.csv",
                                                      ".gitignore",
                                                      "lock"};

Result<int> clean(const Overrides& overrides) {
  const Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  const fs::path output = configuration->output;
  if (!fs::exists(output)) return done;
  const Result<OutputLock> lock = lock_output(output); // not under the feet of a campaign
  if (!lock) return tl::unexpected(lock.error());
  std::error_code error;
  for (const char* name : made_by_misfire) {
    fs::remove_all(output / name, error);
    if (error)
      return failure(fmt::format("Removing {} failed: {}.", (output / name).string(), error.message()));
  }
  fs::remove(output, error); // it stays if there is anything of the user's in it
  return done;
}

} // namespace

void add_clean(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("clean", "Remove what misfire made, the store with its runs too");
  auto overrides = std::make_shared<Overrides>();
  add_config_option(*command, overrides->config);
  on_call(*command, exit_code, [overrides] { return clean(*overrides); });
}

} // namespace misfire::cli
