// What operators make of a training program: mutants, and the reasons why some are not made.
#pragma once

#include "mutator/operators/domain.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Replaces `range` by `text`. Where the text holds a number written `misfire::value(...)` or
/// `misfire::scale(...)`, the bytes [literal_begin, literal_end) of the text are that number: mutants that
/// differ only there share a binary.
struct Edit {
  SourceRange range;
  std::string text;
  std::uint32_t literal_begin = 0;
  std::uint32_t literal_end = 0;
  bool bound() const { return literal_begin != literal_end; }
  bool operator==(const Edit&) const = default;
};

/// A fault at a site, for a choice with its value: one source, one diff, one id.
struct Mutant {
  std::string id; ///< "HLR@src/train.cpp:42:31", for a choice "LCH@src/train.cpp:50:17=hinge"
  std::string operator_id;
  SourceRange site;
  /// What the site is part of, where it is not the whole: comments there suppress the mutant, too.
  SourceRange around;
  std::string choice; ///< the Choice's value; else empty
  /// How its trials are found: Fixed for a Choice's mutant too (it has one), else the operator's Interval
  /// with the ends this site has.
  Domain domain;
  std::optional<double>
      number; ///< the number its text holds (an Interval's harsh end, a numeric choice); absent without one
  std::vector<Edit> edits;           ///< in any order, not overlapping
  std::vector<std::string> includes; ///< runtime headers its text needs: "misfire/losses.h"
  bool fresh_seeds = false; ///< its runs take the seeds after the baseline's: an honest identity mutant
  bool identity = false;    ///< no fault, but a check of misfire itself: it counts in no score
  /// Its number is how many epochs are trained, and nothing else changes: its runs begin as the baseline's
  /// do.
  bool only_fewer_epochs = false;
  /// It trains on another loss than its site's, so that the value of that loss itself says nothing of it.
  bool changes_loss = false;
  /// It changes what losses are computed of, or their sum, so that no loss of training says anything of it.
  bool changes_every_loss = false;
  /// It changes how the network is evaluated, not how it is trained: that it trains as the baseline does says
  /// nothing of it.
  bool evaluation_only = false;
  /// Its fault is in networks that are trained already: each of its runs begins with the network of the
  /// baseline's run with that seed, and passes over training. Its program makes the same tensors in the same
  /// order.
  bool after_training = false;
  std::string description; ///< "the loss nll_loss becomes hinge"
  bool operator==(const Mutant&) const = default;
};

/// A mutant that is not made: the value is what the program has, or the fault cannot be written there.
struct NotMade {
  std::string operator_id;
  SourceRange site;
  std::string choice;
  std::string reason;
  bool suppressed = false; ///< a comment in the program asks that it is not made
  bool operator==(const NotMade&) const = default;
};

struct Mutants {
  std::vector<Mutant> made; ///< by file, position, operator, choice in the domain's order
  std::vector<NotMade> not_made;
};

} // namespace misfire
