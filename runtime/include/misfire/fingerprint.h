/// The fingerprint of a run: a hash of every value that is handed to backward(), by which misfire sees that a
/// fault changed nothing, or that nothing was trained at all.
#pragma once

#include <misfire/report.h>

#include <ATen/core/Tensor.h>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <mutex>

namespace misfire {
namespace detail {

/// FNV-1a (64 bit) over bytes; reported when the process exits by returning from main or by std::exit.
/// Without any tensor it is that of their count alone, a8c7f832281a39c5.
class Fingerprint {
public:
  Fingerprint() = default;
  Fingerprint(const Fingerprint&) = delete;
  Fingerprint& operator=(const Fingerprint&) = delete;

  ~Fingerprint() {
    add_bytes(&tensors_, sizeof tensors_);
    char line[64];
    std::snprintf(line, sizeof line, "fingerprint %016" PRIx64, hash_);
    report(line);
  }

  void add(const at::Tensor& tensor) {
    const at::Tensor values = tensor.detach().to(at::kCPU).contiguous();
    const std::lock_guard<std::mutex> lock(mutex_);
    add_bytes(values.data_ptr(), values.nbytes());
    ++tensors_;
  }

private:
  void add_bytes(const void* bytes, std::size_t count) {
    const unsigned char* byte = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < count; ++i)
      hash_ = (hash_ ^ byte[i]) * 0x100000001b3u;
  }

  std::mutex mutex_;
  std::uint64_t hash_ = 0xcbf29ce484222325u;
  std::uint64_t tensors_ = 0;
};

inline Fingerprint& fingerprint() {
  static Fingerprint of_this_process;
  return of_this_process;
}

namespace {

/// Makes it at the start of each program that calls backward() anywhere, so that it is reported by a run that
/// never gets there, too.
__attribute__((unused)) const Fingerprint& made_at_start = fingerprint();

} // namespace

} // namespace detail

/// `loss` itself; the bits of its values, in order, are added to the fingerprint of the run if there is a
/// file to report to. An undefined tensor adds nothing.
inline at::Tensor observed(const at::Tensor& loss) {
  static const bool wanted = reporting();
  if (wanted && loss.defined()) detail::fingerprint().add(loss);
  return loss;
}

/// Only a tensor can be observed: what merely converts to one, or is none, does not compile.
template <typename T>
at::Tensor observed(const T& loss) = delete;

} // namespace misfire
