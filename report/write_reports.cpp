// Writes all reports of a campaign.
#include "report/write_reports.h"

#include "report/junit.h"
#include "report/mutation_json.h"
#include "report/page.h"
#include "report/sarif.h"
#include "report/verdicts_csv.h"
#include "runner/system/text_file.h"

namespace misfire {

Result<void> write_reports(const CampaignRecord& record, const std::string& output, const Vantage& vantage,
                           const Result<InputsReport>* inputs) {
  const std::filesystem::path folder = output;
  if (const auto wrote = write_text(folder / "verdicts.csv", verdicts_csv(record.mutants, record.results));
      !wrote)
    return wrote;
  if (const auto wrote = write_text(folder / "report.json", mutation_json(record, inputs)); !wrote)
    return wrote;
  if (const auto wrote = write_text(folder / "junit.xml", junit_xml(record)); !wrote) return wrote;
  if (const auto wrote = write_text(folder / "misfire.sarif", sarif_log(record, vantage)); !wrote)
    return wrote;
  const std::optional<std::string> page = report_page(record, nullptr, inputs);
  return page ? write_text(folder / "report.html", *page) : Result<void>{};
}

} // namespace misfire
