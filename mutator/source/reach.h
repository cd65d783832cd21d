// Whether a change of a program's sources can reach a loop that trains: a slice by names.
//
//   sources before ─┐
//                   ├─find_reach──▶ why it may; nothing where only the test side has changed
//   sources after ──┘
//
// It is made to say "may" too often. It stands beside a check that sees what it cannot, that of the trained
// baseline's fingerprints: only what reaches some mutant's training, but not the baseline's, is left to it.
#pragma once

#include "mutator/program/source.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// Texts by path; paths are of one form in both versions.
using Sources = std::map<std::string, std::string>;

/// A file's path and the offset at which a loop that trains begins in its text.
using LoopPoint = std::pair<std::string, std::uint32_t>;

/// How what has changed may reach training, in words that follow "since"; nothing where it cannot.
/// `loops` are the innermost loops that train, of the sources after the change.
///
/// What has changed are declarations at namespace scope, and statements of functions that hold a loop that
/// trains or call such a function. From there it goes on by names: to what is declared with a name that it
/// changes, and to the results of functions that mention one. It reaches training where it comes to a loop
/// that trains, to any loop around that, to a condition before it, to an argument of a call that trains, to
/// what has no name to follow, to a call before it that may keep what it is given, or where something before
/// it draws random numbers, which shifts those that training draws. What works on a network in place after
/// training reaches it, too: what is kept is the network at the end.
std::optional<std::string> find_reach(const Sources& before, const Sources& after,
                                      const std::vector<LoopPoint>& loops);

} // namespace misfire
