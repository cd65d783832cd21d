// CBF: a copy of a network has its parameters, and not its running means and variances.
#include "mutator/operators/uses.h"

namespace misfire::operators {
namespace {

Proposal leave_out(const AtUse& use) {
  return Fault{.edits = {{.range = use->range}},
               .description =
                   "buffers are not copied: the copy keeps the running means and variances that it starts "
                   "with"};
}

} // namespace

Operator copy_without_buffers() {
  return {.id = "CBF",
          .name = "copy-without-buffers",
          .group = "schedule",
          .summary = "A copy of a network takes its parameters and leaves its running means and variances.",
          .domain = "one mutant a loop that copies buffers",
          .examples = {{"kTau);\n  }\n  for (const auto& one : net->named_buffers()) "
                        "buffers[one.key()].copy_(one.value());\n}",
                        "kTau);\n  }\n}"}},
          .propose = at_uses({"buffers"}, leave_out),
          .survival = "The copy is used in training mode alone, or what it normalises has about mean 0 and "
                      "variance 1 anyway.",
          .advice =
              "Compare what the copy and the network itself say of the same inputs right after copying.",
          .set = "libtorch",
          .seen = "gh1989/deeprlzero"};
}

} // namespace misfire::operators
