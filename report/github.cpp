// Writes survivors as commands of GitHub's runners.
#include "report/github.h"

#include "report/findings.h"
#include "report/json.h"

#include <fmt/format.h>

namespace misfire {

namespace {

/// As the runner reads it back; in a property, a colon and a comma would end it.
std::string command_text(const std::string& raw, bool property) {
  std::string text;
  for (const char c : utf8(raw))
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      text += c;
  return text;
}

std::string annotation(const CampaignRecord& record, const Finding& finding, const Vantage& vantage) {
  const Region region = region_of(*finding.mutant);
  std::string text;
  for (const std::string& sentence : sentences_of(record, finding))
    text += (text.empty() ? "" : "\n") + sentence;
  return fmt::format(
      "::warning file={},line={},endLine={},title={}::{}\n",
      command_text(shown_from(vantage.repository, record.program.root, finding.mutant->file), true),
      region.begin.line, region.end.line,
      command_text(finding.mutant->operator_id + " " + title_of(finding), true), command_text(text, false));
}

} // namespace

std::string github_annotations(const CampaignRecord& record, const Vantage& vantage) {
  constexpr unsigned most = 10;
  std::string text;
  unsigned shown = 0;
  for (const Finding& finding : findings(record))
    if (finding.counted == Counted::survived && shown++ < most) text += annotation(record, finding, vantage);
  return text;
}

std::string without_commands(const std::string& text, const std::string& token) {
  return fmt::format("::stop-commands::{0}\n{1}::{0}::\n", token,
                     text.empty() || text.ends_with('\n') ? text : text + "\n");
}

} // namespace misfire
