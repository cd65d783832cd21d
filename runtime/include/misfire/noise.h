/// Random numbers of a fault that leave the program's own generators as they are.
#pragma once

#include <misfire/seed.h>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cstdint>
#include <mutex>

namespace misfire {
namespace detail {

/// Keeps libtorch's default generator as it was, for as long as it lives: looking at data is no part of the
/// program.
class GeneratorKept {
public:
  GeneratorKept() : generator_(at::detail::getDefaultCPUGenerator()) {
    const std::lock_guard<std::mutex> lock(generator_.mutex());
    state_ = generator_.get_state();
  }
  GeneratorKept(const GeneratorKept&) = delete;
  GeneratorKept& operator=(const GeneratorKept&) = delete;
  ~GeneratorKept() {
    const std::lock_guard<std::mutex> lock(generator_.mutex());
    generator_.set_state(state_);
  }

private:
  at::Generator generator_;
  at::Tensor state_;
};

/// N(0, 1) in the shape of `like`, where and of the type it is; the same for the same seed.
inline at::Tensor normal_like(const at::Tensor& like, std::uint64_t seed) {
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const bool floating = like.is_floating_point();
  const at::Tensor numbers = at::randn(like.sizes(), generator, at::TensorOptions(at::kDouble));
  return floating ? numbers.to(like.options()) : numbers;
}

/// Numbers of a type that noise can be added to: not whole, or the bytes of an image.
inline bool takes_noise(const at::Tensor& tensor) {
  return tensor.is_floating_point() || tensor.scalar_type() == at::kByte;
}

/// `tensor` with noise of that deviation; bytes are rounded and kept within 0 and 255.
inline at::Tensor with_noise(const at::Tensor& tensor, double deviation, std::uint64_t seed) {
  const at::Tensor noise = normal_like(tensor, seed) * deviation;
  if (tensor.is_floating_point()) return tensor + noise;
  return (tensor.to(at::kDouble) + noise.to(tensor.device())).round().clamp(0, 255).to(tensor.scalar_type());
}

/// The deviation of a tensor's own numbers, as numpy's std.
inline double deviation_of(const at::Tensor& tensor) {
  return tensor.to(at::kDouble).std(/*unbiased=*/false).item<double>();
}

/// A class as the target of a sample that has another: one-hot where that is, else the number itself.
inline at::Tensor target_of_class(const at::Tensor& own, double label) {
  if (own.numel() == 1) return at::full_like(own, label);
  at::Tensor one_hot = at::zeros_like(own).contiguous();
  one_hot.view({-1})[static_cast<std::int64_t>(label)] = 1;
  return one_hot;
}

} // namespace detail
} // namespace misfire
