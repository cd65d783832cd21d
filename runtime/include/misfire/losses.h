/// Keras' losses on the outputs of libtorch networks: misfire::hinge(misfire::from_logits(output), target).
///
/// The formulas are those of Keras 2 (keras/losses.py), its epsilon of 1e-7 included. They are made for
/// probabilities with one-hot targets and for plain values; a converter says which of these the network's
/// output is. A loss is a mean or sum over the classes of every sample, then reduced over the samples.
#pragma once

#include <ATen/ATen.h>
#include <torch/enum.h>
#include <torch/nn/options/loss.h>

#include <cmath>
#include <cstdint>

namespace misfire {

/// A network's output as Keras' losses want it; made by the functions below.
///
/// The classes are dimension 1, as everywhere in libtorch: (N, C) or (N, C, d1, ...); a tensor (C) is one
/// sample if its target is one class, and N samples of one number each otherwise.
struct Predictions {
  at::Tensor tensor;
  bool of_classes; ///< targets may be class indices
};

/// Log-probabilities, as torch::nll_loss takes them.
inline Predictions from_log_probabilities(const at::Tensor& output) {
  return {output.exp(), true};
}

/// Unnormalised scores of classes that exclude each other, as cross_entropy takes them.
inline Predictions from_logits(const at::Tensor& output) {
  return {output.softmax(output.dim() == 1 ? 0 : 1), true};
}

/// Unnormalised scores of classes that do not, or of one class, as binary_cross_entropy_with_logits takes
/// them.
inline Predictions from_binary_logits(const at::Tensor& output) {
  return {output.sigmoid(), true};
}

/// Probabilities of classes, whether they exclude each other or not, as binary_cross_entropy takes them.
inline Predictions from_probabilities(const at::Tensor& output) {
  return {output, true};
}

/// Numbers to be met, as mse_loss takes them. The target broadcasts as there.
inline Predictions from_values(const at::Tensor& output) {
  return {output, false};
}

/// torch::kMean, torch::kSum or torch::kNone: over the samples, as libtorch's own losses take it.
using Reduction = torch::nn::NLLLossOptions::reduction_t;

namespace detail {

/// Predictions and targets of one shape, (samples..., classes).
struct Samples {
  at::Tensor predictions;
  at::Tensor targets;
  at::Tensor counted; ///< (samples...), false where the target is ignored; undefined if all count
};

inline at::Tensor with_classes_last(const at::Tensor& tensor) {
  return tensor.dim() < 2 ? tensor.unsqueeze(-1) : tensor.movedim(1, -1);
}

inline Samples samples_of_indices(const at::Tensor& predictions, const at::Tensor& target,
                                  std::int64_t ignore_index) {
  const at::Tensor classes_last = predictions.dim() == 1 ? predictions : with_classes_last(predictions);
  const at::Tensor counted = target != ignore_index;
  const at::Tensor indices = target.to(at::kLong).masked_fill(counted.logical_not(), 0);
  const at::Tensor one_hot = at::zeros_like(classes_last).scatter(-1, indices.unsqueeze(-1), 1);
  return {classes_last, one_hot, counted};
}

inline Samples samples_of(const Predictions& predictions, const at::Tensor& target,
                          std::int64_t ignore_index) {
  const at::Tensor& tensor = predictions.tensor;
  if (predictions.of_classes && target.dim() == tensor.dim() - 1)
    return samples_of_indices(tensor, target, ignore_index);
  const auto alike = at::broadcast_tensors({tensor, target.to(tensor.scalar_type())});
  return {with_classes_last(alike[0]), with_classes_last(alike[1]), {}};
}

/// `formula`, from (samples..., classes) to (samples...), applied and reduced; ignored samples count 0 and
/// not at all in the mean.
template <typename Formula>
at::Tensor loss(const Predictions& predictions, const at::Tensor& target, const Reduction& reduction,
                std::int64_t ignore_index, Formula formula) {
  const Samples samples = samples_of(predictions, target, ignore_index);
  at::Tensor losses = formula(samples.predictions, samples.targets);
  if (samples.counted.defined()) losses = losses.masked_fill(samples.counted.logical_not(), 0);
  switch (torch::enumtype::reduction_get_enum(reduction)) {
  case at::Reduction::None:
    return losses;
  case at::Reduction::Sum:
    return losses.sum();
  default:
    return samples.counted.defined() ? losses.sum() / samples.counted.sum() : losses.mean();
  }
}

constexpr double epsilon = 1e-7;

/// Labels that are all 0 or 1 as -1 and 1; any others as they are.
inline at::Tensor signs(const at::Tensor& labels) {
  const at::Tensor binary = (labels == 0).logical_or(labels == 1).all();
  return at::where(binary, 2 * labels - 1, labels);
}

} // namespace detail

// All losses take
//   predictions   from one of the converters
//   target        class indices, of the predictions' shape without the classes; or numbers (one-hot, 0 and 1,
//                 probabilities, values) of the predictions' shape
//   reduction     over the samples
//   ignore_index  samples whose class index is this are left out

/// mean((p - t)^2)
inline at::Tensor mean_squared_error(const Predictions& predictions, const at::Tensor& target,
                                     const Reduction& reduction = torch::kMean,
                                     std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) { return (p - t).square().mean(-1); });
}

/// mean(|p - t|)
inline at::Tensor mean_absolute_error(const Predictions& predictions, const at::Tensor& target,
                                      const Reduction& reduction = torch::kMean,
                                      std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) { return (p - t).abs().mean(-1); });
}

/// 100 mean(|t - p| / max(|t|, epsilon))
inline at::Tensor mean_absolute_percentage_error(const Predictions& predictions, const at::Tensor& target,
                                                 const Reduction& reduction = torch::kMean,
                                                 std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return 100 * ((t - p) / t.abs().clamp_min(detail::epsilon)).abs().mean(-1);
                      });
}

/// mean((log(max(p, epsilon) + 1) - log(max(t, epsilon) + 1))^2)
inline at::Tensor mean_squared_logarithmic_error(const Predictions& predictions, const at::Tensor& target,
                                                 const Reduction& reduction = torch::kMean,
                                                 std::int64_t ignore_index = -100) {
  return detail::loss(
      predictions, target, reduction, ignore_index, [](const at::Tensor& p, const at::Tensor& t) {
        return ((p.clamp_min(detail::epsilon) + 1).log() - (t.clamp_min(detail::epsilon) + 1).log())
            .square()
            .mean(-1);
      });
}

/// mean(max(1 - s p, 0)^2), s the labels as -1 and 1
inline at::Tensor squared_hinge(const Predictions& predictions, const at::Tensor& target,
                                const Reduction& reduction = torch::kMean, std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return (1 - detail::signs(t) * p).clamp_min(0).square().mean(-1);
                      });
}

/// mean(max(1 - s p, 0)), s the labels as -1 and 1
inline at::Tensor hinge(const Predictions& predictions, const at::Tensor& target,
                        const Reduction& reduction = torch::kMean, std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return (1 - detail::signs(t) * p).clamp_min(0).mean(-1);
                      });
}

/// max(max((1 - t) p) - sum(t p) + 1, 0)
inline at::Tensor categorical_hinge(const Predictions& predictions, const at::Tensor& target,
                                    const Reduction& reduction = torch::kMean,
                                    std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return (((1 - t) * p).amax(-1) - (t * p).sum(-1) + 1).clamp_min(0);
                      });
}

/// mean(log(cosh(p - t)))
inline at::Tensor logcosh(const Predictions& predictions, const at::Tensor& target,
                          const Reduction& reduction = torch::kMean, std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        const at::Tensor x = p - t;
                        return (x + at::softplus(-2 * x) - std::log(2.0)).mean(-1);
                      });
}

/// mean((p - t)^2 / 2 where |p - t| <= 1, |p - t| - 1/2 elsewhere)
inline at::Tensor huber(const Predictions& predictions, const at::Tensor& target,
                        const Reduction& reduction = torch::kMean, std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return at::huber_loss(p, t, at::Reduction::None).mean(-1);
                      });
}

/// -sum(t log(q)), q = p / sum(p) clipped to [epsilon, 1 - epsilon]
inline at::Tensor categorical_crossentropy(const Predictions& predictions, const at::Tensor& target,
                                           const Reduction& reduction = torch::kMean,
                                           std::int64_t ignore_index = -100) {
  return detail::loss(
      predictions, target, reduction, ignore_index, [](const at::Tensor& p, const at::Tensor& t) {
        const at::Tensor q = (p / p.sum(-1, true)).clamp(detail::epsilon, 1 - detail::epsilon);
        return -(t * q.log()).sum(-1);
      });
}

/// -mean(t log(q + epsilon) + (1 - t) log(1 - q + epsilon)), q = p clipped to [epsilon, 1 - epsilon]
inline at::Tensor binary_crossentropy(const Predictions& predictions, const at::Tensor& target,
                                      const Reduction& reduction = torch::kMean,
                                      std::int64_t ignore_index = -100) {
  return detail::loss(
      predictions, target, reduction, ignore_index, [](const at::Tensor& p, const at::Tensor& t) {
        const at::Tensor q = p.clamp(detail::epsilon, 1 - detail::epsilon);
        return -(t * (q + detail::epsilon).log() + (1 - t) * (1 - q + detail::epsilon).log()).mean(-1);
      });
}

/// sum(t log(t / p)), both clipped to [epsilon, 1]
inline at::Tensor kullback_leibler_divergence(const Predictions& predictions, const at::Tensor& target,
                                              const Reduction& reduction = torch::kMean,
                                              std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        const at::Tensor t_clipped = t.clamp(detail::epsilon, 1);
                        return (t_clipped * (t_clipped / p.clamp(detail::epsilon, 1)).log()).sum(-1);
                      });
}

/// mean(p - t log(p + epsilon))
inline at::Tensor poisson(const Predictions& predictions, const at::Tensor& target,
                          const Reduction& reduction = torch::kMean, std::int64_t ignore_index = -100) {
  return detail::loss(predictions, target, reduction, ignore_index,
                      [](const at::Tensor& p, const at::Tensor& t) {
                        return (p - t * (p + detail::epsilon).log()).mean(-1);
                      });
}

} // namespace misfire
