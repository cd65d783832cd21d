// misfire report: all reports of the campaign in the store, again.
#include "cli/closing.h"
#include "cli/command.h"
#include "cli/github_job.h"
#include "cli/pipeline.h"
#include "cli/report_formats.h"
#include "cli/stored_campaign.h"
#include "report/inputs_page.h"
#include "report/wording.h"

#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

namespace misfire::cli {

namespace {

struct ReportRequest {
  Overrides overrides;
  Closing closing;
  std::string format; ///< empty: all of them, into the output folder
  std::string to;     ///< a file or folder; empty: standard output
};

/// One form, and nothing else on standard output.
Result<int> report_as(Store& store, const CampaignRecord& record, const ReportRequest& request) {
  const std::optional<double> score = first_score(record);
  const Result<void> written =
      write_format(record, request.format, request.to, code_of(score, request.closing),
                   [&] { return inputs_for_reports(store, record); });
  if (!written) return tl::unexpected(written.error());
  return judged_by_threshold(score, request.closing, stderr);
}

Result<int> report(const ReportRequest& request) {
  Result<JudgedCampaign> campaign = read_judged_campaign(request.overrides);
  if (!campaign) return tl::unexpected(campaign.error());
  const CampaignRecord& record = campaign->record;
  if (!request.format.empty()) return report_as(campaign->store, record, request);
  if (!request.to.empty()) return failure("Only with --format is a file named that is to be written.");
  const auto results = results_by_id(record);
  std::string verdicts;
  for (const MutantEntry& mutant : record.mutants)
    if (const MutantResult* result = results.at(mutant.id))
      verdicts += verdict_line(mutant, *result, record.suites()) + "\n";
  say("{}", printable(verdicts));
  std::fflush(stdout);
  return close_campaign(record, campaign->output, request.closing);
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
  add_option(command, "--format", &request->format,
             "one format alone: " + fmt::format("{}", fmt::join(format_names(), ", ")),
             {.among = format_names(), .shown = "FORMAT"});
  add_option(command, "FILE", &request->to, "with --format: where to write it (default: standard output)");
  add_closing_options(command, request->closing);
  on_call(command, exit_code, [request] { return report(*request); });
}

} // namespace misfire::cli
