// Keeps two misfires from working in one output folder.
#pragma once

#include "runner/error.h"

#include <memory>
#include <string>

namespace misfire {

struct CloseLock {
  void operator()(const int* descriptor) const;
};
/// Held until it is destroyed; the death of the process releases it too.
using OutputLock = std::unique_ptr<int, CloseLock>;

/// Makes the folder where it is not, and locks it. Error: another misfire holds the lock, it cannot be
/// written, or its file system has no locks.
Result<OutputLock> lock_output(const std::string& output);

/// What is said where flock() failed with this errno.
std::string why_not_locked(const std::string& output, int error);

/// Whether a misfire works in the folder, as the kernel's list of locks tells; nothing is locked to find out.
bool is_worked_on(const std::string& output);

} // namespace misfire
