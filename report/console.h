// Shows a campaign while it runs: a line a verdict, and a status line on a terminal or a line every ten
// seconds off it.
#pragma once

#include "runner/watcher.h"

#include <iosfwd>

namespace misfire {

struct ConsoleStyle {
  bool terminal = false; ///< the status line is redrawn in place
  bool colour = false;
};

/// How to write to this process's standard output: by whether it is a terminal, NO_COLOR and TERM.
ConsoleStyle style_of_standard_output();

class Console : public Watcher {
public:
  /// `suites` are the campaign's, the first one decides a line's verb. `now` is a clock in seconds.
  Console(std::ostream& out, ConsoleStyle style, std::vector<std::string> suites,
          std::function<double()> now);

  void warned(const std::string& sentence) override;
  void baseline_trained(unsigned done, unsigned total) override;
  void estimated(const Estimate& estimate) override;
  void decided(const MutantEntry& mutant, const MutantResult& result) override;
  void progressed(const Progress& progress) override;

  /// Also writes each line of progress into this file, for `misfire status`; what is there goes.
  void copy_to(const std::string& path);

  /// Shows where something long stands: "building 3 of 61".
  void status(const std::string& line);
  /// Ends the status line, so that other text can follow.
  void clear_status();

private:
  void print(const std::string& text);

  std::ostream& out_;
  ConsoleStyle style_;
  std::vector<std::string> suites_;
  std::function<double()> now_;
  std::string copy_; ///< empty: nowhere
  double last_status_ = 0;
  bool status_shown_ = false;
  unsigned killed_ = 0;
  unsigned survived_ = 0;
};

} // namespace misfire
