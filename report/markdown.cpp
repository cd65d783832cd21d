// Writes a campaign's summary in GitHub's Markdown.
#include "report/markdown.h"

#include "report/findings.h"
#include "report/json.h"
#include "report/schema_status.h"
#include "report/scoreboard.h"
#include "report/sensitivity.h"
#include "report/wording.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// As text of an element on one line: no element, no end of the line.
std::string in_html(const std::string& raw) {
  std::string text;
  for (const char c : utf8(raw))
    if (c == '<')
      text += "&lt;";
    else if (c == '>')
      text += "&gt;";
    else if (c == '&')
      text += "&amp;";
    else
      text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return text;
}

/// The same where Markdown is read: no markup either.
std::string plain(const std::string& raw) {
  std::string text;
  for (const char c : in_html(raw))
    text += std::string_view("\\`*_[]~|$").find(c) == std::string_view::npos ? std::string(1, c)
                                                                             : std::string("\\") + c;
  return text;
}

/// More backticks than stand in a row in a text, and so many at least.
std::string fence_for(const std::string& text, std::size_t least) {
  std::size_t longest = least - 1, row = 0;
  for (const char c : text) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  return std::string(longest + 1, '`');
}

/// A block that no line of the text can end.
std::string fenced(const std::string& language, const std::string& raw) {
  const std::string text = utf8(raw);
  return fmt::format("{0}{1}\n{2}{3}{0}\n", fence_for(text, 3), language, text,
                     text.ends_with('\n') ? "" : "\n");
}

/// Code inside of a line.
std::string code(const std::string& raw) {
  std::string text = utf8(raw);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  const std::string fence = fence_for(text, 1);
  const char* const room = text.find('`') == std::string::npos ? "" : " "; // which is not part of the code
  return fence + room + text + room + fence;
}

std::string share(const std::optional<double>& score) {
  return score ? fmt::format("{:.1f} %", 100 * *score) : "none";
}

unsigned others_of(const OperatorTally& tally) {
  return tally.mutants - tally.killed - tally.survived;
}

std::string row_of(const std::string& name, const OperatorTally& tally) {
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", plain(name), tally.mutants, tally.killed,
                     tally.survived, others_of(tally),
                     share(stats::mutation_score({int(tally.killed), int(tally.survived)})));
}

std::string table_of(const SuiteScore& score) {
  std::string text = fmt::format("| operator, on {} | mutants | killed | survived | other | score |\n"
                                 "| --- | ---: | ---: | ---: | ---: | ---: |\n",
                                 plain(score.suite));
  for (const OperatorTally& tally : score.operators)
    text += row_of(tally.operator_id, tally);
  text += row_of("all", score.total);
  if (score.after_training.mutants) text += row_of("in trained networks", score.after_training);
  return text + "\n";
}

std::string heading(const std::vector<SuiteScore>& scores, const CampaignRecord& record) {
  std::string text = "## misfire: would the test data notice a fault in the training?\n\n";
  if (record.summary.interrupted)
    text += fmt::format("**Not finished:** {} of {} mutants are done.\n\n", record.results.size(),
                        record.mutants.size());
  for (const SuiteScore& score : scores)
    text += fmt::format("- Mutation score on {}: **{}** ({} of {} mutants killed)\n", plain(score.suite),
                        share(score.score), score.total.killed, score.total.killed + score.total.survived);
  for (const SuitePair& pair : suite_pairs(record.mutants, record.results, record.summary))
    text += fmt::format("- Sensitivity, what weaker test data lose of that: {}\n", plain(spelled(pair)));
  return text + "\n";
}

std::string finding_text(const CampaignRecord& record, const Finding& finding) {
  const MutantEntry& mutant = *finding.mutant;
  std::string text = fmt::format("<details><summary>{}, {}:{}: {}</summary>\n\n", in_html(mutant.operator_id),
                                 in_html(mutant.file), mutant.line, in_html(title_of(finding)));
  if (!mutant.diff.empty()) text += fenced("diff", mutant.diff) + "\n";
  for (const std::string& sentence : sentences_of(record, finding))
    text += plain(sentence) + "\n\n";
  return text + fmt::format("The diff again: {}\n\n</details>\n\n", code("misfire show " + mutant.id));
}

/// Findings of one kind under a heading, as many as there is room for.
std::string section(const CampaignRecord& record, const std::vector<Finding>& all, Counted kind,
                    const std::string& title, std::size_t room) {
  std::string text;
  unsigned left_out = 0;
  for (const Finding& finding : all) {
    if (finding.counted != kind) continue;
    const std::string one = finding_text(record, finding);
    if (left_out || text.size() + one.size() > room)
      ++left_out;
    else
      text += one;
  }
  if (left_out) text += fmt::format("And {} more, in the report.\n\n", left_out);
  return text.empty() ? "" : fmt::format("### {}\n\n{}", title, text);
}

} // namespace

std::string markdown_summary(const CampaignRecord& record, std::size_t most) {
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  std::string text = heading(scores, record);
  for (const SuiteScore& score : scores)
    text += table_of(score);
  const std::vector<Finding> all = findings(record);
  text += section(record, all, Counted::survived, "Survivors: faults that the test data do not show",
                  most - std::min(most, text.size()));
  text += section(record, all, Counted::undecided, "Undecided", most - std::min(most, text.size()));
  return text + plain(method_text(record.summary)) + "\n";
}

} // namespace misfire
