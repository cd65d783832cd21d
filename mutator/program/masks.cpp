#include "mutator/program/masks.h"

#include <algorithm>
#include <set>

namespace misfire {
namespace {

class Networks {
public:
  explicit Networks(const ProgramFacts& facts) : facts_(facts) {
    for (const auto& function : facts.functions)
      if (function.name == "forward" || function.name == "operator()") classes_.insert(function.record);
    classes_.erase(Key());
    for (const auto& use : facts.tensor_uses)
      with_products_.insert(use.function);
  }

  /// Whether a network runs the function: it is main() itself, of a network's class, computes a product with
  /// a plain tensor, or something that calls it does; or it is handed a layer's output.
  bool run(const Key& function) const {
    std::vector<Key> open = {function};
    std::set<Key> seen;
    while (!open.empty()) {
      const Key one = std::move(open.back());
      open.pop_back();
      if (!seen.insert(one).second) continue;
      if (is_of_network(one)) return true;
      for (const auto& call : facts_.calls)
        if (call.callee == one) open.push_back(call.caller);
    }
    const auto takes_output = [&](const Meeting& meeting) {
      return meeting.next.starts_with(function + "#");
    };
    return is_entry(function) || std::any_of(facts_.meetings.begin(), facts_.meetings.end(), takes_output);
  }

  /// Whether what the function returns is handed on: to a function, a module or a Sequential of the
  /// program's.
  bool take(const Key& function) const {
    return std::any_of(facts_.meetings.begin(), facts_.meetings.end(), [&](const Meeting& meeting) {
      return meeting.value == function && (meeting.enters || meeting.next.find('#') != Key::npos);
    });
  }

private:
  bool is_of_network(const Key& function) const {
    const auto known = std::find_if(facts_.functions.begin(), facts_.functions.end(),
                                    [&](const Function& one) { return one.key == function; });
    return with_products_.contains(function) ||
           (known != facts_.functions.end() && classes_.contains(known->record));
  }

  bool is_entry(const Key& function) const {
    return std::any_of(facts_.functions.begin(), facts_.functions.end(),
                       [&](const Function& one) { return one.key == function && one.entry; });
  }

  const ProgramFacts& facts_;
  std::set<Key> classes_, with_products_;
};

} // namespace

void drop_augmentations(TrainingProgram& program, const ProgramFacts& facts) {
  const Networks networks(facts);
  std::erase_if(program.sites, [&](const Site& site) {
    const auto* dropout = as<Dropout>(site);
    const bool augments = dropout && dropout->form == Dropout::Form::mask && networks.take(site.function) &&
                          !networks.run(site.function);
    if (augments)
      program.skipped.push_back(
          {site.range, "Dropout", "no network computes what it is applied to: it may augment inputs"});
    return augments;
  });
}

} // namespace misfire
