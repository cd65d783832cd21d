// Keeps misfire alive where reading a source is not: Clang and the reader end some runs by a signal.
#pragma once

#include <llvm/ADT/STLExtras.h>

#include <string>

namespace misfire::reader {

/// Signals are caught for as long as one of it lives.
class CaughtSignals {
public:
  CaughtSignals();
  ~CaughtSignals();
  CaughtSignals(const CaughtSignals&) = delete;
  CaughtSignals& operator=(const CaughtSignals&) = delete;
};

/// Runs `work` on a thread of its own, with a stack for deeply nested sources. Gives what ended it early, as
/// "signal 6 (Aborted)" or an exception's words; empty where it came to its end. What it has written before
/// it was ended by a signal may be half made: it can be neither read nor freed.
std::string ended_early_by(llvm::function_ref<void()> work);

} // namespace misfire::reader
