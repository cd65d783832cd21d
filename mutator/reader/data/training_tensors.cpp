// Plain tensors that a loss is made of: those under backward() that no forward pass computes, the frontier
// only; what a network is called with are inputs, what a loss compares its output with are targets.
#include "mutator/reader/data/finders.h"
#include "mutator/reader/data/frontier.h"
#include "mutator/reader/data/plain_numbers.h"
#include "mutator/reader/data/turns.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/backward.h"

#include <algorithm>

namespace misfire::reader {

namespace {

/// Leaves out of the targets what is an input, too: what an autoencoder is to give back.
void drop_targets_among_inputs(Origins& found, const Gathering& gathering) {
  llvm::erase_if(found.targets, [&](const Leaf& target) {
    return llvm::any_of(found.inputs, [&](const Leaf& input) {
      return input.variable == target.variable &&
             gathering.spelling.text(*input.expression) == gathering.spelling.text(*target.expression);
    });
  });
}

/// Why what a frontier found is not the inputs and the one target of a training; empty where it is.
std::string obstacle_of(const Origins& found) {
  if (found.inputs.empty()) return "no network is called, so which tensors are its inputs is not known";
  if (found.targets.empty()) return "its inputs have no targets beside them";
  if (found.targets.size() > 1) return "which of several tensors are its targets is not known";
  return "";
}

/// Whether they can do without the one target: all the same, and none of a batch of several.
bool serves_without(const Origins& found, Reach reach) {
  return !found.inputs.empty() && (found.targets.empty() || !reach.one_turn);
}

std::vector<Leaf> leaves_of(const Origins& found) {
  std::vector<Leaf> leaves = found.inputs;
  leaves.insert(leaves.end(), found.targets.begin(), found.targets.end());
  return leaves;
}

/// What names the variable in an expression that is more than its name.
std::string name_in(const Leaf& leaf, const std::string& expression) {
  const auto name = leaf.variable->getNameAsString();
  return name == expression ? "" : name;
}

TrainingTensors tensors_of(const Origins& found, const Gathering& gathering) {
  TrainingTensors tensors;
  std::vector<Leaf> inputs = found.inputs;
  if (found.targets.size() > 1) inputs.insert(inputs.end(), found.targets.begin() + 1, found.targets.end());
  for (const auto& leaf : inputs) {
    tensors.inputs.push_back(gathering.spelling.text(*leaf.expression));
    tensors.input_variables.push_back(gathering.key_of(*leaf.variable));
    tensors.names.push_back(name_in(leaf, tensors.inputs.back()));
  }
  tensors.whole = !found.cut;
  if (found.targets.empty()) return tensors;
  tensors.further_targets = static_cast<unsigned>(found.targets.size() - 1);
  tensors.targets = gathering.spelling.text(*found.targets[0].expression);
  tensors.target_variable = gathering.key_of(*found.targets[0].variable);
  tensors.names.push_back(name_in(found.targets[0], tensors.targets));
  return tensors;
}

/// What a loss may compare with: one tensor, nothing that is given to the loop, or all there is.
enum class Wanted { one_target, no_target, any };

/// The tensors that a loss is made of, as far as `reach` goes; nothing where it finds none.
std::optional<TrainingTensors> tensors_under(const clang::CallExpr& backward, const clang::Expr& loss,
                                             Reach reach, Wanted wanted, std::string& obstacle,
                                             Gathering& gathering) {
  const auto around = surroundings_of(gathering);
  Origins found = Frontier(around, gathering, reach).explore(loss, false);
  if (found.from_loader || (found.inputs.empty() && found.targets.empty())) return std::nullopt;
  const bool compared = !found.targets.empty();
  drop_targets_among_inputs(found, gathering);
  const std::string refused = obstacle_of(found);
  if (obstacle.empty()) obstacle = refused;
  if (!refused.empty() && (wanted == Wanted::one_target || !serves_without(found, reach)))
    return std::nullopt;
  if (wanted == Wanted::no_target && compared) return std::nullopt;
  TrainingTensors tensors = tensors_of(found, gathering);
  tensors.one_turn = reach.one_turn;
  tensors.after = place_in_turn(leaves_of(found), around.loop, backward, gathering);
  if (!reach.one_turn) return tensors;
  tensors.whole = false;
  if (found.elements) tensors.obstacle = "its tensors are elements of vectors";
  tensors.of_loader = reach.of_loader;
  return tensors;
}

} // namespace

void find_training_tensors(const clang::CallExpr& backward, Gathering& gathering) {
  const auto* loss = loss_under(backward, gathering);
  if (!loss) return;
  const auto around = surroundings_of(gathering);
  const auto range = gathering.spelling.range(backward);
  if (!around.body || !range) return;
  std::string obstacle;
  using enum Wanted;
  const std::pair<Wanted, Reach> attempts[] = {
      {one_target, {false, false}}, {one_target, {false, true}}, {no_target, {false, false}},
      {one_target, {true, false}},  {one_target, {true, true}},  {any, {false, false}},
      {any, {false, true}},         {any, {true, false}},        {any, {true, true}}};
  for (const auto& [wanted, reach] : attempts) {
    auto tensors = tensors_under(backward, *loss, reach, wanted, obstacle, gathering);
    if (!tensors) continue;
    gathering.add(*range, std::move(*tensors));
    return;
  }
  if (!obstacle.empty()) {
    gathering.skip(backward.getSourceRange(), "TrainingTensors", obstacle);
    return;
  }
  for (const bool into_forward : {false, true}) {
    auto tensors =
        tensors_under(backward, *loss, {true, into_forward, true}, one_target, obstacle, gathering);
    if (!tensors) continue;
    gathering.add(*range, std::move(*tensors));
    return;
  }
  if (around.loop) say_plain_numbers(*loss, *around.loop, gathering);
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
