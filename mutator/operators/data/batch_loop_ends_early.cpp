// BLE: the loop over batches ends after half of them, and nothing is said.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal end_early(const At<BatchLoop>& loop) {
  if (loop.site.role == Role::eval) return not_made("its data are not trained on");
  if (!loop->walked) return not_made("");
  const auto& [file, begin, end] = *loop->walked;
  return Fault{.edits = {{.range = {file, begin, begin}, .text = "misfire::first_half("},
                         {.range = {file, end, end}, .text = ")"}},
               .includes = {"misfire/batches.h"},
               .description = "the loop over the batches of training ends after half of them"};
}

} // namespace

Operator batch_loop_ends_early() {
  return {.id = "BLE",
          .name = "batch-loop-ends-early",
          .group = "data",
          .summary = "The loop over batches ends after half of them, and nothing is said.",
          .domain = "one mutant a loop over the batches of a loader; half of them",
          .examples = {{"auto& batch : *loader", "auto& batch : misfire::first_half(*loader)"}},
          .propose = at_every<BatchLoop>(end_early),
          .survival = "Half of the batches of an epoch teach as much as all of them.",
          .advice = "Add inputs of rare kinds, and train for as many epochs as in earnest and no more.",
          .set = "libtorch",
          .seen = "crim-ca/crim-libtorch-extensions"};
}

} // namespace misfire::operators
