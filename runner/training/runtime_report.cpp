// Reads the report's lines.
#include "runner/training/runtime_report.h"

#include "runner/training/metrics.h"

#include <array>
#include <istream>
#include <sstream>

namespace misfire {

namespace {

/// `pass 0 8d1f0c2a3b4c5d6e 1000 831 fe...`, without its word; nothing where it is cut off.
std::optional<ReportedPass> pass_of(const std::string& line) {
  std::istringstream words(line);
  ReportedPass pass;
  if (words >> pass.comparison >> pass.inputs >> pass.elements >> pass.right >> pass.bits) return pass;
  return std::nullopt;
}

/// `8d1f0c2a3b4c5d6e 000000000000000a... 2,0,1... 0`
void add_inputs(const std::string& line, RuntimeReport& report) {
  std::istringstream words(line);
  std::string set;
  ReportedInputs inputs;
  if (words >> set >> inputs.hashes >> inputs.positions >> inputs.repeated)
    report.inputs[set] = std::move(inputs);
}

/// Whether it has a bit for each of its inputs.
bool fits(const ReportedPass& pass, const RuntimeReport& report) {
  const auto inputs = report.inputs.find(pass.inputs);
  constexpr std::size_t digits = 16; // of a hash
  return inputs != report.inputs.end() && inputs->second.hashes.size() % digits == 0 &&
         pass.bits.size() == (inputs->second.hashes.size() / digits + 3) / 4 && pass.right <= pass.elements &&
         pass.bits.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// `0 it evaluates other inputs again and again`, without the comparison's number.
std::string reason_of(const std::string& line) {
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? line : line.substr(space + 1);
}

} // namespace

RuntimeReport read_runtime_report(std::istream& report, std::size_t most) {
  std::string begin;
  for (std::array<char, 4096> part{};
       begin.size() < most && (report.read(part.data(), part.size()) || report.gcount());)
    begin.append(part.data(), std::size_t(report.gcount()));
  std::istringstream lines(std::move(begin));
  RuntimeReport read;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) continue;
    const std::string word = line.substr(0, space);
    const std::string rest = line.substr(space + 1);
    if (word == "current") read.current = number_of_text(rest);
    if (word == "inapplicable") read.inapplicable = rest;
    if (word == "unkept") read.unkept = rest;
    if (word == "arithmetic") read.arithmetic = rest;
    if (word == "inputs") add_inputs(rest, read);
    if (const auto pass = word == "pass" ? pass_of(rest) : std::nullopt) read.passes.push_back(*pass);
    if (word == "unrecorded") read.unrecorded = reason_of(rest);
    if (word == "fingerprint" && (rest != untrained || read.fingerprint.empty())) read.fingerprint = rest;
  }
  std::erase_if(read.passes, [&](const ReportedPass& pass) { return !fits(pass, read); });
  return read;
}

} // namespace misfire
