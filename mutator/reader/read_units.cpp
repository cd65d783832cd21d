// Reads units side by side. A syntax tree takes most of a gigabyte with libtorch in it, so the first is read
// alone, and what memory that took decides how many are read at once.
#include "mutator/reader/read.h"
#include "mutator/reader/recovery.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <thread>

namespace misfire {

namespace {

/// What a unit is thought to take at least: where the process has held more before, the measure is too small.
constexpr std::size_t least_held = std::size_t(256) << 20;

/// The most memory that this process has held, in bytes.
std::size_t most_held() {
  struct rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) << 10;
}

/// What the system says can be taken without others' loss, in bytes; without an answer, any.
std::size_t free_memory() {
  std::ifstream told("/proc/meminfo");
  std::size_t kilobytes = 0;
  for (std::string word; told >> word;)
    if (word == "MemAvailable:" && told >> kilobytes) return kilobytes << 10;
  return std::numeric_limits<std::size_t>::max();
}

/// How many units of `bytes` each can be read at once; one at least.
std::size_t places_for(std::size_t bytes) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(free_memory() / std::max(bytes, least_held), 1, processors);
}

} // namespace

std::vector<UnitReading> read_units_watched(const std::vector<UnitCommand>& commands,
                                            const ReadOptions& options) {
  std::vector<UnitReading> readings(commands.size());
  if (commands.empty()) return readings;
  const reader::CaughtSignals caught; // for all threads: the first to end would let go of them
  const std::size_t before = most_held();
  readings[0] = read_unit_watched(commands[0], options);
  std::atomic<std::size_t> next = 1;
  const auto read_on = [&] {
    for (std::size_t unit = next++; unit < commands.size(); unit = next++)
      readings[unit] = read_unit_watched(commands[unit], options);
  };
  std::vector<std::jthread> others(std::min(places_for(most_held() - before), commands.size() - 1));
  std::ranges::generate(others, [&] { return std::jthread(read_on); });
  others.clear(); // each comes to its end
  return readings;
}

std::vector<UnitFacts> read_units(const std::vector<UnitCommand>& commands, const ReadOptions& options) {
  std::vector<UnitFacts> units;
  for (UnitReading& reading : read_units_watched(commands, options))
    units.push_back(std::move(reading.facts));
  return units;
}

} // namespace misfire
