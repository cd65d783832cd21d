// Writes findings as GitLab's code quality report.
#include "report/gitlab.h"

#include "report/findings.h"
#include "report/json.h"

namespace misfire {

namespace json = llvm::json;

std::string gitlab_json(const CampaignRecord& record, const Vantage& vantage) {
  json::Array issues;
  for (const Finding& finding : findings(record)) {
    const MutantEntry& mutant = *finding.mutant;
    const std::string path = shown_from(vantage.repository, record.program.root, mutant.file);
    if (path.starts_with("/")) continue;
    std::string text = title_of(finding) + ".";
    for (const std::string& sentence : sentences_of(record, finding))
      text += " " + sentence;
    const Region region = region_of(mutant);
    issues.push_back(json::Object{
        {"description", utf8(text)},
        {"check_name", "misfire/" + mutant.operator_id},
        {"fingerprint", digest_of(finding.key)},
        {"severity", finding.counted == Counted::survived ? "major" : "info"},
        {"location", json::Object{{"path", utf8(path)},
                                  {"lines", json::Object{{"begin", std::int64_t(region.begin.line)},
                                                         {"end", std::int64_t(region.end.line)}}}}}});
  }
  return pretty(std::move(issues));
}

} // namespace misfire
