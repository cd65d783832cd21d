// Words for verdicts, and the verdict that counts.
#include "runner/results.h"

namespace misfire {

std::string spelled(const stats::Verdict& verdict) {
  if (verdict.decision == stats::Decision::killed) return "killed";
  if (verdict.decision == stats::Decision::undecided) return "undecided";
  return verdict.better ? "better" : "survived";
}

const stats::Verdict* counting_verdict(const MutantResult& result, const std::string& suite) {
  if (result.standing != Standing::judged || result.trials.empty()) return nullptr;
  const auto found = result.trials.front().verdicts.find(suite);
  return found == result.trials.front().verdicts.end() ? nullptr : &found->second;
}

} // namespace misfire
