#include "mutator/operators/scope.h"

#include "mutator/operators/operator.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>

namespace misfire {
namespace {

/// The operators that DeepCrime applies to a layer that it is given; the others have one place in its
/// programs.
std::set<std::string> operators_on_layers() {
  const std::set<std::string> groups = {"activation", "weights", "regularisation"};
  std::set<std::string> ids;
  for (const auto& one : all_operators())
    if (groups.contains(one.group) && one.name != "change-earlystopping-patience") ids.insert(one.id);
  return ids;
}

} // namespace

void keep_one_site(Mutants& mutants, unsigned layer) {
  const auto on_layers = operators_on_layers();
  std::map<std::string, std::set<SourceRange>> sites;
  for (const auto& mutant : mutants.made)
    sites[mutant.operator_id].insert(mutant.site);
  std::erase_if(mutants.made, [&](const Mutant& mutant) {
    const bool layered = on_layers.contains(mutant.operator_id);
    const unsigned chosen = layered ? layer : 1;
    const auto& all = sites[mutant.operator_id];
    const auto place = static_cast<unsigned>(std::distance(all.begin(), all.find(mutant.site))) + 1;
    if (place == chosen) return false;
    const auto reason =
        layered
            ? fmt::format("DeepCrime's scope is the chosen layer: this is number {}, not {}", place, chosen)
            : std::string("DeepCrime's scope is the operator's first site");
    mutants.not_made.push_back({mutant.operator_id, mutant.site, mutant.choice, reason, false});
    return true;
  });
}

} // namespace misfire
