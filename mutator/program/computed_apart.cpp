#include "mutator/program/computed_apart.h"

#include <algorithm>

namespace misfire {
namespace {

/// Whether an activation or dropout is computed where it stands, not made.
bool is_computed(const Site& site) {
  if (const auto* activation = as<Activation>(site)) return activation->form == Activation::Form::call;
  const auto* dropout = as<Dropout>(site);
  return dropout && (dropout->form == Dropout::Form::function || dropout->form == Dropout::Form::mask);
}

bool is_in_training(const Site& site) {
  return site.role == Role::train || site.role == Role::both;
}

} // namespace

void drop_computed_apart(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls) {
  const auto trains = [](const Site& site) { return is_computed(site) && is_in_training(site); };
  if (std::none_of(program.sites.begin(), program.sites.end(), trains)) return;
  std::erase_if(program.sites, [&](const Site& site) {
    if (!is_computed(site) || is_in_training(site)) return false;
    const auto callers = calls.with_callers({site.function});
    const bool followed =
        std::any_of(facts.functions.begin(), facts.functions.end(),
                    [&](const Function& one) { return one.entry && callers.count(one.key); });
    if (followed)
      program.skipped.push_back({site.range, kind_of(site), "it runs outside training, as others do not"});
    return followed;
  });
}

} // namespace misfire
