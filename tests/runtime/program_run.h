/// Runs a test's program under given environment variables and keeps what it left.
#pragma once

#include <map>
#include <string>

namespace misfire {

struct Ended {
  int exit_code = -1; ///< -1 if a signal ended it
  std::string output; ///< stdout, then stderr
  std::string report; ///< what MISFIRE_REPORT, if it was asked for, holds
};

enum class Reporting { off, on };

/// Runs `command`, a shell's words, with `environment` added; a file to report to is given where reporting is
/// on.
Ended run_program(const std::string& command, const std::map<std::string, std::string>& environment,
                  Reporting reporting = Reporting::on);

} // namespace misfire
