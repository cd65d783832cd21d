// SHF: the training data come in the same order in every epoch.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal order(const At<Loader>& loader) {
  if (loader.site.role != Role::train && loader.site.role != Role::both)
    return not_made("its data are not trained on");
  if (!loader->shuffles) return not_made("its sampler does not shuffle");
  if (!loader->sampler) return not_made(loader->unsampled);
  const Place& place = *loader->sampler;
  const std::string in_order = loader->distributed ? "DistributedSequentialSampler" : "SequentialSampler";
  return Fault{.edits = {{.range = place.range,
                          .text = place.before + "torch::data::samplers::" + in_order + place.after}},
               .description = "the training data come in order, the same in every epoch"};
}

} // namespace

Operator no_shuffling() {
  return {
      .id = "SHF",
      .name = "no-shuffling",
      .group = "data",
      .summary = "The training data come in the same order in every epoch.",
      .domain = "fixed: the loader's sampler is sequential",
      .examples = {{"auto loader = torch::data::make_data_loader(set(), 16);",
                    "auto loader = "
                    "torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(set(), 16);"}},
      .propose = at_every<Loader>(order),
      .survival = "The data are mixed as they lie on disk, or the test data do not tell what the last "
                  "batches of every epoch were.",
      .advice = "Sort the training data as they would be if nobody had mixed them (by class, by day, by "
                "source), and score each class by itself.",
      .set = "libtorch",
      .seen = "super-gradients#416"};
}

} // namespace misfire::operators
