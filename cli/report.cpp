// misfire report: all reports of the campaign in the store, again.
#include "cli/closing.h"
#include "cli/command.h"
#include "cli/pipeline.h"
#include "report/wording.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

struct ReportRequest {
  Overrides overrides;
  Closing closing;
};

Result<int> report(const ReportRequest& request) {
  const Result<Configuration> configuration = load(request.overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  Result<Store> store = Store::open_to_read(configuration->output);
  if (!store) return tl::unexpected(store.error());
  const Result<std::optional<CampaignRecord>> record = read_record(*store);
  if (!record) return tl::unexpected(record.error());
  if (!*record)
    return failure(fmt::format("The campaign in {} has judged nothing yet. `misfire run` goes on with it.",
                               configuration->output));
  const auto results = results_by_id(**record);
  for (const MutantEntry& mutant : (*record)->mutants)
    if (const MutantResult* result = results.at(mutant.id))
      fmt::print("{}\n", verdict_line(mutant, *result, (*record)->suites()));
  std::fflush(stdout);
  return close_campaign(**record, configuration->output, request.closing);
}

} // namespace

void add_closing_options(CLI::App& command, Closing& closing) {
  add_option(command, "--threshold", &closing.threshold,
             "exit with 2 if the mutation score is under this, 0 to 1", {.share = true});
  add_option(command, "--allow-survivors", &closing.allow_survivors,
             "say that the score is under the threshold, but exit with 0");
}

void add_report(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "report", "The verdicts and the score, again, in all formats");
  auto request = std::make_shared<ReportRequest>();
  add_config_option(command, request->overrides.config);
  add_closing_options(command, request->closing);
  on_call(command, exit_code, [request] { return report(*request); });
}

} // namespace misfire::cli
