// Joins the reader, which knows nothing of an output folder, to what is kept there, which knows nothing of
// Clang.
#include "cli/units.h"

#include "runner/opening/kept_facts.h"
#include "runner/training/memory.h"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

namespace misfire::cli {

namespace {

/// What reads: this build of misfire, and the Clang that it uses. Nothing where misfire's own file cannot be
/// read, or is another one by now.
std::optional<std::vector<std::string>> this_reader(Contents& contents) {
  std::error_code unknown;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const Result<std::string> digest = contents.digest_of_file(program);
  if (!digest || digest->empty()) return std::nullopt;
  return std::vector<std::string>{*digest, clang_that_reads()};
}

/// How many units are read side by side: one a processor, as far as memory goes.
unsigned most_at_once() {
  constexpr std::uint64_t bytes_of_unit = std::uint64_t(3) << 29; // twice what libtorch's syntax tree takes
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  return unsigned(std::clamp<std::uint64_t>(memory_of_machine() / bytes_of_unit, 1, processors));
}

UnitKey key_of(const UnitCommand& command, const ReadOptions& options) {
  UnitKey key{command.source, command.directory, options.project, options.build};
  const std::vector<std::string> environment = environment_of_headers();
  for (const auto* words : {&environment, &command.arguments}) {
    key.push_back(std::to_string(words->size()));
    key.insert(key.end(), words->begin(), words->end());
  }
  return key;
}

} // namespace

std::vector<UnitFacts> facts_of_units(const std::vector<UnitCommand>& commands, const ReadOptions& options,
                                      const std::string& output) {
  Contents contents(output.empty() ? std::string() : output + "/facts/contents");
  const std::optional<std::vector<std::string>> reader = this_reader(contents);
  const std::string folder = output.empty() || !reader ? std::string() : output + "/facts";
  KeptFacts kept(folder, reader.value_or(std::vector<std::string>()), contents);
  std::vector<UnitFacts> units(commands.size());
  std::vector<UnitCommand> unknown;
  std::vector<std::size_t> places;
  for (std::size_t unit = 0; unit < commands.size(); ++unit)
    if (std::optional<UnitFacts> facts = kept.find(key_of(commands[unit], options))) {
      units[unit] = std::move(*facts);
    } else {
      unknown.push_back(commands[unit]);
      places.push_back(unit);
    }
  if (unknown.empty()) return units;
  std::vector<UnitReading> readings = read_units_watched(unknown, options, most_at_once(), digest_of_content);
  for (std::size_t read = 0; read < unknown.size(); ++read) {
    kept.keep(key_of(unknown[read], options), readings[read]);
    units[places[read]] = std::move(readings[read].facts);
  }
  constexpr std::chrono::hours month(30 * 24);
  forget_old_facts(folder, month);
  return units;
}

} // namespace misfire::cli
