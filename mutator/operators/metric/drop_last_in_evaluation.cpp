// DLE: the loader that scores leaves out the last batch.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Where the loader is given a number alone, options are made of it.
Proposal by_number(const At<Loader>& loader) {
  const auto& size = loader->batch_size;
  if (!size || size->written.empty() || !size->before.empty())
    return not_made("no batch size is written there, so that no batch is smaller than another");
  return Fault{
      .edits = {{.range = size->range,
                 .text = fmt::format("torch::data::DataLoaderOptions({}).drop_last(true)", size->written)}},
      .description = "the last batch of evaluation is left out where it is smaller",
      .evaluation_only = true};
}

/// Whether options are made of a number by conversion, so that nothing can be said behind it.
bool is_number_alone(const Loader& loader) {
  const auto& size = loader.batch_size;
  return !loader.drop_last || (size && !size->written.empty() && size->before.empty() &&
                               loader.drop_last->range.begin == size->range.end);
}

/// One sample a batch, which is what libtorch's loaders have unless they are told otherwise.
bool has_batches_of_one(const Loader& loader) {
  const auto& size = loader.batch_size;
  return !size || (size->current && current_number(*size) == 1);
}

Proposal drop(const At<Loader>& loader) {
  if (loader.site.role != Role::eval) return not_made("its data are trained on");
  if (has_batches_of_one(loader.meaning))
    return not_made("its batches hold one sample: none is smaller than another");
  if (is_number_alone(loader.meaning)) return by_number(loader);
  const auto& drop_last = loader->drop_last;
  if (drop_last->current && current_number(*drop_last) != 0)
    return not_made("the last batch is left out already where it is smaller");
  return Fault{.edits = {filled(*drop_last, "true")},
               .description = "the last batch of evaluation is left out where it is smaller",
               .evaluation_only = true};
}

} // namespace

Operator drop_last_in_evaluation() {
  return {
      .id = "DLE",
      .name = "drop-last-in-evaluation",
      .group = "metric",
      .summary = "The loader that scores leaves out the last batch.",
      .domain = "fixed: drop_last(true)",
      .examples =
          {{"torch::data::make_data_loader(set(), 48)",
            "torch::data::make_data_loader(set(), torch::data::DataLoaderOptions(48).drop_last(true))"}},
      .propose = at_every<Loader>(drop),
      .survival = "The last batch is empty, or its inputs score like the others: the score is measured on "
                  "fewer inputs than it seems.",
      .advice = "Count the inputs that are scored and print the count, and take a number of test data that "
                "the batch size does not divide.",
      .set = "libtorch",
      .seen = "AllentDan/LibtorchSegmentation"};
}

} // namespace misfire::operators
