// Writes small data of the form that subjects read, where the recorded ones are not installed.
#pragma once

#include <filesystem>

namespace misfire {

/// 40 users, each with an opinion of half of 30 movies, from 1 to 5 stars: how strict a user is and how good
/// a movie is decide it, and a little chance.
void write_ratings(const std::filesystem::path& file);

/// Two speakers with 60 prompts each, a third of a second long: vowels that are higher with the one than with
/// the other.
void write_sounds(const std::filesystem::path& folder);

} // namespace misfire
