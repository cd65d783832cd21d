// The training program: what all units of the subject say together.
//
//   UnitFacts*  --link-->  TrainingProgram
//
#pragma once

#include "mutator/program/annotations.h"
#include "mutator/program/unit_facts.h"

#include <stdexcept>

namespace misfire {

/// The refusal of a unit that the user leaves out, which no compiler refuses.
inline constexpr const char* left_out_by_choice = "misfire.yml leaves it out";

/// A translation unit, as far as building it needs to know.
struct ProgramUnit {
  std::string main_file;
  std::vector<std::string> files; ///< of the subject that it is made of, the main file among them; by path
  /// The <...> includes of files outside the subject, in the order met: what a header module can hold.
  std::vector<std::string> system_includes;
  std::string refusal = {};     ///< UnitFacts::refusal
  std::string generated = {};   ///< UnitFacts::generated
  bool torch_elsewhere = false; ///< UnitFacts::torch_elsewhere
  bool operator==(const ProgramUnit&) const = default;
};

/// What was read of a source contradicts itself: a mistake of misfire's own. Says at which file.
struct Contradiction : std::logic_error {
  using std::logic_error::logic_error;
};

/// Where training can be passed over.
struct PassableTraining {
  std::vector<SourceRange> loops; ///< points before the innermost loops that train; by range, each once
  std::string obstacle;           ///< why it cannot, in words that follow "since"; then there are no loops
  bool operator==(const PassableTraining&) const = default;
};

/// A loop that does not train, and that a statement can stand before.
struct EvaluationLoop {
  SourceRange before; ///< the point before it
  SourceRange around; ///< its header and body
  bool operator==(const EvaluationLoop&) const = default;
};

/// Where evaluation can be recorded, for what comments say of it.
struct EvaluationPlaces {
  std::vector<EvaluationLoop> loops;
  std::vector<SourceRange> inputs;    ///< what enters networks
  std::vector<SourceRange> functions; ///< of the program
  bool operator==(const EvaluationPlaces&) const = default;
};

struct TrainingProgram {
  /// The deepest folder that holds all the subject's sources and headers; files are shown relative to it.
  std::string root;
  std::vector<SourceFile> files;               ///< by path
  std::vector<Site> sites;                     ///< by range, each once, values and roles decided
  std::vector<Skipped> skipped;                ///< by range, each once
  std::vector<ProgramUnit> units;              ///< by main file, each once
  std::vector<PrintedNumber> printed;          ///< by range, each once: those that are no Metric
  std::vector<TrainingStatement> statements;   ///< by call, each once: those that can stand elsewhere
  std::vector<TorchUse> uses;                  ///< by range and name, each once: those that run
  std::vector<Quotient> quotients;             ///< by range, each once: those that run
  std::vector<LossSum> loss_sums;              ///< by range, each once
  std::vector<SourceRange> unsequenced_layers; ///< by range, each once: UnitFacts::unsequenced_layers
  std::vector<Suppression> suppressions;       ///< what the program's comments ask for
  PassableTraining passable;
  EvaluationPlaces evaluation;
};

/// Joins the facts of all units: decides which loops train, whether they walk epochs or batches, which data
/// and losses belong to training, and the value of every slot. The order of units changes nothing.
TrainingProgram link(const std::vector<UnitFacts>& units);

/// The program with what its comments say: its suppressions, and the tensors that they name as training data,
/// and the comparisons that they state, as sites. Error: annotations that are unknown, unbalanced or
/// incomplete, a line each.
tl::expected<TrainingProgram, std::string> annotated(TrainingProgram program);

/// Whether Clang could read none of the units. Without units it is false.
bool is_unread(const TrainingProgram& program);

/// The file of a range. Error (Contradiction): it is none of this program's.
const SourceFile& get_file(const TrainingProgram& program, const std::string& path);

/// The statement that is the call at a range; null where none is, or it is in use as a value.
const TrainingStatement* find_statement(const TrainingProgram& program, const SourceRange& call);

/// What is written at a range; nothing for a range that is not written.
std::string text_at(const TrainingProgram& program, const SourceRange& range);

/// `path` relative to the program's root.
std::string shown_path(const TrainingProgram& program, const std::string& path);

} // namespace misfire
