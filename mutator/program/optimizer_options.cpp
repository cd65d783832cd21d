#include "mutator/program/optimizer_options.h"

#include <algorithm>

namespace misfire {
namespace {

/// Options made apart; those of groups are their own.
const ParameterGroup* options_apart(const Site& site) {
  const auto* options = as<ParameterGroup>(site);
  return options && !options->of_group ? options : nullptr;
}

/// Those that the flow leads to; where it leads to none, all of the optimizer's kind.
std::set<SourceRange> options_of(const Optimizer& optimizer, const std::vector<Site>& sites,
                                 const Flow& flow) {
  const Slice given = flow.slice_from({optimizer.options});
  std::set<SourceRange> found, alike;
  for (const auto& site : sites) {
    const auto* options = options_apart(site);
    if (!options || options->type != optimizer.type + "Options") continue;
    alike.insert(site.range);
    if (given.holds(site.range)) found.insert(site.range);
  }
  return found.empty() ? alike : found;
}

} // namespace

std::vector<Site> with_options_once(std::vector<Site> sites, const Flow& flow) {
  std::set<SourceRange> used;
  for (auto& site : sites) {
    auto* optimizer = std::get_if<Optimizer>(&site.meaning);
    if (!optimizer || !optimizer->options.range.written()) continue;
    const auto found = options_of(*optimizer, sites, flow);
    used.insert(found.begin(), found.end());
    if (found.empty()) {
      optimizer->options = {};
    } else {
      optimizer->learning_rate.reset();
      optimizer->weight_decay.reset();
    }
  }
  std::erase_if(sites, [&](const Site& site) { return options_apart(site) && !used.count(site.range); });
  return sites;
}

} // namespace misfire
