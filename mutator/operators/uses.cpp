#include "mutator/operators/uses.h"

#include "mutator/operators/structure/brackets.h"

#include <algorithm>

namespace misfire {
namespace {

/// For each use of these names and each value what `fault` proposes.
std::function<Mutants(const TrainingProgram&)>
at_each(std::vector<std::string> names, std::vector<std::string> values,
        std::function<Proposal(const AtUse&, const std::string& value)> fault) {
  return [names = std::move(names), values = std::move(values),
          fault = std::move(fault)](const TrainingProgram& program) {
    Mutants mutants;
    for (const auto& use : program.uses) {
      if (std::ranges::find(names, use.name) == names.end()) continue;
      for (const auto& value : values) {
        auto proposal = attempted([&] { return fault({program, use}, value); });
        if (proposal && use.role == Role::eval) proposal->evaluation_only = true;
        add(mutants, use.range, value, std::move(proposal));
      }
    }
    return mutants;
  };
}

} // namespace

std::function<Mutants(const TrainingProgram&)>
at_uses(std::vector<std::string> names, std::vector<std::string> values,
        Proposal (*fault)(const AtUse&, const std::string& value)) {
  return at_each(std::move(names), std::move(values), fault);
}

std::function<Mutants(const TrainingProgram&)> at_uses(std::vector<std::string> names,
                                                       Proposal (*fault)(const AtUse&)) {
  return at_each(std::move(names), {""},
                 [fault](const AtUse& use, const std::string&) { return fault(use); });
}

std::optional<SourceRange> word_of(const AtUse& use) {
  const auto& [file, begin, end] = use->range;
  const auto from = use->by_method ? use->tensor.end : begin;
  const auto to = !use->by_method && use->tensor.written() ? use->tensor.begin : end;
  const auto text = text_at(use.program, {file, from, to});
  for (auto at = text.find(use->name); at != text.npos; at = text.find(use->name, at + 1)) {
    const auto behind = at + use->name.size();
    if (at > 0 && operators::is_of_word(text[at - 1])) continue;
    if (behind < text.size() && operators::is_of_word(text[behind])) continue;
    return SourceRange{file, from + static_cast<std::uint32_t>(at),
                       from + static_cast<std::uint32_t>(behind)};
  }
  return std::nullopt;
}

std::string given_to(const AtUse& use) {
  if (use->given.empty()) return "";
  return text_at(use.program, {use->range.file, use->given.front().range.begin, use->given.back().range.end});
}

bool is_name(const std::string& text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0;;) {
    const auto begin = at;
    while (at < text.size() && operators::is_of_word(text[at]))
      ++at;
    if (at == begin || is_digit(text[begin])) return false;
    if (at == text.size()) return true;
    const auto separator = text.substr(at, 2);
    if (separator != "->" && separator != "::" && text[at] != '.') return false;
    at += text[at] == '.' ? 1 : 2;
  }
}

std::vector<Edit> without_call(const AtUse& use) {
  const bool plain = needs_no_parentheses(use.program, use->range, use->tensor);
  return exchanged_around(use.program, use->range, use->tensor, plain ? "" : "(", plain ? "" : ")");
}

} // namespace misfire
