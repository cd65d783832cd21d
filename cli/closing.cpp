// Prints and writes what a campaign found out.
#include "cli/closing.h"

#include "cli/command.h"
#include "cli/github_job.h"
#include "cli/report_formats.h"
#include "report/diagnostics.h"
#include "report/inputs_page.h"
#include "report/inputs_to_show.h"
#include "report/not_tested.h"
#include "report/page.h"
#include "report/schema_status.h"
#include "report/sensitivity.h"
#include "report/wording.h"
#include "report/write_reports.h"

#include <filesystem>
#include <fmt/format.h>

namespace misfire::cli {

int code_of(const std::optional<double>& score, const Closing& closing) {
  const bool reached = !closing.threshold || (score && *score >= *closing.threshold);
  return reached || closing.allow_survivors ? done : under_threshold;
}

int judged_by_threshold(const std::optional<double>& score, const Closing& closing, std::FILE* out) {
  if (!closing.threshold || (score && *score >= *closing.threshold)) return done;
  fmt::print(out, "{} the threshold of {}{}.\n",
             score ? "The score is under" : "There is no score to hold against", *closing.threshold,
             closing.allow_survivors ? ", which is allowed" : "");
  return code_of(score, closing);
}

std::optional<double> first_score(const CampaignRecord& record) {
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  if (scores.empty()) return std::nullopt;
  return scores.front().total.mutants ? scores.front().score : scores.front().after_training_score;
}

Result<int> close_campaign(const CampaignRecord& record, const std::string& output, const Closing& closing,
                           const ShowInputs& show) {
  const Vantage vantage = vantage_of(record, code_of(first_score(record), closing));
  Result<Store> store = Store::open_to_read(output);
  if (!store) return tl::unexpected(store.error());
  Result<InputsReport> inputs = inputs_for_reports(*store, record);
  if (inputs && show) show(*inputs);
  if (inputs) inputs->shown = read_shown(folder_of_shown(output), all_of(inputs_to_show(*inputs)));
  if (const Result<void> written = write_reports(record, output, vantage, &inputs); !written)
    return tl::unexpected(written.error());
  const std::string survivors = survivor_diagnostics(record, std::filesystem::current_path());
  say("{}\n", printable((survivors.empty() ? "" : '\n' + survivors) + '\n' + not_tested_text(record)));
  say("{}{}{}\n{}{}",
      closing_text(scoreboard(record.mutants, record.results, record.summary), record.summary),
      sensitivity_text(suite_pairs(record.mutants, record.results, record.summary)),
      method_text(record.summary), where_to_look(output), page_is_built_in() ? "" : page_is_missing);
  if (const Result<void> shown = show_in_job(record, vantage); !shown) return tl::unexpected(shown.error());
  return judged_by_threshold(first_score(record), closing);
}

} // namespace misfire::cli
