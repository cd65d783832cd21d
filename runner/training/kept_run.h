// What a run leaves that a replay of it begins with: its network, and the files that it wrote.
//
//   KEPT/network            what runtime/kept.cpp wrote
//   KEPT/files/...          as they lay in the run's cell
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/training/sandbox.h"

#include <map>

namespace misfire {

/// The most bytes that are kept of one run: a fiftieth of all.
std::uint64_t kept_of_a_run(const Configuration& configuration);

/// The file of a run's network, beside its report.
std::string network_of(const std::string& report);

/// By path within a cell's folder: size and time of a regular file.
using CellFiles = std::map<std::string, std::pair<std::uintmax_t, std::int64_t>>;

/// What is in a cell, no links.
CellFiles files_in(const Cell& cell);

/// Moves the network and the files that a run wrote, which were not there or not so before, to the folder
/// `kept`, which is whole or not there when this returns. Why not, in words that follow "since"; empty where
/// it is kept.
std::string keep_run(const Cell& cell, const CellFiles& before, const std::string& kept, std::uint64_t most);

/// Lays what was kept into a new cell. Error: it cannot be read or written.
Result<void> restore_run(const std::string& kept, const Cell& cell);

} // namespace misfire
