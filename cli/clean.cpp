// misfire clean: removes what misfire made in the output folder, and nothing else.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "runner/building/old_builds.h"
#include "runner/store/output_lock.h"

#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 25> made_by_misfire{"build",
                                                      "cells",
                                                      "contents",
                                                      "facts",
                                                      "inputs",
                                                      "kept",
                                                      "logs",
                                                      "mutants",
                                                      "mutants.json",
                                                      "store.before-6.sqlite",
                                                      "store.before-7.sqlite",
                                                      "store.sqlite",
                                                      "store.sqlite-shm",
                                                      "store.sqlite-wal",
                                                      "verdicts.csv",
                                                      "report.json",
                                                      "report.html",
                                                      "junit.xml",
                                                      "misfire.sarif",
                                                      "progress.txt",
                                                      ".gitignore",
                                                      "layout",
                                                      "arithmetic",
                                                      "slurm",
                                                      "lock"};

struct CleanRequest {
  Overrides overrides;
  bool old = false; ///< only builds that are not needed
};

Result<int> clean(const CleanRequest& request) {
  const Result<Configuration> configuration = load(request.overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  const fs::path output = configuration->output;
  if (!fs::exists(output)) return done;
  const Result<OutputLock> lock = lock_output(output); // not under the feet of a campaign
  if (!lock) return tl::unexpected(lock.error());
  if (request.old) {
    const Result<unsigned> removed = remove_old_builds(output, std::chrono::hours(0));
    if (!removed) return tl::unexpected(removed.error());
    say("Removed the builds of {} mutants and modules that the last campaign did not use.\n", *removed);
    return done;
  }
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
  CLI::App& command = add_command(app, "clean", "Remove what misfire made, the store with its runs too");
  auto request = std::make_shared<CleanRequest>();
  add_config_option(command, request->overrides.config);
  add_option(command, "--old", &request->old, "only builds that the last campaign did not use");
  on_call(command, exit_code, [request] { return clean(*request); });
}

} // namespace misfire::cli
