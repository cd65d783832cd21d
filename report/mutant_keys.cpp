// Makes keys of mutants from the text that stands at their sites.
#include "report/mutant_keys.h"

#include "report/places.h"
#include "report/source_lines.h"
#include "runner/system/digest.h"

#include <algorithm>
#include <cctype>

namespace misfire {

namespace {

/// With each row of blanks as one space, and none at either end.
std::string without_layout(std::string_view line) {
  std::string text;
  for (const char c : line)
    if (!std::isspace(static_cast<unsigned char>(c)))
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string text_at(const SourceLines& lines, const Region& region) {
  std::string text;
  for (std::uint32_t line = region.begin.line; line <= region.end.line; ++line)
    text += without_layout(lines.line(line)) + "\n";
  return text;
}

} // namespace

std::vector<MutantKey> mutant_keys(const CampaignRecord& record) {
  std::map<std::string, SourceLines> lines;
  for (const SourceText& source : record.program.sources)
    lines.emplace(source.file, SourceLines(source.text));
  std::vector<MutantKey> keys;
  std::map<MutantKey, unsigned> alike;
  for (const MutantEntry& mutant : record.mutants) {
    MutantKey key{mutant.operator_id, mutant.choice, mutant.file, {}};
    if (const auto source = lines.find(mutant.file); source != lines.end())
      key.text = text_at(source->second, region_of(mutant));
    const unsigned before = alike[key]++;
    key.ordinal = before;
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string digest_of(const MutantKey& key) {
  return digest_of({key.operator_id, key.choice, key.file, key.text, std::to_string(key.ordinal)});
}

} // namespace misfire
