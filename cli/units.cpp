// Joins the reader, which knows nothing of an output folder, to what is kept there, which knows nothing of
// Clang.
#include "cli/units.h"

#include "runner/opening/kept_facts.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace misfire::cli {

namespace {

/// What reads: this build of misfire, and the Clang that it uses.
std::vector<std::string> this_reader(Contents& contents) {
  std::error_code unknown;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const Result<std::string> digest = contents.digest_of_file(program);
  return {digest.value_or(""), clang_that_reads()};
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
  const std::string folder = output.empty() ? std::string() : output + "/facts";
  Contents contents(folder.empty() ? std::string() : folder + "/contents");
  KeptFacts kept(folder, this_reader(contents), contents);
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
  const auto began = std::chrono::system_clock::now();
  std::vector<UnitReading> readings = read_units_watched(unknown, options);
  for (std::size_t read = 0; read < unknown.size(); ++read) {
    units[places[read]] = readings[read].facts;
    kept.keep(key_of(unknown[read], options), std::move(readings[read]), began);
  }
  constexpr std::chrono::hours month(30 * 24);
  forget_old_facts(folder, month);
  return units;
}

} // namespace misfire::cli
