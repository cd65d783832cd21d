// Prints and writes what a campaign found out.
#include "cli/closing.h"

#include "report/verdicts_csv.h"
#include "report/wording.h"
#include "runner/text_file.h"

#include <iostream>

namespace misfire::cli {

Result<std::optional<double>> close_campaign(const std::vector<MutantEntry>& mutants,
                                             const std::vector<MutantResult>& results,
                                             const CampaignSummary& summary, const std::string& output) {
  const std::filesystem::path csv = std::filesystem::path(output) / "verdicts.csv";
  if (const Result<void> written = write_text(csv, verdicts_csv(mutants, results)); !written)
    return tl::unexpected(written.error());
  const std::vector<SuiteScore> scores = scoreboard(mutants, results, summary);
  std::cout << '\n' << closing_text(scores, summary) << where_to_look(output) << std::flush;
  return scores.empty() ? std::nullopt : scores.front().score;
}

} // namespace misfire::cli
