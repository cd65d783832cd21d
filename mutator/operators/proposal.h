// How an operator goes through a program's sites: what it writes at one, or why it writes nothing.
#pragma once

#include "mutator/operators/operator.h"
#include "mutator/operators/writing.h"

#include <algorithm>
#include <iterator>
#include <tl/expected.hpp>

namespace misfire {

/// What an operator writes at a site, and how its trials are found.
struct Fault {
  std::vector<Edit> edits;
  /// Where a reader looks for it, if not where the site begins.
  std::optional<SourceRange> at = {};
  std::vector<std::string> includes;
  std::string description;
  Domain domain = Fixed{};
  std::optional<double> number;    ///< the number the text holds
  bool only_fewer_epochs = false;  ///< as in Mutant
  bool changes_loss = false;       ///< as in Mutant
  bool changes_every_loss = false; ///< as in Mutant
  bool evaluation_only = false;    ///< as in Mutant
};

/// Where a reader looks for what is written at `slot`: there, where that stands on another line than the site
/// begins on; else nothing.
inline std::optional<SourceRange> apart_from(const TrainingProgram& program, const SourceRange& site,
                                             const Slot& slot) {
  if (!slot.range.written() || slot.range.begin == slot.range.end) return std::nullopt;
  if (slot.range.file == site.file) {
    const auto& text = get_file(program, site.file).text;
    if (position_of(text, slot.range.begin).line == position_of(text, site.begin).line) return std::nullopt;
  }
  return slot.range;
}

using Proposal = tl::expected<Fault, std::string>;

/// Without a reason, nothing is said of the site at all: it is of a form that the operator is not about.
inline tl::unexpected<std::string> not_made(std::string reason) {
  return tl::unexpected<std::string>(std::move(reason));
}

/// A site of the program, seen by its meaning: `loss->function`, `loss.site.range`.
template <typename Kind>
struct At {
  const TrainingProgram& program;
  const Site& site;
  const Kind& meaning;
  const Kind* operator->() const { return &meaning; }
};

/// What `propose` gives; where what was read contradicts itself, that as the reason.
template <typename Propose>
Proposal attempted(const Propose& propose) {
  try {
    return propose();
  } catch (const Contradiction& contradiction) {
    return not_made(reason_of(contradiction));
  }
}

/// Adds a proposal to the mutants, or to those not made where it has a reason.
inline void add(Mutants& mutants, const SourceRange& site, const std::string& choice, Proposal proposal) {
  if (!proposal && proposal.error().empty()) return;
  if (!proposal) {
    mutants.not_made.push_back({.site = site, .choice = choice, .reason = proposal.error()});
    return;
  }
  mutants.made.push_back({.site = proposal->at.value_or(site),
                          .around = proposal->at ? site : SourceRange{},
                          .choice = choice,
                          .domain = proposal->domain,
                          .number = proposal->number,
                          .edits = std::move(proposal->edits),
                          .includes = std::move(proposal->includes),
                          .only_fewer_epochs = proposal->only_fewer_epochs,
                          .changes_loss = proposal->changes_loss,
                          .changes_every_loss = proposal->changes_every_loss,
                          .evaluation_only = proposal->evaluation_only,
                          .description = std::move(proposal->description)});
}

inline void add(Mutants& mutants, const Site& site, const std::string& choice, Proposal proposal) {
  add(mutants, site.range, choice, std::move(proposal));
}

/// What is proposed for two kinds of site: the first's mutants, then the second's.
inline std::function<Mutants(const TrainingProgram&)>
both(std::function<Mutants(const TrainingProgram&)> first,
     std::function<Mutants(const TrainingProgram&)> second) {
  return [first = std::move(first), second = std::move(second)](const TrainingProgram& program) {
    Mutants mutants = first(program);
    Mutants more = second(program);
    std::ranges::move(more.made, std::back_inserter(mutants.made));
    std::ranges::move(more.not_made, std::back_inserter(mutants.not_made));
    return mutants;
  };
}

/// One mutant at every site with this meaning.
template <typename Kind>
std::function<Mutants(const TrainingProgram&)> at_every(Proposal (*fault)(const At<Kind>&)) {
  return [fault](const TrainingProgram& program) {
    Mutants mutants;
    for (const auto& site : program.sites)
      if (const auto* meaning = as<Kind>(site))
        add(mutants, site, "", attempted([&] { return fault(At<Kind>{program, site, *meaning}); }));
    return mutants;
  };
}

/// A mutant for every value at every site with this meaning, but at those for which `obstacle` names a reason
/// why none of the values can be written there; that is said at the site, or where `said_at` has it said.
template <typename Kind>
std::function<Mutants(const TrainingProgram&)>
for_every(std::vector<std::string> values, std::optional<std::string> (*obstacle)(const At<Kind>&),
          Proposal (*fault)(const At<Kind>&, const std::string& value), bool (*fits)(const Kind&) = nullptr,
          SourceRange (*said_at)(const At<Kind>&) = nullptr) {
  return [values = std::move(values), obstacle, fault, fits, said_at](const TrainingProgram& program) {
    Mutants mutants;
    for (const auto& site : program.sites) {
      const auto* meaning = as<Kind>(site);
      if (!meaning || (fits && !fits(*meaning))) continue;
      const At<Kind> here{program, site, *meaning};
      if (auto reason = obstacle(here)) {
        add(mutants, site, "", not_made(*reason));
        if (said_at && !reason->empty()) mutants.not_made.back().site = said_at(here);
        continue;
      }
      for (const auto& value : values)
        add(mutants, site, value, attempted([&] { return fault(here, value); }));
    }
    return mutants;
  };
}

} // namespace misfire
