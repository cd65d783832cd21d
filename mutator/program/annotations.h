// What the subject's comments say to misfire:
//
//   // misfire: train-data images labels            these are trained on, the last one are the targets
//   // misfire: right (p - y).abs() < 0.3           what of each input was right; a statement can stand here
//   // misfire: input images                        this enters the network, where misfire sees no call of it
//   net->eval(); // misfire-ignore[EVM]: reason     nothing of these operators is mutated on this line
//   // misfire-ignore-next: reason                  nothing is mutated on the next line
//   // misfire-ignore-begin[HLR,HBS]: reason        nothing of these operators from here ...
//   // misfire-ignore-end[HLR,HBS]                  ... to here
#pragma once

#include "mutator/program/source.h"

#include <tl/expected.hpp>

namespace misfire {

/// Lines on which mutants are not wanted.
struct Suppression {
  std::string file; ///< absolute, normalised
  std::uint32_t first_line = 0, last_line = 0;
  std::vector<std::string> operators; ///< their ids or names, as written; empty: all
  std::string reason;                 ///< as written; empty where none is given
  Position comment;                   ///< where it is asked for
  bool operator==(const Suppression&) const = default;
};

/// A point where the tensors that are trained on are named.
struct TrainingData {
  std::uint32_t after = 0;        ///< the byte at the end of the comment's line, before its line end
  std::uint32_t begin = 0;        ///< of the comment
  std::vector<std::string> names; ///< inputs, then the targets: two at least
  bool operator==(const TrainingData&) const = default;
};

/// A point where it is said what was right of each input of an evaluation, or what the inputs are.
struct Stated {
  std::uint32_t begin = 0, end = 0; ///< of the comment
  std::string expression;           ///< as written
  bool operator==(const Stated&) const = default;
};

struct Annotations {
  std::vector<Suppression> suppressions;
  std::vector<TrainingData> training_data;
  std::vector<Stated> right, inputs;
  bool operator==(const Annotations&) const = default;
};

/// The annotations of a file. Error: one that is unknown, unbalanced or incomplete, as
/// "file:line:column: error: what is wrong and what to write".
tl::expected<Annotations, std::string> annotations_of(const SourceFile& file);

} // namespace misfire
