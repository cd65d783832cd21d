#include "mutator/reader/recovery.h"

#include <llvm/Support/CrashRecoveryContext.h>

#include <csignal>
#include <cstring>
#include <exception>
#include <mutex>

namespace misfire::reader {

namespace {

constexpr unsigned stack_size = 64 << 20; // bytes; eight times what is usual

std::mutex counting;
unsigned catching = 0; ///< how many live

} // namespace

CaughtSignals::CaughtSignals() {
  const std::lock_guard<std::mutex> alone(counting);
  if (catching++ == 0) llvm::CrashRecoveryContext::Enable();
}

CaughtSignals::~CaughtSignals() {
  const std::lock_guard<std::mutex> alone(counting);
  if (--catching == 0) llvm::CrashRecoveryContext::Disable();
}

std::string ended_early_by(llvm::function_ref<void()> work) {
  const CaughtSignals caught;
  llvm::CrashRecoveryContext context;
  std::string thrown;
  const bool ended = context.RunSafelyOnThread(
      [&] {
        try {
          work();
        } catch (const std::exception& error) {
          thrown = error.what();
        }
      },
      stack_size);
  if (ended) return thrown;
  const int number = context.RetCode - 128; // as a shell says that a signal ended a program
  return "signal " + std::to_string(number) + " (" + strsignal(number) + ")";
}

} // namespace misfire::reader
