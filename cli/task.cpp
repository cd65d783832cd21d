// misfire task: what a node of a cluster runs; users never do.
#include "cli/command.h"
#include "runner/training/slurm.h"

#include <memory>

namespace misfire::cli {

void add_task(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "task", ""); // not in the help
  auto round = std::make_shared<std::string>();
  auto task = std::make_shared<std::string>();
  add_option(command, "ROUND", round.get(), "", {.required = true});
  add_option(command, "TASK", task.get(), "", {.required = true});
  on_call(command, exit_code, [round, task]() -> Result<int> {
    if (const Result<void> trained = run_slurm_task(*round, *task); !trained)
      return tl::unexpected(trained.error());
    return done;
  });
}

} // namespace misfire::cli
