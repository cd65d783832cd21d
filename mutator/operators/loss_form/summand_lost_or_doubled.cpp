// SMD: of a sum of losses one is missing, or is there twice and another not at all.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>
#include <regex>

namespace misfire::operators {
namespace {

const std::string lost = "lost", doubled = "doubled";

std::string between(const TrainingProgram& program, const SourceRange& range, std::uint32_t begin,
                    std::uint32_t end) {
  return begin <= end ? text_at(program, {range.file, begin, end}) : "";
}

/// What goes with a term, its sign and factor too; nothing where that is not written in a known form.
std::optional<SourceRange> with_sign(const TrainingProgram& program, const LossSum& sum, std::size_t i) {
  static const std::regex plus(R"(\s*\+\s*([\w.]+\s*\*\s*)?)"), factor(R"(([\w.]+\s*\*\s*)?)"),
      end_of_term(R"(\s*([+)][^]*)?)");
  const auto& term = sum.terms[i];
  const auto behind = i + 1 < sum.terms.size() ? sum.terms[i + 1].begin : sum.range.end;
  const auto after = between(program, sum.range, term.end, behind);
  const auto before =
      between(program, sum.range, i == 0 ? sum.range.begin : sum.terms[i - 1].end, term.begin);
  std::smatch sign;
  if (i == 0 && std::regex_match(before, factor) && std::regex_match(after, sign, plus))
    return SourceRange{term.file, sum.range.begin, behind - static_cast<std::uint32_t>(sign[1].length())};
  if (i > 0 && std::regex_match(before, plus) && std::regex_match(after, end_of_term))
    return SourceRange{term.file, sum.terms[i - 1].end, term.end};
  return std::nullopt;
}

Proposal lose(const TrainingProgram& program, const LossSum& sum, std::size_t i) {
  const auto gone = with_sign(program, sum, i);
  if (!gone) return not_made("it is no summand of a plain sum, with a number before it at most");
  return Fault{.edits = {{.range = *gone}},
               .at = sum.terms[i],
               .description = fmt::format("{} is not part of the loss", text_at(program, sum.terms[i])),
               .changes_every_loss = true};
}

Proposal put_twice(const TrainingProgram& program, const LossSum& sum, std::size_t i) {
  const auto& other = sum.terms[(i + 1) % sum.terms.size()];
  if (text_at(program, sum.range).find('?') != std::string::npos)
    return not_made("a condition chooses between them: they are no summands");
  if (text_at(program, other) == text_at(program, sum.terms[i]))
    return not_made("both summands are one and the same");
  return Fault{.edits = {{.range = sum.terms[i], .text = text_at(program, other)}},
               .at = sum.terms[i],
               .description = fmt::format("{} is part of the loss twice, and {} not at all",
                                          text_at(program, other), text_at(program, sum.terms[i])),
               .changes_every_loss = true};
}

Mutants lose_or_double(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& sum : program.loss_sums)
    for (std::size_t i = 0; i < sum.terms.size(); ++i) {
      add(mutants, sum.range, lost, attempted([&] { return lose(program, sum, i); }));
      add(mutants, sum.range, doubled, attempted([&] { return put_twice(program, sum, i); }));
    }
  return mutants;
}

} // namespace

Operator summand_lost_or_doubled() {
  const std::vector<std::string> choices = {"lost", "doubled"};
  return {
      .id = "SMD",
      .name = "summand-lost-or-doubled",
      .group = "loss form",
      .summary = "Of a sum of losses one is missing, or another is there twice in its place.",
      .choices = choices,
      .examples = {{"loss = of_values + of_distance + 0.5 * of_real", "loss = of_distance + 0.5 * of_real"},
                   {"loss = of_values + of_distance + 0.5 * of_real",
                    "loss = of_distance + of_distance + 0.5 * of_real"}},
      .propose = lose_or_double,
      .survival = "What this loss teaches makes no difference to the test data: the others teach it too, or "
                  "nobody asks for it.",
      .advice = "Add a score of what this loss is for, beside the one there is.",
      .set = "libtorch",
      .seen = "marmikshah/cyclegan-libtorch"};
}

} // namespace misfire::operators
