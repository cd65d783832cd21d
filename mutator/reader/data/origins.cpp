#include "mutator/reader/data/origins.h"

#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

void add(std::vector<Leaf>& leaves, const Leaf& leaf, const Gathering& gathering) {
  const bool known = llvm::any_of(leaves, [&](const Leaf& other) {
    return other.variable == leaf.variable &&
           (is_tensor(leaf.variable->getType()) ||
            gathering.spelling.text(*other.expression) == gathering.spelling.text(*leaf.expression));
  });
  if (!known) leaves.push_back(leaf);
}

} // namespace

Origins leaf(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  Origins found;
  (input ? found.inputs : found.targets).push_back({&declaration, &expression});
  return found;
}

Origins without_leaves(Origins found) {
  found.inputs.clear();
  found.targets.clear();
  return found;
}

void join(Origins& all, const Origins& part, const Gathering& gathering) {
  for (const auto& leaf : part.inputs)
    add(all.inputs, leaf, gathering);
  for (const auto& leaf : part.targets)
    add(all.targets, leaf, gathering);
  all.forward |= part.forward;
  all.cut |= part.cut;
  all.elements |= part.elements;
  all.from_loader |= part.from_loader;
}

} // namespace misfire::reader
