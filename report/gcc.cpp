// Writes findings in the form of GCC's diagnostics.
#include "report/gcc.h"

#include "report/findings.h"
#include "report/places.h"
#include "report/wording.h"

#include <fmt/format.h>

namespace misfire {

namespace {

/// On one line: whatever a path or a program holds.
std::string in_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text;
}

} // namespace

std::string gcc_lines(const CampaignRecord& record, const std::string& directory) {
  std::string text;
  for (const Finding& finding : findings(record)) {
    const MutantEntry& mutant = *finding.mutant;
    const Position begin = region_of(mutant).begin;
    const std::string line =
        fmt::format("{}:{}:{}: {}: {} [{}{}{}]", shown_from(directory, record.program.root, mutant.file),
                    begin.line, begin.column, finding.counted == Counted::survived ? "warning" : "note",
                    title_of(finding), mutant.operator_id, mutant.choice.empty() ? "" : "=", mutant.choice);
    text += in_one_line(line) + "\n";
  }
  return text;
}

} // namespace misfire
