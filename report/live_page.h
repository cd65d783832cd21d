// report.html while a campaign runs: written every minute, and says that it is not finished.
#pragma once

#include "runner/store/store.h"
#include "runner/watcher.h"

#include <functional>

namespace misfire {

/// Passes on all that it is told, and writes the page of the output folder from the store: at the first
/// progress after `period` seconds, and then so rarely that it takes a twentieth of the time at most. A page
/// that cannot be written is warned of once.
class LivePage : public Watcher {
public:
  /// `now` is a clock in seconds.
  LivePage(Watcher& behind, Store& store, std::string output, std::function<double()> now,
           double period = 60);

  void warned(const std::string& sentence) override { behind_.warned(sentence); }
  void baseline_trained(unsigned done, unsigned total) override { behind_.baseline_trained(done, total); }
  void estimated(const Estimate& estimate) override { behind_.estimated(estimate); }
  void decided(const MutantEntry& mutant, const MutantResult& result) override {
    behind_.decided(mutant, result);
  }
  void progressed(const Progress& progress) override;

private:
  Result<void> write(const Progress& progress);

  Watcher& behind_;
  Store& store_;
  std::string output_;
  std::function<double()> now_;
  double period_;
  double next_;
  bool failed_ = false;
};

} // namespace misfire
