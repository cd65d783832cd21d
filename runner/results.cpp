// The verdict by which a mutant counts, and as what.
#include "runner/results.h"

namespace misfire {

const stats::Verdict* counting_verdict(const MutantResult& result, const std::string& suite) {
  if (result.standing != Standing::judged || result.trials.empty()) return nullptr;
  const auto found = result.trials.front().verdicts.find(suite);
  return found == result.trials.front().verdicts.end() ? nullptr : &found->second;
}

Counted counted_as(const stats::Verdict& verdict) {
  switch (verdict.decision) {
  case stats::Decision::killed:
    return Counted::killed;
  case stats::Decision::survived:
    return verdict.better ? Counted::better : Counted::survived;
  case stats::Decision::undecided:
    break;
  }
  return Counted::undecided;
}

Counted counted_as(const MutantResult& result, const std::string& suite) {
  switch (result.standing) {
  case Standing::no_effect:
    return Counted::no_effect;
  case Standing::inapplicable:
    return Counted::inapplicable;
  case Standing::unbuildable:
    return Counted::unbuildable;
  case Standing::judged:
    break;
  }
  const stats::Verdict* verdict = counting_verdict(result, suite);
  return verdict ? counted_as(*verdict) : Counted::undecided;
}

Counted counted_as(const MutantResult& result, const std::vector<std::string>& suites) {
  return counted_as(result, suites.empty() ? std::string() : suites.front());
}

} // namespace misfire
