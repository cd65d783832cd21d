// Writes small data of the form that subjects read, where the recorded ones are not installed.
#pragma once

#include <filesystem>

namespace misfire {

/// Two speakers with 60 prompts each, a third of a second long: vowels that are higher with the one than with
/// the other.
void write_sounds(const std::filesystem::path& folder);

} // namespace misfire
