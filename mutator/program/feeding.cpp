#include "mutator/program/feeding.h"

#include <algorithm>

namespace misfire {
namespace {

const Loop* loop_of(const ProgramFacts& facts, const Key& key) {
  const auto found =
      std::find_if(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) { return loop.key == key; });
  return found == facts.loops.end() ? nullptr : &*found;
}

const Loop* outermost_loop(const ProgramFacts& facts, const Key& innermost) {
  const Loop* loop = loop_of(facts, innermost);
  while (loop && !loop->parent.empty())
    loop = loop_of(facts, loop->parent);
  return loop;
}

std::vector<Key> variables_of(const TrainingTensors& tensors) {
  auto variables = tensors.input_variables;
  variables.push_back(tensors.target_variable);
  return variables;
}

/// The calls of a function from elsewhere; of a lambda that nothing calls by name, where it is written.
std::vector<const Call*> calls_of(const ProgramFacts& facts, const Key& function) {
  std::vector<const Call*> calls, definitions;
  for (const auto& call : facts.calls)
    if (call.callee == function && call.caller != function)
      (call.by_definition ? definitions : calls).push_back(&call);
  return calls.empty() ? definitions : calls;
}

/// Whether a function is a lambda written in another: it sees the variables of that one.
bool stands_in(const ProgramFacts& facts, const Key& inner, const Key& outer) {
  const auto range_of = [&](const Key& key) {
    const auto found = std::find_if(facts.functions.begin(), facts.functions.end(),
                                    [&](const Function& function) { return function.key == key; });
    return found == facts.functions.end() ? SourceRange{} : found->range;
  };
  const SourceRange inside = range_of(inner), around = range_of(outer);
  return inside.written() && inside != around && around.contains(inside);
}

bool is_among(const std::vector<Key>& keys, const Key& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_parameter_of(const Key& variable, const Key& function) {
  return variable.starts_with(function + "#");
}

bool calls_itself(const ProgramFacts& facts, const Key& function) {
  return std::any_of(facts.calls.begin(), facts.calls.end(),
                     [&](const Call& call) { return call.callee == function && call.caller == function; });
}

/// The plain variable that a parameter is given in a call; null if it is given anything else.
const Definition* argument_in(const ProgramFacts& facts, const SourceRange& call, const Key& parameter) {
  for (const auto& definition : facts.definitions) {
    const bool here = definition.variable == parameter && call.contains(definition.value.range);
    if (here && definition.value.copies && definition.value.reads.size() == 1) return &definition;
  }
  return nullptr;
}

class Placing {
public:
  Placing(const ProgramFacts& facts, const std::vector<SourceFile>& files) : facts_(facts), files_(files) {}

  /// `statement` is that of the call that led here, where one can be inserted before it.
  void place(Site site, const SourceRange& statement = {}, unsigned depth = 0) {
    auto& tensors = std::get<TrainingTensors>(site.meaning);
    const auto calls = calls_of(facts_, site.function);
    const bool repeats =
        calls_itself(facts_, site.function) ||
        std::any_of(calls.begin(), calls.end(), [](const Call* call) { return !call->loop.empty(); });
    const bool assignable = is_assignable(tensors);
    const Loop* loop = outermost_loop(facts_, site.loop);
    if (tensors.one_turn && tensors.after.written() && assignable) {
      if (loop) site.range = loop->range;
      placed.push_back(std::move(site));
      return;
    }
    tensors.after = {};
    const bool remade = tensors.one_turn || (loop && is_made_in(*loop, tensors));
    const SourceRange training = !loop ? statement : loop->stands_alone ? loop->range : SourceRange{};
    if (assignable && training.written() && !repeats && !remade) {
      site.range = training;
      tensors.after = {site.range.file, site.range.begin, site.range.begin};
      placed.push_back(std::move(site));
      return;
    }
    constexpr unsigned deepest = 8;
    if (!remade && !calls.empty() && depth < deepest && lift(site, calls, depth)) return;
    if (tensors.obstacle.empty())
      tensors.obstacle = remade        ? "its tensors are made anew in every turn of the loop that trains"
                         : !assignable ? "its tensors are const: they cannot be assigned to"
                                       : "no statement that sees all its tensors runs once before training";
    if (loop) site.range = loop->range;
    placed.push_back(std::move(site));
  }

  std::vector<Site> placed;

private:
  bool is_assignable(const TrainingTensors& tensors) const {
    const auto variables = variables_of(tensors);
    return std::none_of(variables.begin(), variables.end(), [&](const Key& variable) {
      return std::binary_search(facts_.constants.begin(), facts_.constants.end(), variable);
    });
  }

  /// Whether one of them gets a value there that it did not have before: a batch, or data drawn for one turn.
  bool is_made_in(const Loop& loop, const TrainingTensors& tensors) const {
    const auto variables = variables_of(tensors);
    return std::any_of(facts_.definitions.begin(), facts_.definitions.end(),
                       [&](const Definition& definition) {
                         const auto& [variable, value] = definition;
                         return is_among(variables, variable) && !is_among(value.reads, variable) &&
                                (loop.range.contains(value.range) || loop.body.contains(value.range));
                       });
  }

  /// Goes on in every caller; false if one of them gives no plain variables.
  bool lift(const Site& site, const std::vector<const Call*>& calls, unsigned depth) {
    std::vector<std::pair<Site, SourceRange>> lifted;
    for (const Call* call : calls) {
      Site above = site;
      above.function = call->caller;
      above.loop = call->loop;
      above.range = call->range;
      auto& tensors = std::get<TrainingTensors>(above.meaning);
      for (std::size_t i = 0; i < tensors.inputs.size(); ++i)
        if (!rename(tensors.input_variables[i], tensors.inputs[i], *call)) return false;
      if (!rename(tensors.target_variable, tensors.targets, *call)) return false;
      lifted.emplace_back(std::move(above), call->statement);
    }
    for (auto& [above, statement] : lifted)
      place(std::move(above), statement, depth + 1);
    return true;
  }

  bool rename(Key& variable, std::string& text, const Call& call) const {
    if (!is_parameter_of(variable, call.callee) && stands_in(facts_, call.callee, call.caller)) return true;
    const auto* argument = argument_in(facts_, call.range, variable);
    if (!argument) return false;
    variable = argument->value.reads.front();
    const auto& range = argument->value.range;
    for (const auto& file : files_)
      if (file.path == range.file) text = file.text.substr(range.begin, range.end - range.begin);
    return true;
  }

  const ProgramFacts& facts_;
  const std::vector<SourceFile>& files_;
};

} // namespace

std::vector<Site> placed_tensors(const std::vector<Site>& sites, const ProgramFacts& facts,
                                 const std::vector<SourceFile>& files) {
  Placing placing(facts, files);
  std::vector<Site> others;
  for (const auto& site : sites) {
    if (as<TrainingTensors>(site))
      placing.place(site);
    else
      others.push_back(site);
  }
  append(others, placing.placed);
  return others;
}

} // namespace misfire
