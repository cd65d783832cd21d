#include "mutator/program/comparisons.h"

#include "mutator/program/comments.h"
#include "mutator/program/passable.h"
#include "mutator/program/places.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

namespace misfire {
namespace {

/// Whether what is compared there are predictions of a round that steps: made there, wherever they are
/// compared.
bool is_of_training(const Site& site, const ComparedTargets& compared, const ProgramFacts& facts,
                    const Calls& calls, const Places& places) {
  if (calls.step_loops().count(compared.input_loop) > 0 && !places.evaluates(compared.input, calls))
    return true;
  if (places.evaluates(site.range, calls)) return false;
  if (calls.step_loops().count(site.loop) > 0) return true;
  return std::any_of(facts.sites.begin(), facts.sites.end(), [&](const Site& step) {
    return as<Step>(step) && step.function == site.function && step.loop == site.loop;
  });
}

/// Whether `inner` is the loop `outer` or stands in it, in one function.
bool stands_in(Key inner, const Key& outer, const Places& places) {
  while (!inner.empty() && inner != outer) {
    const Loop* loop = places.loop(inner);
    inner = loop ? loop->parent : Key();
  }
  return inner == outer;
}

SourceRange around(const Loop& loop) {
  return {loop.range.file, loop.range.begin, std::max(loop.range.end, loop.body.end)};
}

/// Of comparisons that cannot be recorded, those of a round that steps would not be in any case.
void drop_skipped_of_training(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls) {
  std::erase_if(program.skipped, [&](const Skipped& skipped) {
    return skipped.kind == "Comparison" &&
           std::any_of(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) {
             return calls.step_loops().count(loop.key) > 0 && around(loop).contains(skipped.range);
           });
  });
}

/// Whether a network gets another input between the one that is compared at a site and that comparison, which
/// is taken for one of what entered last.
bool enters_between(const Site& site, const ComparedTargets& compared, const Site& other,
                    const TrainingProgram& program) {
  const auto* between = as<ComparedTargets>(other);
  return between && other.function == site.function && between->input_loop == compared.input_loop &&
         between->input.file == site.range.file && compared.input.file == site.range.file &&
         compared.input.begin < between->input.begin && between->input.begin < site.range.begin &&
         text_at(program, between->input) != text_at(program, compared.input);
}

/// Comparisons that would be taken for those of other inputs, with the reason.
void drop_overtaken(TrainingProgram& program) {
  std::vector<Site> all;
  std::copy_if(program.sites.begin(), program.sites.end(), std::back_inserter(all),
               [](const Site& site) { return as<ComparedTargets>(site) != nullptr; });
  std::erase_if(program.sites, [&](const Site& site) {
    const auto* compared = as<ComparedTargets>(site);
    const bool is_overtaken = compared && std::any_of(all.begin(), all.end(), [&](const Site& other) {
                                return enters_between(site, *compared, other, program);
                              });
    if (is_overtaken)
      program.skipped.push_back({site.range, kind_of(site),
                                 "other inputs enter a network before it is made: compare first what entered "
                                 "first"});
    return is_overtaken;
  });
}

/// The smallest of the ranges that holds the point; null where none does.
const SourceRange* smallest_around(const SourceRange& point, const std::vector<SourceRange>& ranges) {
  const SourceRange* smallest = nullptr;
  for (const auto& range : ranges)
    if (range.contains(point) && (!smallest || smallest->contains(range))) smallest = &range;
  return smallest;
}

bool is_blank(char character) {
  return std::isspace(static_cast<unsigned char>(character)) != 0;
}

/// Where the code before a point ends: blanks, comments and lines of the preprocessor are none.
std::size_t end_of_code_before(const std::string& text, std::size_t point,
                               const std::vector<Comment>& comments) {
  for (std::size_t was = point + 1; was != point;) {
    was = point;
    while (point > 0 && is_blank(text[point - 1]))
      --point;
    for (const Comment& comment : comments)
      if (comment.end == point) point = comment.begin;
    const std::size_t line = point == 0 ? 0 : text.rfind('\n', point - 1) + 1;
    const std::size_t first = text.find_first_not_of(" \t", line);
    if (first < point && text[first] == '#') point = line;
  }
  return point;
}

/// The word that the code goes on with at a point; empty where it is none.
std::string word_behind(const std::string& text, std::size_t point, const std::vector<Comment>& comments) {
  for (const Comment& comment : comments) {
    while (point < text.size() && is_blank(text[point]))
      ++point;
    if (comment.begin == point) point = comment.end;
  }
  while (point < text.size() && is_blank(text[point]))
    ++point;
  const auto end = std::find_if(text.begin() + std::ptrdiff_t(point), text.end(), [](char character) {
    return std::isalpha(static_cast<unsigned char>(character)) == 0;
  });
  return {text.begin() + std::ptrdiff_t(point), end};
}

/// Whether a statement can be written in place of a comment and is then nothing's branch.
bool stands_among_statements(const SourceFile& file, const Stated& stated) {
  const auto comments = comments_of(file.text);
  const std::size_t before = end_of_code_before(file.text, stated.begin, comments);
  const std::string next = word_behind(file.text, stated.begin, comments);
  return before > 0 && std::string_view(";{}").find(file.text[before - 1]) != std::string_view::npos &&
         next != "else" && next != "catch";
}

SourceRange point_at(const SourceFile& file, std::uint32_t offset) {
  return {file.path, offset, offset};
}

} // namespace

void decide_comparisons(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls) {
  const Places places(facts);
  drop_skipped_of_training(program, facts, calls);
  std::erase_if(program.sites, [&](Site& site) {
    auto* compared = std::get_if<ComparedTargets>(&site.meaning);
    if (!compared) return false;
    if (is_of_training(site, *compared, facts, calls, places)) return true;
    const Loop* loop = places.loop(compared->input_loop);
    const bool walks = loop && stands_in(site.loop, compared->input_loop, places) &&
                       calls.training_loops().count(loop->key) == 0;
    if (!walks) return false;
    const auto before = point_before(*loop, program.files);
    if (before)
      compared->pass = *before;
    else
      program.skipped.push_back({site.range, kind_of(site),
                                 "the loop that evaluates is written by a macro or is no statement among "
                                 "others, so that its begin cannot be marked"});
    return !before;
  });
  drop_overtaken(program);
}

EvaluationPlaces evaluation_places(const ProgramFacts& facts, const Calls& calls,
                                   const std::vector<SourceFile>& files) {
  EvaluationPlaces places;
  for (const auto& loop : facts.loops)
    if (const auto before = point_before(loop, files); before && calls.training_loops().count(loop.key) == 0)
      places.loops.push_back({*before, around(loop)});
  for (const auto& forward : facts.forwards)
    if (forward.input.written() && calls.step_loops().count(forward.loop) == 0)
      places.inputs.push_back(forward.input);
  for (const auto& function : facts.functions)
    if (function.range.written()) places.functions.push_back(function.range);
  return places;
}

tl::expected<Site, std::string> stated_comparison(const Stated& right, const std::vector<Stated>& inputs,
                                                  const SourceFile& file, const EvaluationPlaces& places) {
  const std::string misplaced =
      "it must stand where a statement can, behind `;`, `{` or `}`, since what it says is written there: "
      "give the branch before it braces";
  if (!stands_among_statements(file, right)) return tl::unexpected(misplaced);
  const SourceRange point = point_at(file, right.begin);
  const SourceRange* function = smallest_around(point, places.functions);
  const auto is_before = [&](const SourceRange& range) {
    return function && function->contains(range) && range.end <= right.begin;
  };
  ComparedTargets compared{.input = {}, .input_loop = {}, .right = right.expression};
  for (const auto& input : places.inputs)
    if (is_before(input) && input.begin >= compared.input.begin) compared.input = input;
  for (const auto& input : inputs)
    if (is_before(point_at(file, input.begin))) {
      if (!stands_among_statements(file, input))
        return tl::unexpected("of `misfire: input " + input.expression + "`: " + misplaced);
      compared.input = {file.path, input.begin, input.end};
      compared.named_input = input.expression;
    }
  if (!compared.input.written())
    return tl::unexpected(std::string(
        "nothing that enters a network is seen before it in its function: name that, before it, by "
        "`misfire: input EXPRESSION`"));
  std::vector<SourceRange> walks;
  for (const auto& loop : places.loops)
    if (loop.around.contains(compared.input)) walks.push_back(loop.around);
  const SourceRange* walk = smallest_around(point, walks);
  for (const auto& loop : places.loops)
    if (walk && loop.around == *walk) compared.pass = loop.before;
  return Site{{file.path, right.begin, right.end}, {}, {}, Role::eval, std::move(compared)};
}

} // namespace misfire
