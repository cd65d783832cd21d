// From operators and a program to mutants with ids, each source once.
#include "mutator/operators/proposal.h"
#include "mutator/operators/suppression.h"
#include "mutator/source/emit.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <tuple>

namespace misfire {
namespace {

std::string shown(const TrainingProgram& program, const SourceRange& range, std::uint32_t offset) {
  const auto [line, column] = position_of(get_file(program, range.file).text, offset);
  return fmt::format("{}:{}", line, column);
}

/// An id whose place reads `ending` at its end.
std::string id_ending(const TrainingProgram& program, const std::string& operator_id, const SourceRange& site,
                      const std::string& ending, const std::string& choice) {
  const auto place = site.written() ? fmt::format("@{}:{}{}", shown_path(program, site.file),
                                                  shown(program, site, site.begin), ending)
                                    : "";
  return operator_id + place + (choice.empty() ? "" : "=" + choice);
}

/// Where several sites of an operator begin at one place (`x.relu().tanh()`), ids name their ends too, and
/// where these are the same, count.
void give_ids(const TrainingProgram& program, std::vector<Mutant>& mutants) {
  for (auto& each : mutants)
    each.id = id_of(program, each.operator_id, each.site, each.choice);
  const auto twins = [&] {
    std::map<std::string, std::vector<Mutant*>> by_id;
    for (auto& mutant : mutants)
      by_id[mutant.id].push_back(&mutant);
    std::erase_if(by_id, [](const auto& entry) { return entry.second.size() == 1; });
    return by_id;
  };
  for (const auto& [id, same] : twins())
    for (auto* each : same)
      each->id = id_ending(program, each->operator_id, each->site,
                           "-" + shown(program, each->site, each->site.end), each->choice);
  for (const auto& [id, same] : twins())
    for (std::size_t i = 1; i < same.size(); ++i)
      same[i]->id = fmt::format("{}#{}", id, i + 1);
}

std::vector<Selection> or_usual(const std::vector<Selection>& selections) {
  if (!selections.empty()) return selections;
  return *parse_selections(operator_sets().front());
}

/// Whether a selection asks for a choice of an operator; what was not made for any choice has an empty one.
bool asks_for(const std::vector<Selection>& selections, const std::string& operator_id,
              const std::string& choice) {
  return std::any_of(selections.begin(), selections.end(), [&](const Selection& each) {
    const auto& choices = each.choices;
    return each.operator_id == operator_id &&
           (choices.empty() || choice.empty() ||
            std::find(choices.begin(), choices.end(), choice) != choices.end());
  });
}

/// What one operator proposes, as far as it was asked for.
void propose(const TrainingProgram& program, const Operator& one, const std::vector<Selection>& selections,
             Mutants& mutants) {
  auto proposed = one.propose(program);
  for (auto& mutant : proposed.made) {
    if (!asks_for(selections, one.id, mutant.choice)) continue;
    mutant.operator_id = one.id;
    mutant.after_training = one.set == post_training;
    mutants.made.push_back(std::move(mutant));
  }
  for (auto& not_made : proposed.not_made) {
    if (!asks_for(selections, one.id, not_made.choice)) continue;
    not_made.operator_id = one.id;
    mutants.not_made.push_back(std::move(not_made));
  }
}

/// Leaves out those whose sources cannot be written.
void drop_unwritable(const TrainingProgram& program, Mutants& mutants) {
  std::erase_if(mutants.made, [&](const Mutant& mutant) {
    const Proposal written = attempted([&]() -> Proposal {
      (void)compiled_files(program, &mutant);
      return Fault{};
    });
    if (!written)
      mutants.not_made.push_back({mutant.operator_id, mutant.site, mutant.choice, written.error(), false});
    return !written;
  });
}

/// A mutant that is not made since its source is that of another, which is made.
struct Repetition {
  NotMade mutant;
  std::size_t of;
};

/// Where two operators write the same, the fault is that of the set that comes first.
std::ptrdiff_t rank_of(const Mutant& mutant) {
  const auto one = std::ranges::find(all_operators(), mutant.operator_id, &Operator::id);
  return std::ranges::find(operator_sets(), one->set) - operator_sets().begin();
}

/// Which mutant is kept of those that have a diff.
std::map<std::string, std::size_t> kept_by_diff(const std::vector<Mutant>& mutants,
                                                const std::vector<std::string>& diffs) {
  std::map<std::string, std::size_t> kept;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    const auto [earlier, is_new] = kept.emplace(diffs[i], i);
    if (!is_new && rank_of(mutants[i]) < rank_of(mutants[earlier->second])) earlier->second = i;
  }
  return kept;
}

/// Leaves each source once, and none that is the program's. A mutant without edits is the program by intent.
std::vector<Repetition> drop_equal_sources(const TrainingProgram& program, Mutants& mutants) {
  std::vector<std::string> diffs;
  for (const auto& mutant : mutants.made) // the same source may be a fault before training, and one after it
    diffs.push_back(diff_of(program, mutant) + (mutant.after_training ? " once it is trained" : ""));
  const auto wanted = kept_by_diff(mutants.made, diffs);
  std::vector<Repetition> repetitions;
  std::map<std::size_t, std::size_t> places; // of those kept
  std::vector<Mutant> kept;
  for (std::size_t i = 0; i < mutants.made.size(); ++i) {
    auto& mutant = mutants.made[i];
    NotMade dropped{mutant.operator_id, mutant.site, mutant.choice, "it would change nothing", false};
    if (mutant.edits.empty() || (wanted.at(diffs[i]) == i && !diffs[i].empty())) {
      places[i] = kept.size();
      kept.push_back(std::move(mutant));
    } else if (diffs[i].empty()) {
      mutants.not_made.push_back(std::move(dropped));
    } else {
      repetitions.push_back({std::move(dropped), wanted.at(diffs[i])});
    }
  }
  for (auto& repetition : repetitions)
    repetition.of = places.at(repetition.of);
  mutants.made = std::move(kept);
  return repetitions;
}

template <typename Proposed>
void sort_by_site(std::vector<Proposed>& proposed) {
  std::stable_sort(proposed.begin(), proposed.end(), [](const Proposed& a, const Proposed& b) {
    return std::tie(a.site, a.operator_id) < std::tie(b.site, b.operator_id);
  });
}

} // namespace

std::string id_of(const TrainingProgram& program, const std::string& operator_id, const SourceRange& site,
                  const std::string& choice) {
  return id_ending(program, operator_id, site, "", choice);
}

Mutants mutate(const TrainingProgram& program, const std::vector<Selection>& selections) {
  Mutants mutants;
  const auto asked = or_usual(selections);
  for (const auto& one : all_operators())
    propose(program, one, asked, mutants);
  suppress(program, mutants);
  drop_unwritable(program, mutants);
  sort_by_site(mutants.made);
  auto repetitions = drop_equal_sources(program, mutants);
  give_ids(program, mutants.made);
  for (auto& [mutant, of] : repetitions) {
    mutant.reason = fmt::format("its source equals that of {}", mutants.made[of].id);
    mutants.not_made.push_back(std::move(mutant));
  }
  sort_by_site(mutants.not_made);
  return mutants;
}

} // namespace misfire
