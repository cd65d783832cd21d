#include "mutator/operators/gradients/turns.h"

#include "mutator/operators/moving.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

struct Event {
  const TrainingStatement* statement;
  bool steps; ///< else it computes gradients
};

/// The steps and backward() calls of a statement's turn, from behind it to its end, then from its start.
std::vector<Event> events_behind(const TrainingProgram& program, const TrainingStatement& statement) {
  std::vector<Event> events;
  for (const auto* step : in_turn_of<Step>(program, statement))
    events.push_back({step, true});
  for (const auto* backward : in_turn_of<Backward>(program, statement))
    events.push_back({backward, false});
  std::ranges::sort(events, {}, [](const Event& event) { return event.statement->call.begin; });
  const auto next = std::ranges::find_if(
      events, [&](const Event& event) { return event.statement->call.begin > statement.call.begin; });
  std::ranges::rotate(events, next);
  return events;
}

/// Whether a backward() stands behind `one` and before `other`, once around the loop if need be.
bool computes_between(const TrainingProgram& program, const TrainingStatement& one,
                      const TrainingStatement& other) {
  const auto is_between = [&](const TrainingStatement* backward) {
    const auto at = backward->call.begin;
    const bool behind = at > one.call.begin, before = at < other.call.begin;
    return one.call.begin < other.call.begin ? behind && before : behind || before;
  };
  return std::ranges::any_of(in_turn_of<Backward>(program, one), is_between);
}

const ZeroGrad* clears(const TrainingProgram& program, const TrainingStatement& statement) {
  for (const auto& site : program.sites)
    if (site.range == statement.call && as<ZeroGrad>(site)) return as<ZeroGrad>(site);
  return nullptr;
}

/// Whether two clear the same: one object's gradients, or an optimizer's and those of the network, where no
/// other optimizer steps.
bool clear_the_same(const TrainingProgram& program, const TrainingStatement& one,
                    const TrainingStatement& other) {
  if (one.object == other.object) return true;
  const auto *first = clears(program, one), *second = clears(program, other);
  return first && second && first->of != second->of && one_object_steps(program, one);
}

} // namespace

bool stand_together(const TrainingProgram& program, const TrainingStatement& one,
                    const TrainingStatement& other) {
  if (!one.among_others || !other.among_others || one.call.file != other.call.file) return false;
  const auto& [file, begin, end] = one.call.begin < other.call.begin ? one.call : other.call;
  const auto behind = std::max(one.call.begin, other.call.begin);
  int depth = 0;
  for (const char character : text_at(program, {file, end, std::max(behind, end)})) {
    depth += (character == '{') - (character == '}');
    if (depth < 0) return false;
  }
  return depth == 0;
}

const TrainingStatement* last_step_behind(const TrainingProgram& program,
                                          const TrainingStatement& statement) {
  const TrainingStatement* last = nullptr;
  for (const auto& event : events_behind(program, statement)) {
    if (event.steps) last = event.statement;
    if (!event.steps && last) break;
  }
  return last;
}

const TrainingStatement* first_backward_before(const TrainingProgram& program,
                                               const TrainingStatement& statement) {
  auto events = events_behind(program, statement);
  std::erase_if(events,
                [&](const Event& event) { return event.statement->call.begin > statement.call.begin; });
  const TrainingStatement* first = nullptr;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (!event->steps) first = event->statement;
    if (event->steps && first) break;
  }
  return first;
}

bool one_object_steps(const TrainingProgram& program, const TrainingStatement& statement) {
  const auto steps = in_turn_of<Step>(program, statement);
  return !steps.empty() && std::ranges::all_of(steps, [&](const TrainingStatement* step) {
    return step->object == steps.front()->object;
  });
}

std::vector<const TrainingStatement*> cleared_at_once(const TrainingProgram& program,
                                                      const TrainingStatement& statement) {
  auto all = in_turn_of<ZeroGrad>(program, statement);
  std::erase_if(all, [&](const TrainingStatement* other) {
    if (other == &statement) return false;
    return !clear_the_same(program, statement, *other) || !stand_together(program, statement, *other) ||
           (computes_between(program, statement, *other) && computes_between(program, *other, statement));
  });
  return all;
}

std::string cleared_already(const TrainingProgram& program,
                            const std::vector<const TrainingStatement*>& at_once,
                            const TrainingStatement& statement) {
  if (at_once.empty() || at_once.front() == &statement) return "";
  return fmt::format("{} clears the same gradients in the same turn: the fault is made there",
                     text_at(program, at_once.front()->call));
}

bool are_cleared_before(const TrainingProgram& program, const TrainingStatement& statement,
                        const TrainingStatement& backward) {
  if (!one_object_steps(program, statement) || !stand_together(program, statement, backward)) return false;
  const auto* step = in_turn_of<Step>(program, statement).front();
  return std::ranges::any_of(in_turn_of<ZeroGrad>(program, statement), [&](const TrainingStatement* clear) {
    const auto* what = clears(program, *clear);
    const bool all = what && (what->of == ZeroGrad::Of::module || clear->object == step->object);
    const bool between = clear->call.begin > backward.call.begin && clear->call.begin < step->call.begin;
    return all && !between && stand_together(program, *clear, backward);
  });
}

} // namespace misfire::operators
