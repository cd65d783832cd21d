#include "mutator/program/plain_tensors.h"

#include <algorithm>
#include <set>

namespace misfire {
namespace {

/// What products and sums say of a tensor.
struct Seen {
  bool multiplied = false;
  bool added = false;
  bool inputs_first = false;
};

/// Whether an operand of a use is the tensor itself: by one of its names, or as an element of a list that
/// holds it.
bool is_itself(const TensorUse::Operand& operand, const std::set<Key>& names) {
  return std::any_of(operand.value.reads.begin(), operand.value.reads.end(),
                     [&](const Key& read) { return names.contains(read); });
}

/// Adds what the uses say of a tensor whose operand `fits`; of a product, the likeliest operand that does.
template <typename Fits>
void look_at(const std::vector<TensorUse>& uses, const Fits& fits, Seen& seen) {
  for (const auto& use : uses) {
    const auto operand = std::find_if(use.operands.begin(), use.operands.end(), fits);
    if (operand == use.operands.end()) continue;
    (use.added ? seen.added : seen.multiplied) = true;
    seen.inputs_first = seen.inputs_first || (!use.added && operand->inputs_first);
  }
}

/// What a tensor's uses say of it. One that is no parameter may come to them by copies: those of a training
/// inside of training.
Seen seen_of(const Layer& layer, const ProgramFacts& facts, const Flow& flow, const Holders& holders) {
  Seen seen;
  const auto names = holders.names_of(layer.variable);
  look_at(
      facts.tensor_uses, [&](const TensorUse::Operand& operand) { return is_itself(operand, names); }, seen);
  if (seen.added || seen.multiplied || layer.type == "parameter") return seen;
  look_at(
      facts.tensor_uses,
      [&](const TensorUse::Operand& operand) {
        return flow.slice_from({operand.value}).variables.contains(layer.variable);
      },
      seen);
  return seen;
}

Layer::Form form_of(const Seen& seen, unsigned dimensions) {
  if (seen.multiplied && dimensions != 1) return Layer::Form::weight;
  return seen.added && dimensions < 2 ? Layer::Form::bias : Layer::Form::tensor;
}

} // namespace

void decide_plain_tensors(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow,
                          const Holders& holders) {
  for (auto& site : program.sites) {
    auto* layer = std::get_if<Layer>(&site.meaning);
    if (!layer || layer->form != Layer::Form::tensor) continue;
    const Seen seen = seen_of(*layer, facts, flow, holders);
    layer->form = form_of(seen, layer->dimensions);
    layer->has_weight = layer->form == Layer::Form::weight;
    layer->inputs_first = layer->has_weight && seen.inputs_first;
  }
  std::erase_if(program.sites, [](const Site& site) {
    const auto* layer = as<Layer>(site);
    return layer && layer->form == Layer::Form::tensor && layer->type != "parameter";
  });
}

void say_biases_left_out(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow) {
  const auto say = [&](const FlagTest& test) {
    for (const auto& flag : facts.flags) {
      const auto given = flag.parameter == test.parameter ? flow.value_of(flag.given) : std::nullopt;
      if (given && are_same(*given, test.value) != test.equal)
        program.skipped.push_back({flag.call, "Layer",
                                   "it makes a layer of the program's own without its bias: what that flag "
                                   "means is said by its class alone"});
    }
  };
  for (const auto& site : program.sites) {
    const auto* layer = as<Layer>(site);
    if (!layer || layer->form != Layer::Form::bias) continue;
    for (const auto& condition : facts.sites) {
      const auto* guard = as<Guard>(condition);
      if (!guard) continue;
      if (guard->accepted.contains(site.range)) std::ranges::for_each(guard->if_accepted, say);
      if (guard->rejected.contains(site.range)) std::ranges::for_each(guard->if_rejected, say);
    }
  }
}

Key product_with(const Key& tensor) {
  return "product with " + tensor;
}

} // namespace misfire
