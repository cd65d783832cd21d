// Reads units side by side.
#include "mutator/reader/read.h"
#include "mutator/reader/recovery.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace misfire {

std::vector<UnitReading> read_units_watched(const std::vector<UnitCommand>& commands,
                                            const ReadOptions& options, unsigned most, const Digest& digest) {
  std::vector<UnitReading> readings(commands.size());
  const reader::CaughtSignals caught; // for all threads: the first to end would let go of them
  std::atomic<std::size_t> next = 0;
  const auto read_on = [&] {
    for (std::size_t unit = next++; unit < commands.size(); unit = next++)
      readings[unit] = read_unit_watched(commands[unit], options, digest);
  };
  std::vector<std::jthread> readers(std::min<std::size_t>(std::max(most, 1U), commands.size()));
  std::ranges::generate(readers, [&] { return std::jthread(read_on); });
  readers.clear(); // each comes to its end
  return readings;
}

std::vector<UnitFacts> read_units(const std::vector<UnitCommand>& commands, const ReadOptions& options) {
  std::vector<UnitFacts> units;
  for (const UnitCommand& command : commands)
    units.push_back(read_unit(command, options));
  return units;
}

} // namespace misfire
