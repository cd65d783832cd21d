// What code writes to: variables, and, after training, what training has made.
#pragma once

#include "mutator/source/version.h"

namespace misfire {

/// Whether the variable that a token names may be changed there: it is assigned to, or something that is not
/// known to only read is done with it.
bool may_be_changed(const Declaration& one, std::size_t at);

/// Whether a statement calls a function that is none of the sources' and may keep what it is given. What
/// prints does not, and of what is called for a value it is not asked.
bool calls_unknown(const Declaration& function, const Statement& statement, const Version& version);

/// Finds the functions of the sources that write to what they are given, for writes_behind.
void note_writing(Version& version);

/// Statements, by number, behind `part` that may change in place what training has made: by a method or a
/// function of libtorch that works in place, by an assignment to a part of a tensor, or by a function of the
/// sources that does so. Loading a network counts.
std::set<std::size_t> writes_behind(const Declaration& function, const std::vector<Statement>& statements,
                                    const TrainingPart& part, const Version& version);

/// Whether a statement is among those that write, holds one, or may end the function before one.
bool decides_write(const Declaration& function, const std::vector<Statement>& statements,
                   std::size_t statement, const std::set<std::size_t>& writes);

} // namespace misfire
