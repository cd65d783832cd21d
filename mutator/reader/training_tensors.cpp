// Plain tensors that a loss is made of: those under backward() that no forward pass computes, the frontier
// only; what a network is called with are inputs, what a loss compares its output with are targets.
#include "mutator/reader/finders.h"
#include "mutator/reader/frontier.h"
#include "mutator/reader/torch_types.h"

namespace misfire::reader {

void find_training_tensors(const clang::CXXMemberCallExpr& backward, Gathering& gathering) {
  const auto* method = backward.getMethodDecl();
  if (!method || !method->getIdentifier() || method->getName() != "backward") return;
  if (!is_tensor(backward.getObjectType())) return;
  const auto around = surroundings_of(gathering);
  const auto range = gathering.spelling.range(backward);
  if (!around.body || !range) return;
  Frontier frontier(around, gathering);
  frontier.explore(*backward.getImplicitObjectArgument(), false);
  if (frontier.from_loader || (frontier.inputs.empty() && frontier.targets.empty())) return;
  if (frontier.inputs.empty()) {
    gathering.skip(backward.getSourceRange(), "TrainingTensors",
                   "no network is called, so which tensors are its inputs is not known");
    return;
  }
  if (frontier.targets.size() != 1) {
    gathering.skip(backward.getSourceRange(), "TrainingTensors",
                   frontier.targets.empty() ? "its inputs have no targets beside them"
                                            : "which of several tensors are its targets is not known");
    return;
  }
  TrainingTensors tensors;
  for (const auto& leaf : frontier.inputs) {
    if (leaf.variable == frontier.targets[0].variable) {
      gathering.skip(backward.getSourceRange(), "TrainingTensors", "its inputs are its targets");
      return;
    }
    tensors.inputs.push_back(gathering.spelling.text(*leaf.expression));
    tensors.input_variables.push_back(gathering.key_of(*leaf.variable));
  }
  tensors.whole = !frontier.cut;
  tensors.targets = gathering.spelling.text(*frontier.targets[0].expression);
  tensors.target_variable = gathering.key_of(*frontier.targets[0].variable);
  gathering.add(*range, std::move(tensors));
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
