#include "mutator/program/initialisation.h"

namespace misfire {
namespace {

bool reaches(const Init& init, const Layer& layer, const std::set<Key>& names) {
  if (!init.fills_weight) return false;
  if (!init.layer.empty()) return names.contains(init.layer);
  return init.layer_type.empty() || init.layer_type == layer.type;
}

} // namespace

void decide_initialisation(TrainingProgram& program, const Holders& holders) {
  for (auto& site : program.sites) {
    auto* layer = std::get_if<Layer>(&site.meaning);
    if (!layer || !layer->has_weight) continue;
    auto names = holders.names_of(layer->variable);
    names.merge(holders.names_of(layer->output)); // what a helper gives back that it was handed
    for (const auto& other : program.sites) {
      const auto* init = as<Init>(other);
      if (!init || !reaches(*init, *layer, names)) continue;
      layer->init = other.range;
      break;
    }
  }
}

} // namespace misfire
