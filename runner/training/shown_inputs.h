// Inputs that reports show: asked for by their hashes, written by a run, and kept one a file.
//
//   FOLDER/wanted            the hashes that are asked for and not there
//   FOLDER/0123456789abcdef  an input by its hash: a line of its sizes, and its values
//
// The runtime's part is misfire/wanted.h.
//
// What lies there may be damaged, and what a run wrote may be anything.
#pragma once

#include "runner/error.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace misfire {

/// What entered a network, as a network was given it.
struct ShownInput {
  std::vector<std::int64_t> sizes; ///< of its dimensions, none for a number
  std::vector<float> values;       ///< as many as the sizes say
  bool operator==(const ShownInput&) const = default;
};

/// By hash, 16 hex digits.
using ShownInputs = std::map<std::string, ShownInput>;

/// Inputs that are kept at most.
inline constexpr std::size_t most_inputs_shown = 200;

/// Makes a folder that of these inputs: removes others, and asks for those that are not there. How many those
/// are. Error: it cannot be written.
Result<std::size_t> ask_for_inputs(const std::filesystem::path& folder, const std::set<std::string>& hashes);

/// The file in which the inputs that are asked for are named.
std::filesystem::path wanted_in(const std::filesystem::path& folder);

/// The file that a run writes them to, beside its report.
std::string shown_beside(const std::string& report);

/// What a run wrote, as far as it is whole; and one of them as text, behind its hash.
ShownInputs inputs_in(std::string_view written);
std::string text_of(const ShownInput& input);

/// Keeps what a run wrote, as far as it was asked for.
void keep_shown(const std::filesystem::path& written, const std::filesystem::path& folder);

/// What is there, and whole, of these.
ShownInputs read_shown(const std::filesystem::path& folder, const std::set<std::string>& hashes);

} // namespace misfire
