#include "mutator/program/feeding.h"

#include "mutator/program/flow.h"
#include "mutator/program/origins.h"

#include <algorithm>
#include <utility>

namespace misfire {
namespace {

const Loop* loop_of(const ProgramFacts& facts, const Key& key) {
  const auto found =
      std::find_if(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) { return loop.key == key; });
  return found == facts.loops.end() ? nullptr : &*found;
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

  /// `statement` is that of the call that led here, where one can be inserted before it; `trains` where that
  /// goes through a loop that trains.
  void place(Site site, const SourceRange& statement = {}, bool trains = false, unsigned depth = 0) {
    auto& tensors = std::get<TrainingTensors>(site.meaning);
    const auto calls = calls_of(facts_, site.function);
    const Loop* loop = outermost_loop(site.loop);
    if (tensors.one_turn) {
      if (loop) site.range = loop->range;
      if (!tensors.after.written() && tensors.obstacle.empty()) tensors.obstacle = made_anew;
      placed.push_back(std::move(site));
      return;
    }
    const auto training = statement_before(
        site.loop, tensors, site.loop.empty() || trains ? std::optional(statement) : std::nullopt);
    const bool repeats =
        calls_itself(facts_, site.function) ||
        std::any_of(calls.begin(), calls.end(), [](const Call* call) { return !call->loop.empty(); });
    const bool remade = !training;
    if (training && training->written() && is_assignable(tensors) && !repeats)
      return place_at(*training, std::move(site));
    constexpr unsigned deepest = 8;
    if (!remade && !calls.empty() && depth < deepest && lift(site, calls, trains, depth)) return;
    tensors.repeats = repeats;
    if (training && training->written() && !is_given_anew(tensors, calls))
      return place_at(*training, std::move(site));
    if (tensors.obstacle.empty())
      tensors.obstacle =
          remade ? made_anew : "no statement that sees all its tensors runs once before training";
    if (loop) site.range = loop->range;
    placed.push_back(std::move(site));
  }

  std::vector<Site> placed;
  static constexpr auto made_anew = "its tensors are made anew in every turn of the loop that trains";

private:
  const Loop* outermost_loop(const Key& innermost) const {
    const Loop* loop = loop_of(facts_, innermost);
    while (loop && !loop->parent.empty())
      loop = loop_of(facts_, loop->parent);
    return loop;
  }

  /// The outermost of the loops around in which the tensors stay as they are, or the call that led here,
  /// which trains; not written where no statement can be inserted before it. Nothing where every loop makes
  /// them anew.
  std::optional<SourceRange> statement_before(const Key& innermost, const TrainingTensors& tensors,
                                              std::optional<SourceRange> call) const {
    std::optional<SourceRange> found = std::move(call);
    for (const Loop* loop = loop_of(facts_, innermost); loop; loop = loop_of(facts_, loop->parent)) {
      if (is_made_in(*loop, tensors)) break;
      found = loop->stands_alone ? loop->range : SourceRange{};
    }
    return found;
  }

  void place_at(const SourceRange& statement, Site site) {
    site.range = statement;
    std::get<TrainingTensors>(site.meaning).after = {statement.file, statement.begin, statement.begin};
    placed.push_back(std::move(site));
  }

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

  /// Whether a call gives what it makes itself: `update(collect(environment))`.
  bool is_given_anew(const TrainingTensors& tensors, const std::vector<const Call*>& calls) const {
    const auto variables = variables_of(tensors);
    return std::any_of(facts_.definitions.begin(), facts_.definitions.end(), [&](const Definition& given) {
      const auto& [variable, value] = given;
      const bool here =
          is_among(variables, variable) && std::any_of(calls.begin(), calls.end(), [&](const Call* call) {
            return is_parameter_of(variable, call->callee) && call->range.contains(value.range);
          });
      return here && (value.reads.empty() || reads_function(value));
    });
  }

  bool reads_function(const Expression& value) const {
    return std::any_of(facts_.functions.begin(), facts_.functions.end(),
                       [&](const Function& function) { return is_among(value.reads, function.key); });
  }

  /// Goes on in every caller; false if one of them gives no plain variables.
  bool lift(const Site& site, const std::vector<const Call*>& calls, bool trains, unsigned depth) {
    std::vector<std::pair<Site, SourceRange>> lifted;
    for (const Call* call : calls) {
      Site above = site;
      above.function = call->caller;
      above.loop = call->loop;
      above.range = call->range;
      auto& tensors = std::get<TrainingTensors>(above.meaning);
      tensors.names.resize(tensors.inputs.size() + 1);
      for (std::size_t i = 0; i < tensors.inputs.size(); ++i)
        if (!rename(tensors.input_variables[i], tensors.inputs[i], tensors.names[i], *call)) return false;
      if (!tensors.targets.empty() &&
          !rename(tensors.target_variable, tensors.targets, tensors.names.back(), *call))
        return false;
      lifted.emplace_back(std::move(above), call->statement);
    }
    for (auto& [above, statement] : lifted)
      place(std::move(above), statement, trains || !site.loop.empty(), depth + 1);
    return true;
  }

  /// The tensor in the words of a caller.
  bool rename(Key& variable, std::string& text, std::string& name, const Call& call) const {
    if (!is_parameter_of(variable, call.callee) && stands_in(facts_, call.callee, call.caller)) return true;
    const auto* argument = argument_in(facts_, call.range, variable);
    if (!argument) return false;
    variable = argument->value.reads.front();
    const auto given = text_at(argument->value.range);
    if (name.empty()) {
      text = given;
      return true;
    }
    const auto at = place_of_word(name, text);
    if (at == std::string::npos) return false;
    const bool plain = std::all_of(given.begin(), given.end(), [](char c) { return is_of_name(c); });
    text.replace(at, name.size(), plain ? given : "(" + given + ")");
    name = given;
    return true;
  }

  std::string text_at(const SourceRange& range) const {
    for (const auto& file : files_)
      if (file.path == range.file) return file.text.substr(range.begin, range.end - range.begin);
    return {};
  }

  const ProgramFacts& facts_;
  const std::vector<SourceFile>& files_;
};

/// The sites of tensors that stay, at a statement ahead of training. Where there is none, but tensors are
/// handed to a function or made for each turn of a loop, they are those of a turn, at the statement that the
/// reader found in that.
std::vector<Site> placed(const Site& site, const ProgramFacts& facts, const std::vector<SourceFile>& files) {
  Placing ahead(facts, files);
  Site staying = site;
  auto& tensors = std::get<TrainingTensors>(staying.meaning);
  const SourceRange in_turn = tensors.one_turn ? SourceRange{} : std::exchange(tensors.after, {});
  ahead.place(std::move(staying));
  const bool anew = std::all_of(ahead.placed.begin(), ahead.placed.end(), [&](const Site& one) {
    const auto* found = as<TrainingTensors>(one);
    return !found->after.written() && (site.loop.empty() || found->obstacle == Placing::made_anew);
  });
  if (!in_turn.written() || !anew) return ahead.placed;
  Site turning = site;
  auto& turn = std::get<TrainingTensors>(turning.meaning);
  turn.one_turn = true;
  turn.whole = false;
  Placing inside(facts, files);
  inside.place(std::move(turning));
  return inside.placed;
}

} // namespace

std::vector<Site> placed_tensors(const std::vector<Site>& sites, const ProgramFacts& facts,
                                 const std::vector<SourceFile>& files) {
  std::vector<Site> fed, others;
  for (const auto& site : sites) {
    if (as<TrainingTensors>(site))
      append(fed, placed(site, facts, files));
    else
      others.push_back(site);
  }
  show_where_made(fed, facts, files);
  append(others, fed);
  return others;
}

} // namespace misfire
