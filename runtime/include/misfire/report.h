/// What a mutant tells misfire while it runs: lines in the file that the environment variable MISFIRE_REPORT
/// names.
///
///     current 12                     the value that the program has where misfire would put another
///     inapplicable <reason>          the fault cannot apply to this program; the process has ended
///     fingerprint 0123456789abcdef   a hash of all values handed to backward()
///     arithmetic 0123456789abcdef    a hash of what the machine computes, where that alone is asked
///
/// Where MISFIRE_REPORT is not set nothing is written, and a mutant is a plain program.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace misfire {

/// Whether there is a file to report to.
inline bool reporting() {
  const char* path = std::getenv("MISFIRE_REPORT");
  return path != nullptr && *path != '\0';
}

/// Appends `line`, which has no line end, in one write; complains on stderr if it cannot. Nothing if not
/// reporting().
inline void report(const std::string& line) {
  if (!reporting()) return;
  const char* path = std::getenv("MISFIRE_REPORT");
  std::FILE* file = std::fopen(path, "a");
  const std::string text = line + '\n';
  bool written = file != nullptr && std::fputs(text.c_str(), file) >= 0;
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  if (!written)
    std::fprintf(stderr, "misfire: cannot write '%s' to MISFIRE_REPORT, %s\n", line.c_str(), path);
}

/// Whether the process is to say what its machine computes (arithmetic.h), and nothing else:
/// MISFIRE_ARITHMETIC is set.
inline bool arithmetic_is_asked() {
  const char* const asked = std::getenv("MISFIRE_ARITHMETIC");
  return asked != nullptr && *asked != '\0';
}

/// Ends the process here, successfully: C streams are flushed, neither destructors nor exit handlers run.
[[noreturn]] inline void end_process() {
  std::fflush(nullptr);
  std::_Exit(0);
}

/// Ends the process with code 70, a bug in misfire: `variable` holds `text`, which is not what it should be.
[[noreturn]] inline void refuse(const char* variable, const char* text, const char* expected) {
  std::fprintf(stderr, "misfire: %s is '%s', not %s\n", variable, text, expected);
  std::fflush(nullptr);
  std::_Exit(70);
}

} // namespace misfire
