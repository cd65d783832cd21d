// Writes survivors as warnings.
#include "report/diagnostics.h"

#include "report/places.h"
#include "report/source_lines.h"
#include "report/wording.h"

#include <fmt/format.h>
#include <set>

namespace misfire {

namespace {

/// The part of the program that is written anew; of several lines, the first.
std::pair<Position, std::uint32_t> marked(const MutantEntry& mutant) {
  const Region region = region_of(mutant);
  return {region.begin, region.begin.line == region.end.line ? region.end.column : UINT32_MAX};
}

std::string source_excerpt(const std::string& text, const Position& begin, std::uint32_t end) {
  const SourceLines lines(text);
  return fmt::format("{:>5} | {}\n      | {}\n", begin.line, lines.line(begin.line),
                     lines.marker(begin.line, begin.column, end));
}

std::string excerpt_of(const CampaignRecord& record, const MutantEntry& mutant) {
  const auto& [begin, end] = marked(mutant);
  for (const SourceText& source : record.program.sources)
    if (source.file == mutant.file) return source_excerpt(source.text, begin, end);
  return "";
}

} // namespace

std::string survivor_diagnostics(const CampaignRecord& record, const std::string& directory) {
  const auto results = results_by_id(record);
  std::set<std::string> advised;
  std::string text;
  for (const MutantEntry& mutant : record.mutants) {
    const MutantResult* result = results.at(mutant.id);
    if (!result || mutant.file.empty() || counted_as(*result, record.suites()) != Counted::survived) continue;
    const Position begin = marked(mutant).first;
    const std::string place = fmt::format("{}:{}:{}", shown_from(directory, record.program.root, mutant.file),
                                          begin.line, begin.column);
    text += fmt::format("{}: warning: survived: {} [{}]\n{}", place, mutant.description,
                        mutant.choice.empty() ? mutant.operator_id : mutant.operator_id + "=" + mutant.choice,
                        excerpt_of(record, mutant));
    text += fmt::format("{}: note: {}{} (misfire show {})\n", place, evidence_text(*result, record.suites()),
                        remark_of(*result), mutant.id);
    const stats::Verdict* verdict = counting_verdict(*result, record.suites().front());
    if (const std::string caution = caution_of(*verdict, record.summary.judging); !caution.empty())
      text += fmt::format("{}: note: {}\n", place, caution);
    if (!advised.insert(mutant.operator_id).second) continue;
    const Advice advice = advice_for(mutant.operator_id, record.suites());
    text += fmt::format("{}: note: {} {}\n", place, advice.survival, advice.advice);
  }
  return text;
}

} // namespace misfire
