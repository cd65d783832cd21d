// Makes the program's randomness and progress observable, alike in baseline and mutants.
#include "mutator/source/instrument.h"

#include <algorithm>
#include <functional>
#include <set>

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

Instrument wrapped(const SourceRange& range, const std::string& before) {
  return {.edits = {{.range = point(range.file, range.begin), .text = before},
                    {.range = point(range.file, range.end), .text = ")"}},
          .include = "misfire/inputs.h"};
}

Instrument inserted(const SourceRange& before, const std::string& text) {
  return {.edits = {{.range = point(before.file, before.begin), .text = text}},
          .include = "misfire/inputs.h"};
}

/// Several tensors that enter together are told apart by their number, since C++ says nothing of the order in
/// which arguments are evaluated.
void add_input(const ComparedTargets& compared, std::vector<Instrument>& instruments) {
  if (!compared.named_input.empty())
    instruments.push_back(inserted(compared.input, "misfire::seen(" + compared.named_input + "); "));
  else if (compared.beside.empty())
    instruments.push_back(wrapped(compared.input, "misfire::seen("));
  else {
    const std::string of = ", " + std::to_string(compared.beside.size() + 1) + ", ";
    instruments.push_back(wrapped(compared.input, "misfire::seen_part(0" + of));
    for (std::size_t i = 0; i < compared.beside.size(); ++i)
      instruments.push_back(wrapped(compared.beside[i], "misfire::seen_part(" + std::to_string(i + 1) + of));
  }
}

/// What evaluates, each once: comparisons by their number among the program's, what enters networks, and the
/// loops around both. What a comment states is written before it.
void add_comparisons(const TrainingProgram& program, std::vector<Instrument>& instruments) {
  std::set<SourceRange> inputs, passes;
  unsigned number = 0;
  for (const auto& site : program.sites) {
    const auto* compared = as<ComparedTargets>(site);
    if (!compared) continue;
    const std::string call = "misfire::right(" + std::to_string(number++) + ", ";
    instruments.push_back(compared->right.empty() ? wrapped(site.range, call)
                                                  : inserted(site.range, call + compared->right + "); "));
    if (inputs.insert(compared->input).second) add_input(*compared, instruments);
    if (compared->pass.written() && passes.insert(compared->pass).second)
      instruments.push_back(inserted(compared->pass, "if (const misfire::Pass misfire_pass{}) "));
  }
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
  add_comparisons(program, instruments);
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
