#include "mutator/program/encounters.h"

#include "mutator/program/made_layers.h"

#include "mutator/program/plain_tensors.h"

#include <algorithm>
#include <map>
#include <set>

namespace misfire {
namespace {

class Encounters {
public:
  Encounters(const ProgramFacts& facts, const Calls& calls, const Flow& flow, const Holders& holders)
      : uses_(facts.tensor_uses), calls_(calls), flow_(flow), holders_(holders) {
    for (const auto& meeting : facts.meetings) {
      if (!meeting.entry) {
        meetings_[meeting.value].push_back(&meeting);
        continue;
      }
      for (const auto& name : holders_.names_of(meeting.value))
        entries_[name].push_back(&meeting);
    }
  }

  /// The meetings of what `holder` gives, by whatever name it goes.
  std::vector<const Meeting*> of(const Key& holder) const {
    std::vector<const Meeting*> all;
    for (const auto& name : holders_.names_of(holder))
      add_those_of(name, all);
    return all;
  }

  /// The meetings of what a layer gives: a module, one that is asked for by its name, or a product with a
  /// tensor.
  std::vector<const Meeting*> of(const Layer& layer) const {
    std::vector<const Meeting*> all;
    if (layer.form == Layer::Form::module) {
      add_those_of(layer.by_name, all);
      return all.empty() ? of(layer.output) : all;
    }
    for (const auto& name : holders_.names_of(layer.output))
      add_those_of(product_with(name), all);
    return all.empty() && layer.form == Layer::Form::weight ? of_copies(layer) : all;
  }

  /// The meetings of what a value goes on as: a parameter, what a function returns, what comes to or out of a
  /// Sequential by whatever name.
  std::vector<const Meeting*> beyond_of(const Meeting& meeting) const {
    if (meeting.enters) {
      const auto found = entries_.find(meeting.next);
      return found == entries_.end() ? std::vector<const Meeting*>() : found->second;
    }
    const auto found = meetings_.find(meeting.next);
    return found == meetings_.end() ? of(meeting.next) : found->second;
  }

  /// Without the calls that run neither in training nor in evaluation, where others run in training: a
  /// forward pass elsewhere may only probe a shape.
  std::vector<const Meeting*> in_use(std::vector<const Meeting*> all) const {
    const auto trains = [&](const Meeting* one) { return calls_.runs_in_training(one->function, one->loop); };
    if (std::none_of(all.begin(), all.end(), trains)) return all;
    std::erase_if(all, [&](const Meeting* one) {
      return !one->entry && !trains(one) && !calls_.runs_in_evaluation(one->function, one->loop);
    });
    return all;
  }

  /// What the value of these meetings meets; unknown where they disagree.
  Encounter first_of(const std::vector<const Meeting*>& meetings, std::set<Key>& on_the_way) const {
    std::set<Encounter> all;
    for (const auto* meeting : meetings) {
      if (meeting->next.empty()) {
        all.insert(meeting->meets);
      } else if (on_the_way.insert(meeting->next).second) {
        const auto beyond = in_use(beyond_of(*meeting));
        // What a function returns to nobody in sight, or a Sequential that nobody calls in sight.
        if (!beyond.empty()) all.insert(first_of(beyond, on_the_way));
        on_the_way.erase(meeting->next);
      }
    }
    return all.size() == 1 ? *all.begin() : Encounter::unknown;
  }

private:
  /// The meetings of products with what is made of a tensor: with its copies in a training inside of
  /// training.
  std::vector<const Meeting*> of_copies(const Layer& layer) const {
    std::vector<const Meeting*> all;
    for (const auto& use : uses_)
      for (const auto& operand : use.operands)
        if (!use.added && flow_.slice_from({operand.value}).variables.contains(layer.variable))
          for (const auto& read : operand.value.reads)
            add_those_of(product_with(read), all);
    return all;
  }

  void add_those_of(const Key& name, std::vector<const Meeting*>& all) const {
    const auto found = meetings_.find(name);
    if (found != meetings_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
  }

  const std::vector<TensorUse>& uses_;
  const Calls& calls_;
  const Flow& flow_;
  const Holders& holders_;
  std::map<Key, std::vector<const Meeting*>> meetings_, entries_;
};

/// Where another module can be written after a layer that is one element of one Sequential.
std::optional<Place> only_successor(const std::vector<const Meeting*>& meetings) {
  std::optional<Place> only;
  for (const auto* meeting : meetings) {
    if (!meeting->successor || (only && only != meeting->successor)) return std::nullopt;
    only = meeting->successor;
  }
  return only;
}

void decide(Layer& layer, const Encounters& encounters, TrainingProgram& program) {
  const auto all = encounters.of(layer);
  const auto used = encounters.in_use(all);
  std::set<Key> on_the_way;
  layer.meets = encounters.first_of(used, on_the_way);
  std::set<SourceRange> calls;
  for (const auto* meeting : used)
    if (meeting->call.written()) calls.insert(meeting->call);
  layer.calls.assign(calls.begin(), calls.end());
  if (!layer.successor && calls.empty()) layer.successor = only_successor(used);
  for (const auto* meeting : all)
    if (meeting->call.written() && !calls.contains(meeting->call))
      program.skipped.push_back(
          {meeting->call, "Layer's call",
           "it runs neither in training nor in evaluation, as others do: it may only probe a shape"});
}

/// Layers that run at one call are elements of one container.
void mark_shared_calls(TrainingProgram& program) {
  std::map<SourceRange, std::vector<const Site*>> layers_at;
  for (const auto& site : program.sites)
    if (const auto* layer = as<Layer>(site))
      for (const auto& call : layer->calls)
        layers_at[call].push_back(&site);
  for (auto& site : program.sites) {
    auto* layer = std::get_if<Layer>(&site.meaning);
    if (!layer) continue;
    layer->shares_calls = std::any_of(layer->calls.begin(), layer->calls.end(), [&](const SourceRange& call) {
      return std::any_of(layers_at[call].begin(), layers_at[call].end(),
                         [&](const Site* other) { return other != &site && !are_one_layer(site, *other); });
    });
  }
}

} // namespace

void decide_encounters(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                       const Flow& flow, const Holders& holders) {
  const Encounters encounters(facts, calls, flow, holders);
  for (auto& site : program.sites)
    if (auto* layer = std::get_if<Layer>(&site.meaning)) decide(*layer, encounters, program);
  mark_shared_calls(program);
}

} // namespace misfire
