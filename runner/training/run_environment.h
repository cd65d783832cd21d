// The environment of runs: what misfire sets beside what the user has set.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/training/executor.h"
#include "runner/training/sandbox.h"

namespace misfire {

/// The seconds that a process has to say what its machine computes.
inline constexpr double patience_of_arithmetic = 120;

/// Why runs cannot have portable arithmetic here: the processor has not what that takes. Empty where they
/// can.
std::string portable_refusal();

/// Of every run, and of a host from its start: thread counts; which kernels are used; and that malloc keeps
/// the memory it has, which is a fifth of the time of a program that makes and drops large tensors. What the
/// user has set of the latter stays.
std::map<std::string, std::string> machine_settings(const Configuration& configuration);

/// Of one run in its cell: those, with its seed, its number, and where it reports and keeps.
std::map<std::string, std::string> environment_of(const Training& training, const Cell& cell,
                                                  const Configuration& configuration);

} // namespace misfire
