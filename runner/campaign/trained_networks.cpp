// Begins runs with the networks of the baseline, once it is seen that they can.
#include "runner/campaign/trained_networks.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

Training run_of(const Baseline& baseline, std::uint64_t seed) {
  return {.trial = {.mutant = baseline_id, .number = {}}, .seed = seed, .program = baseline.program};
}

Result<void> refused(const std::string& why) {
  return failure(fmt::format("The operators of the set post-training put faults into the networks that your "
                             "unmodified program ends with, and those cannot be evaluated again, since {}.",
                             why));
}

} // namespace

bool need_networks(const std::vector<Mutant>& mutants) {
  return std::ranges::any_of(mutants, &Mutant::after_training);
}

unsigned runs_after_training(const Rules& rules) {
  return std::min(rules.mutant_runs, rules.baseline_runs);
}

Result<void> check_keeping(const Configuration& configuration, const TrainingProgram& program) {
  if (configuration.keep == 0) return refused("none is kept: `keep: 10GB` in misfire.yml has them kept");
  return program.passable.obstacle.empty() ? Result<void>() : refused(program.passable.obstacle);
}

Result<void> check_networks(const Keeper* keeper, const Baseline& baseline, const Rules& rules) {
  if (!keeper) return refused("your program does not build with what keeps networks");
  for (std::uint64_t seed = 1; seed <= runs_after_training(rules); ++seed) {
    const std::string obstacle = keeper->find_obstacle(run_of(baseline, seed));
    if (!obstacle.empty()) return refused(obstacle);
  }
  return {};
}

void begin_with_network(Training& training, const Keeper& keeper, const Baseline& baseline) {
  training.after_training = training.replay = true;
  training.kept = keeper.network_of(run_of(baseline, training.seed));
}

} // namespace misfire
