// Under what a campaign runs, for its reports.
#pragma once

#include "runner/binary.h"
#include "runner/campaign/layout.h"
#include "runner/subject.h"
#include "runner/training/sandbox.h"

#include <utility>

namespace misfire::cli {

/// Names and values for people: misfire's version, the target with its arguments, compiler, libtorch, threads
/// and jobs, how runs are started, isolation, machine, day.
std::vector<std::pair<std::string, std::string>> circumstances_of(const Subject& subject, const Built& built,
                                                                  Isolation isolation, const Layout& layout);

/// Run::arithmetic of the campaign's runs, and that runs in the store which have another are not used, where
/// there are any.
std::pair<std::string, std::string> circumstance_of_arithmetic(const std::string& arithmetic,
                                                               unsigned unlike);

/// The same as a sentence; empty where there are none.
std::string unlike_text(unsigned unlike);

/// How suites of their own are measured.
std::vector<std::pair<std::string, std::string>>
circumstances_of(const std::map<std::string, TestSuite>& suites);

} // namespace misfire::cli
