// Plain tensors that a loss is made of: those under backward() that no forward pass computes, the frontier
// only; what a network is called with are inputs, what a loss compares its output with are targets.
#include "mutator/reader/data/finders.h"
#include "mutator/reader/data/frontier.h"
#include "mutator/reader/data/turns.h"
#include "mutator/reader/torch/torch_types.h"

#include <algorithm>

namespace misfire::reader {

namespace {

/// Why what a frontier found is not the inputs and targets of a training; empty where it is.
std::string obstacle_of(const Frontier& found) {
  if (found.inputs.empty()) return "no network is called, so which tensors are its inputs is not known";
  if (found.targets.empty()) return "its inputs have no targets beside them";
  if (found.targets.size() > 1) return "which of several tensors are its targets is not known";
  return "";
}

std::vector<Leaf> leaves_of(const Frontier& found) {
  std::vector<Leaf> leaves = found.inputs;
  leaves.insert(leaves.end(), found.targets.begin(), found.targets.end());
  return leaves;
}

TrainingTensors tensors_of(const Frontier& found, const Gathering& gathering) {
  TrainingTensors tensors;
  for (const auto& leaf : found.inputs) {
    tensors.inputs.push_back(gathering.spelling.text(*leaf.expression));
    tensors.input_variables.push_back(gathering.key_of(*leaf.variable));
  }
  tensors.whole = !found.cut;
  tensors.targets = gathering.spelling.text(*found.targets[0].expression);
  tensors.target_variable = gathering.key_of(*found.targets[0].variable);
  return tensors;
}

} // namespace

void find_training_tensors(const clang::CXXMemberCallExpr& backward, Gathering& gathering) {
  const auto* method = backward.getMethodDecl();
  if (name_of(method) != "backward") return;
  if (!is_tensor(backward.getObjectType())) return;
  const auto around = surroundings_of(gathering);
  const auto range = gathering.spelling.range(backward);
  if (!around.body || !range) return;
  std::string obstacle;
  for (const Reach reach : {Reach{false, false}, Reach{false, true}, Reach{true, false}, Reach{true, true}}) {
    Frontier frontier(around, gathering, reach);
    frontier.explore(*backward.getImplicitObjectArgument(), false);
    if (frontier.from_loader || (frontier.inputs.empty() && frontier.targets.empty())) continue;
    std::string refused = obstacle_of(frontier);
    if (refused.empty()) {
      TrainingTensors tensors = tensors_of(frontier, gathering);
      tensors.one_turn = reach.one_turn;
      if (reach.one_turn) {
        tensors.whole = false;
        if (frontier.elements) tensors.obstacle = "its tensors are elements of vectors";
        tensors.after = place_in_turn(leaves_of(frontier), around.loop, gathering);
      }
      if (std::find(tensors.inputs.begin(), tensors.inputs.end(), tensors.targets) == tensors.inputs.end()) {
        gathering.add(*range, std::move(tensors));
        return;
      }
      refused = "its inputs are its targets";
    }
    if (obstacle.empty()) obstacle = refused;
  }
  if (!obstacle.empty()) gathering.skip(backward.getSourceRange(), "TrainingTensors", obstacle);
}

void find_constant_tensor(const clang::VarDecl& variable, Gathering& gathering) {
  if (const auto* pair = llvm::dyn_cast<clang::DecompositionDecl>(&variable)) {
    for (const auto* binding : pair->bindings())
      if (is_tensor(binding->getType()) && binding->getType().getNonReferenceType().isConstQualified())
        gathering.facts.constants.push_back(gathering.key_of(*binding));
  }
  const auto type = variable.getType().getNonReferenceType();
  if (type.isConstQualified() && is_tensor(type))
    gathering.facts.constants.push_back(gathering.key_of(variable));
}

} // namespace misfire::reader
