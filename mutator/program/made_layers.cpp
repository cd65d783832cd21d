#include "mutator/program/made_layers.h"

#include <map>

namespace misfire {

std::vector<Site> without_only_calls(std::vector<Site> sites) {
  std::map<Key, int> calls;
  for (const auto& site : sites)
    if (const auto* layer = as<Layer>(site); layer && !layer->made_by.empty()) ++calls[layer->made_by];
  std::erase_if(sites, [&](const Site& site) {
    const auto* layer = as<Layer>(site);
    return layer && !layer->made_by.empty() && calls[layer->made_by] == 1;
  });
  return sites;
}

bool are_one_layer(const Site& site, const Site& other) {
  const auto makes = [](const Site& maker, const Site& called) {
    const auto* layer = as<Layer>(called);
    return layer && !layer->made_by.empty() && layer->made_by == maker.function;
  };
  return makes(site, other) || makes(other, site);
}

} // namespace misfire
