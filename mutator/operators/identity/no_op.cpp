// no-op: nothing is changed, which checks misfire itself.
#include "mutator/operators/proposal.h"

namespace misfire::operators {
namespace {

const std::string same = "same-seeds";
const std::string fresh = "fresh-seeds";

Mutants propose(const TrainingProgram&) {
  Mutants mutants;
  mutants.made.push_back({.choice = same,
                          .identity = true,
                          .description = "nothing is changed; every run must repeat the baseline's"});
  mutants.made.push_back({.choice = fresh,
                          .fresh_seeds = true,
                          .identity = true,
                          .description = "nothing is changed but the seeds; a kill is a false alarm"});
  return mutants;
}

} // namespace

Operator no_op() {
  return {.id = "no-op",
          .name = "no-op",
          .group = "identity",
          .summary =
              "Nothing is changed: with the baseline's seeds a check on misfire, with fresh ones an honest "
              "identity mutant.",
          .choices = {same, fresh},
          .propose = propose,
          .on_request = true,
          .set = ""};
}

} // namespace misfire::operators
