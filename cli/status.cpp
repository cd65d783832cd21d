// misfire status: where a campaign stands, seen from another terminal.
#include "cli/command.h"
#include "cli/stored_campaign.h"
#include "runner/campaign/keeper.h"
#include "runner/store/output_lock.h"
#include "runner/system/text_file.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

/// Of the store as it was before it was brought up to date: by a version of misfire that did so before this
/// one, or by this one.
std::string oldest_copy(const std::string& output) {
  const std::string earlier = "store.before-6.sqlite";
  return std::filesystem::exists(std::filesystem::path(output) / earlier) ? earlier : "store.before-7.sqlite";
}

Result<int> status(const Overrides& overrides) {
  const Result<StoredCampaign> stored = read_campaign(overrides);
  if (!stored) return tl::unexpected(stored.error());
  unsigned killed = 0, survived = 0;
  const std::vector<std::string> suites = stored->suites();
  for (const MutantResult& result : stored->results) {
    killed += counted_as(result, suites) == Counted::killed;
    survived += counted_as(result, suites) == Counted::survived;
  }
  say("{} of {} mutants done", stored->results.size(), stored->mutants.size());
  if (!suites.empty()) say(": {} killed, {} survived on {}", killed, survived, suites.front());
  say("\n");
  const std::string output = stored->output;
  if (!is_worked_on(output))
    say("{}\n", stored->results.size() < stored->mutants.size()
                    ? "No misfire is working on this campaign; `misfire run` goes on where it ended."
                    : "The campaign is finished; `misfire report` prints its results again.");
  else if (const Result<std::string> line = read_text(output + "/progress.txt"); line)
    say("Running: {}", *line);
  say("{}", text_of(kept_state(output)));
  if (stored->unused_runs > 0)
    say("{} {} of an earlier version of misfire, which knew runs by other keys, {} kept in the store and "
        "not used; {} is the store as it was.\n",
        stored->unused_runs, stored->unused_runs == 1 ? "run" : "runs",
        stored->unused_runs == 1 ? "is" : "are", oldest_copy(output));
  return done;
}

} // namespace

void add_status(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "status", "Where a campaign stands, from another terminal");
  auto overrides = std::make_shared<Overrides>();
  add_config_option(command, overrides->config);
  on_call(command, exit_code, [overrides] { return status(*overrides); });
}

} // namespace misfire::cli
