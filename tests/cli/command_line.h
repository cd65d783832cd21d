// Runs the misfire that was built, as a user would, and keeps what it printed.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>

namespace misfire {

struct Ran {
  int exit_code = 0;
  std::string output; ///< both streams
};

/// Runs a shell command in `folder`.
inline Ran run_command(const std::filesystem::path& folder, const std::string& command) {
  const std::string line = "cd '" + folder.string() + "' && ( " + command + " ) 2>&1";
  Ran ran;
  FILE* pipe = popen(line.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    ran.output.append(buffer.data(), size);
  const int status = pclose(pipe);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

/// Runs misfire with these words.
inline Ran run_misfire(const std::filesystem::path& folder, const std::string& words) {
  return run_command(folder, "'" MISFIRE_BINARY "' " + words);
}

inline std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A misfire.yml without the operators that init writes, so that it means those of DeepCrime alone, which
/// take a fraction of the time, or a test can name its own.
inline std::string without_operators(std::string text) {
  const auto begin = text.find("\noperators:");
  if (begin == std::string::npos) return text;
  auto end = text.find('\n', begin + 1);
  while (end != std::string::npos && text.compare(end, 3, "\n  ") == 0)
    end = text.find('\n', end + 1);
  return text.erase(begin, end - begin);
}

inline void write_file(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

} // namespace misfire
