// HDB: the whole training set is one batch.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// More samples than any set has, and a number that every type of a batch size holds.
const std::string all = "2147483647";

/// A last batch that is left out would be the only one.
std::vector<Edit> loading_all(const Loader& loader) {
  std::vector<Edit> edits = {filled(*loader.batch_size, all)};
  const auto& drop_last = loader.drop_last;
  if (!drop_last || (drop_last->current && current_number(*drop_last) == 0)) return edits;
  if (drop_last->range == loader.batch_size->range)
    edits[0].text += ".drop_last(false)";
  else
    edits.push_back(filled(*drop_last, "false"));
  return edits;
}

Proposal load_all(const At<Loader>& loader) {
  if (loader.site.role == Role::eval) return not_made("it loads no training data");
  if (loader.site.role == Role::unknown) return not_made("whether it loads training data is not known");
  if (!loader->obstacle.empty()) return not_made(loader->obstacle);
  if (!loader->batch_size) return not_made("where its batch size can be written was not found");
  return Fault{.edits = loading_all(loader.meaning),
               .at = apart_from(loader.program, loader.site.range, *loader->batch_size),
               .description = fmt::format("the batch size {} becomes that of the whole training set",
                                          shown(*loader->batch_size))};
}

/// Parentheses around all but a name or a call: they never harm.
std::string in_parentheses(const std::string& text) {
  return text.find_first_of("+-*/%<>=!&|?, ") == text.npos ? text : "(" + text + ")";
}

Proposal cut_once(const At<BatchLoop>& loop) {
  if (loop.site.role != Role::train) return not_made("it walks no training data");
  if (!loop->unbounded.empty()) return not_made(loop->unbounded);
  const auto& size = loop->samples.empty() ? all : loop->samples;
  Fault fault{.edits = {},
              .at = apart_from(loop.program, loop.site.range, *loop->batch_size),
              .description = loop->samples.empty()
                                 ? fmt::format("the batch size {} becomes that of the whole training set",
                                               shown(*loop->batch_size))
                                 : fmt::format("the batch size {} becomes {}, the whole training set",
                                               shown(*loop->batch_size), loop->samples)};
  for (const auto& range : loop->sizes)
    fault.edits.push_back({.range = range, .text = in_parentheses(size)});
  return fault;
}

Mutants propose(const TrainingProgram& program) {
  Mutants mutants;
  for (const auto& site : program.sites) {
    if (const auto* loader = as<Loader>(site)) add(mutants, site, "", load_all({program, site, *loader}));
    const auto* loop = as<BatchLoop>(site);
    if (loop && loop->batch_size) add(mutants, site, "", cut_once({program, site, *loop}));
  }
  return mutants;
}

} // namespace

Operator disable_batching() {
  return {.id = "HDB",
          .name = "disable-batching",
          .group = "hyperparameter",
          .summary = "The whole training set is one batch.",
          .domain = "one mutant a loader, or a loop that cuts batches",
          .examples = {{"data::make_data_loader(set, 64)", "data::make_data_loader(set, 2147483647)"}},
          .propose = propose};
}

} // namespace misfire::operators
