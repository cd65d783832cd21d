#include "mutator/program/holders.h"

namespace misfire {

Holders::Holders(const std::vector<Definition>& definitions) {
  for (const auto& definition : definitions) {
    const auto& value = definition.value;
    if ((value.copies || value.element) && !value.reads.empty())
      given_[value.reads.front()].insert(definition.variable);
  }
}

std::set<Key> Holders::names_of(const Key& holder) const {
  std::set<Key> names;
  std::vector<Key> open = {holder};
  while (!open.empty()) {
    const Key name = std::move(open.back());
    open.pop_back();
    if (name.empty() || !names.insert(name).second) continue;
    if (const auto found = given_.find(name); found != given_.end())
      open.insert(open.end(), found->second.begin(), found->second.end());
  }
  return names;
}

} // namespace misfire
