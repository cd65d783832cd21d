// Makes the program's randomness and progress observable, alike in baseline and mutants.
#include "mutator/source/instrument.h"

#include <algorithm>
#include <functional>

namespace misfire {
namespace {

SourceRange point(const std::string& file, std::uint32_t offset) {
  return {file, offset, offset};
}

Instrument observed(const Place& loss) {
  const auto& range = loss.range;
  return {.edits = {{.range = point(range.file, range.begin), .text = "misfire::observed(" + loss.before},
                    {.range = point(range.file, range.end), .text = loss.after + ")"}},
          .include = "misfire/fingerprint.h"};
}

Instrument seeded(const SourceRange& callee) {
  return {.edits = {{.range = callee, .text = "misfire::seed"}}, .include = "misfire/seed.h"};
}

Instrument passable(const SourceRange& before_loop) {
  return {.edits = {{.range = before_loop, .text = "if (const misfire::Training misfire_training{}) "}},
          .include = "misfire/kept.h"};
}

/// Whether `edit` writes into text that `other` replaces. Touching at an end is no overlap.
bool overlap(const Edit& edit, const Edit& other) {
  return edit.range.file == other.range.file && edit.range.begin < other.range.end &&
         other.range.begin < edit.range.end;
}

/// Whether an edit inserts statements: what it is inserted before goes on beginning a statement.
bool inserts_statement(const Edit& edit) {
  const auto last = edit.text.find_last_not_of(" \t\r\n");
  return edit.range.begin == edit.range.end && last != std::string::npos && edit.text[last] == ';';
}

/// Whether an instrument stands before a statement, so after what a mutant inserts there and before all else.
bool begins_statement(const Instrument& instrument) {
  return instrument.edits.size() == 1 &&
         instrument.edits.front().range.begin == instrument.edits.front().range.end;
}

/// Whether an edit replaces the beginning of the statement that an instrument stands before.
bool replaces_statement(const Edit& edit, const Instrument& instrument) {
  const SourceRange& before = instrument.edits.front().range;
  return begins_statement(instrument) && edit.range.file == before.file && edit.range.begin <= before.begin &&
         before.begin < edit.range.end;
}

bool replaces_any(const std::vector<Edit>& mutant, const Instrument& instrument) {
  return std::any_of(mutant.begin(), mutant.end(), [&](const Edit& edit) {
    return replaces_statement(edit, instrument) ||
           std::any_of(instrument.edits.begin(), instrument.edits.end(),
                       [&](const Edit& ours) { return overlap(ours, edit); });
  });
}

} // namespace

std::vector<Instrument> instrumentation(const TrainingProgram& program, TrainingLoops loops) {
  std::vector<Instrument> instruments;
  for (const auto& site : program.sites) {
    if (const auto* backward = as<Backward>(site)) instruments.push_back(observed(backward->loss));
    const auto* seed = as<Seed>(site);
    if (seed && seed->function == "torch::manual_seed" && seed->callee)
      instruments.push_back(seeded(*seed->callee));
  }
  if (loops == TrainingLoops::passable)
    std::transform(program.passable.loops.begin(), program.passable.loops.end(),
                   std::back_inserter(instruments), passable);
  return instruments;
}

std::vector<Instrument> beside(const std::vector<Edit>& mutant, const std::vector<Instrument>& instruments) {
  std::vector<Instrument> kept;
  std::copy_if(instruments.begin(), instruments.end(), std::back_inserter(kept),
               [&](const Instrument& instrument) { return !replaces_any(mutant, instrument); });
  return kept;
}

std::vector<Edit> joined(const std::vector<Edit>& mutant, const std::vector<Instrument>& instruments) {
  std::vector<Edit> edits;
  std::copy_if(mutant.begin(), mutant.end(), std::back_inserter(edits), inserts_statement);
  for (const auto& instrument : instruments)
    edits.insert(edits.end(), instrument.edits.begin(),
                 instrument.edits.end() - (begins_statement(instrument) ? 0 : 1));
  std::copy_if(mutant.begin(), mutant.end(), std::back_inserter(edits), std::not_fn(inserts_statement));
  for (const auto& instrument : instruments)
    if (!begins_statement(instrument)) edits.push_back(instrument.edits.back());
  return edits;
}

} // namespace misfire
