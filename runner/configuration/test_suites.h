// What a suite of misfire.yml's `suites` must say, and what it may not.
#pragma once

#include "runner/configuration/configuration.h"

namespace misfire {

/// What is wrong with a suite, and what to do about it; empty if nothing is. `metrics` and `keep` are those
/// of its file, `others` the suites that stand before it there.
std::string suite_fault(const std::string& name, const TestSuite& suite,
                        const std::vector<MetricPattern>& metrics, std::uint64_t keep,
                        const std::map<std::string, TestSuite>& others);

} // namespace misfire
