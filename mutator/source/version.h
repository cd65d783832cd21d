// A version of a program's sources, as far as a change of it is followed (reach.h): its declarations, the
// loops that train in them, and what draws random numbers.
#pragma once

#include "mutator/source/declarations.h"
#include "mutator/source/reach.h"

namespace misfire {

/// A loop that trains.
struct TrainingLoop {
  std::size_t declaration = 0; ///< of its file's
  std::size_t first = 0;       ///< its first token in it
  std::string code;            ///< with all that it holds
};

struct FileVersion {
  std::string path, text;
  std::vector<Declaration> declarations;
  std::vector<TrainingLoop> loops;
  std::set<std::size_t> changed; ///< declarations that are not in the other version
};

/// The tokens of a function that training depends on.
struct TrainingPart {
  std::vector<std::pair<std::size_t, std::size_t>> ranges; ///< loops that train, with all loops around them
  std::size_t end = 0;                                     ///< nothing from there on comes before training
  /// Whether a statement's own tokens are in a range, or it decides whether one is executed.
  bool covers(const Statement& statement) const;
};

struct Version {
  std::vector<FileVersion> files;
  std::set<std::string> training;         ///< names of functions and types that train, directly or by calls
  std::set<std::string> training_methods; ///< those that are called behind a dot
  std::set<std::string> repeated;         ///< of those, what is called from a loop or in several places
  std::set<std::string> drawing;          ///< names of what draws random numbers, directly or by calls
  std::set<std::string> variables;        ///< at namespace scope, that can be assigned to
  std::set<std::string> writing;          ///< names of functions that write to what they are given
  /// By name of a function of the sources: the variables that it may change, directly or by calls.
  std::map<std::string, std::set<std::string>> changes;

  bool trains(const Declaration& one) const;
  bool draws(const Declaration& one) const;
  bool draws(const Declaration& function, const Statement& statement) const;
  TrainingPart training_part(const Declaration& function, const std::vector<Statement>& statements) const;
  /// Whether a statement that mentions this token may write to what it names.
  bool may_be_written(const Declaration& function, std::size_t at) const;
  unsigned line_of(const FileVersion& file, std::size_t offset) const;
};

Version version_of(const Sources& sources);

/// Finds what trains from where its loops begin. Why they are not found, in words that follow "since".
std::optional<std::string> find_loops(Version& version, const std::vector<LoopPoint>& loops);

/// The same in an earlier version, by the loops of a later one, which must be as they were.
std::optional<std::string> find_loops_again(Version& version, const Version& later);

/// Whether a name stands behind a dot or an arrow.
bool is_member(const Declaration& one, std::size_t at);

} // namespace misfire
