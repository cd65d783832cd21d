// misfire report: the verdicts and the score of the campaign in the store, again.
#include "cli/closing.h"
#include "cli/command.h"
#include "cli/stored_campaign.h"
#include "report/wording.h"

#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

Result<int> report(const Overrides& overrides) {
  const Result<StoredCampaign> stored = read_campaign(overrides);
  if (!stored) return tl::unexpected(stored.error());
  if (!stored->summary)
    return failure(fmt::format("The campaign in {} has judged nothing yet. `misfire run` goes on with it.",
                               stored->output));
  std::map<std::string, const MutantEntry*> entries;
  for (const MutantEntry& mutant : stored->mutants)
    entries[mutant.id] = &mutant;
  for (const MutantResult& result : stored->results)
    fmt::print("{}\n", verdict_line(*entries.at(result.mutant), result, stored->suites()));
  std::fflush(stdout);
  const auto score = close_campaign(stored->mutants, stored->results, *stored->summary, stored->output);
  if (!score) return tl::unexpected(score.error());
  return done;
}

} // namespace

void add_report(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("report", "The verdicts and the score, again");
  auto overrides = std::make_shared<Overrides>();
  add_config_option(*command, overrides->config);
  on_call(*command, exit_code, [overrides] { return report(*overrides); });
}

} // namespace misfire::cli
