// What a running process has taken: how many processes, how much disk, how much output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace misfire {

/// What a command may take; 0: no limit. Looked at a few times a second, so that a little more may be taken.
struct Limits {
  std::uint64_t printed = 0; ///< bytes in its output file
  std::string folder;        ///< that it writes in
  std::uint64_t disk = 0;    ///< bytes under that folder, and of any one file
  unsigned processes = 0;    ///< itself and all that it started, alive at once
  std::uint64_t there = 0;   ///< bytes under the folder before it started, which do not count
  bool any() const { return printed || disk || processes; }
  bool operator==(const Limits&) const = default;
};

/// A process and what it started, as far as the kernel still knows who started whom; no more than `most`.
std::vector<pid_t> family_of(pid_t leader, std::size_t most = 100000);

/// The bytes of what is under a folder, each thing four thousand at least; links are not followed. Counted
/// until there are more than `most`.
std::uint64_t bytes_under(const std::string& folder, std::uint64_t most);

/// In which way a process goes too far, after "it": "printed more than 100 MB"; empty if it does not.
std::string excess_of(pid_t leader, const std::string& output, const Limits& limits);

/// Cuts a file that is longer than `most` bytes down to its first and last half of that, with a line between
/// that says how much is missing.
void shorten_file(const std::string& path, std::uint64_t most);

} // namespace misfire
