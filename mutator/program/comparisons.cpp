#include "mutator/program/comparisons.h"

#include "mutator/program/passable.h"
#include "mutator/program/places.h"

#include <algorithm>

namespace misfire {
namespace {

/// Whether what is compared there are predictions of a round that steps.
bool is_of_training(const Site& site, const ProgramFacts& facts, const Calls& calls, const Places& places) {
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

/// The smallest of the ranges that holds the point; null where none does.
const SourceRange* smallest_around(const SourceRange& point, const std::vector<SourceRange>& ranges) {
  const SourceRange* smallest = nullptr;
  for (const auto& range : ranges)
    if (range.contains(point) && (!smallest || smallest->contains(range))) smallest = &range;
  return smallest;
}

SourceRange point_at(const SourceFile& file, std::uint32_t offset) {
  return {file.path, offset, offset};
}

} // namespace

void decide_comparisons(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls) {
  const Places places(facts);
  std::erase_if(program.sites, [&](Site& site) {
    auto* compared = std::get_if<ComparedTargets>(&site.meaning);
    if (!compared) return false;
    if (is_of_training(site, facts, calls, places)) return true;
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
