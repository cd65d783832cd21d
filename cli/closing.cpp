// Prints and writes what a campaign found out.
#include "cli/closing.h"

#include "cli/command.h"
#include "report/diagnostics.h"
#include "report/not_tested.h"
#include "report/page.h"
#include "report/schema_status.h"
#include "report/wording.h"
#include "report/write_reports.h"

#include <filesystem>
#include <fmt/format.h>
#include <iostream>

namespace misfire::cli {

int judged_by_threshold(const std::optional<double>& score, const Closing& closing) {
  if (!closing.threshold || (score && *score >= *closing.threshold)) return done;
  fmt::print("{} the threshold of {}{}.\n",
             score ? "The score is under" : "There is no score to hold against", *closing.threshold,
             closing.allow_survivors ? ", which is allowed" : "");
  return closing.allow_survivors ? done : under_threshold;
}

Result<int> close_campaign(const CampaignRecord& record, const std::string& output, const Closing& closing) {
  if (const Result<void> written = write_reports(record, output); !written)
    return tl::unexpected(written.error());
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  if (const std::string survivors = survivor_diagnostics(record, std::filesystem::current_path());
      !survivors.empty())
    std::cout << '\n' << survivors;
  std::cout << '\n' << not_tested_text(record) << '\n';
  std::cout << closing_text(scores, record.summary) << method_text(record.summary) << '\n';
  std::cout << where_to_look(output) << (page_is_built_in() ? "" : page_is_missing) << std::flush;
  return judged_by_threshold(scores.empty() ? std::nullopt : scores.front().score, closing);
}

} // namespace misfire::cli
