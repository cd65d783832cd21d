// The folder kept/ of a campaign's output, as files: what stands there, and how it is marked and removed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace misfire {

/// Files in a trial's folder (keeper.h).
inline constexpr const char* replays_mark = "replays";
inline constexpr const char* refused_mark = "refused";
inline constexpr const char* killed_mark = "killed";

bool is_there(const std::filesystem::path& path);

/// Of all files under a folder.
std::uint64_t bytes_in(const std::filesystem::path& folder);

/// Those directly in a folder, sorted: of kept/ the trials, of a trial its runs.
std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder);

/// A mark that cannot be written costs a check or a network, and no more.
void put_mark(const std::filesystem::path& trial, const char* name, const std::string& text);
void remove_mark(const std::filesystem::path& trial, const char* name);

/// The networks of a trial; its marks stay.
void remove_runs(const std::filesystem::path& trial);

} // namespace misfire
