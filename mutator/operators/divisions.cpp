#include "mutator/operators/divisions.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace misfire {
namespace {

constexpr double largest_pixel = 255;

/// Where the brackets close in which a place of a text stands, the innermost first.
std::size_t closing_behind(const std::string& text, std::size_t at) {
  for (int depth = 0; at < text.size(); ++at) {
    if (text[at] == ')' && depth == 0) return at;
    if (text[at] == ';' || text[at] == '{') return text.npos;
    depth += (text[at] == '(') - (text[at] == ')');
  }
  return text.npos;
}

/// What runs under the condition that a place of a text stands in: up to the brace that closes it, or the end
/// of its one statement; behind all of a `continue`. Empty where it stands in no condition.
std::pair<std::size_t, std::size_t> guarded_by(const std::string& text, std::size_t at) {
  std::size_t close = closing_behind(text, at), begin = text.npos;
  while (close != text.npos) {
    begin = text.find_first_not_of(" \t\r\n", close + 1);
    if (begin == text.npos || text[begin] == '{' || std::isalpha(static_cast<unsigned char>(text[begin])))
      break;
    close = closing_behind(text, close + 1);
  }
  if (close == text.npos || begin == text.npos) return {};
  if (text.compare(begin, 8, "continue") == 0) return {begin, text.size()};
  if (text[begin] != '{') return {begin, std::min(text.find(';', begin), text.size())};
  auto end = begin + 1;
  for (int depth = 1; end < text.size() && depth > 0; ++end)
    depth += (text[end] == '{') - (text[end] == '}');
  return {begin, end};
}

/// Whether training applies or clears gradients in a part of a file.
bool steps_in(const TrainingProgram& program, const SourceRange& part) {
  return std::ranges::any_of(program.sites, [&](const Site& site) {
    return (as<Step>(site) || as<ZeroGrad>(site)) && site.role != Role::eval && part.contains(site.range);
  });
}

/// Whether steps are taken, or gradients cleared, where a count of turns is told by that number.
bool counts_turns(const TrainingProgram& program, const SourceRange& place, const std::string& number) {
  static const std::regex special(R"([.[{}()\\*+?|^$])");
  const auto quoted = std::regex_replace(number, special, R"(\$&)");
  const std::regex remainder("%\\s*" + quoted + "(?![\\w.(])");
  const auto& text = get_file(program, place.file).text;
  for (std::sregex_iterator found(text.begin(), text.end(), remainder), none; found != none; ++found) {
    const auto [begin, end] = guarded_by(text, static_cast<std::size_t>(found->position()));
    if (begin < end &&
        steps_in(program, {place.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}))
      return true;
  }
  return false;
}

} // namespace

bool scales_pixels(const AtUse& use) {
  if (!use->name.starts_with("div") || use->given.size() != 1 || !use->given.front().constant) return false;
  return number_of(*use->given.front().constant) == largest_pixel;
}

bool averages_turns(const AtUse& use) {
  if (!use->name.starts_with("div") || !use->of_loss || use->given.size() != 1) return false;
  const auto& divisor = use->given.front().range;
  const auto number = text_at(use.program, divisor);
  return !number.empty() && counts_turns(use.program, divisor, number);
}

} // namespace misfire
