/// A dataset that streams its samples, seen through a fault: there is no whole set to decide on, so that each
/// batch gets the fault's share as it comes.
#pragma once

#include <misfire/faulty_samples.h>

#include <torch/data/datasets/base.h>

#include <atomic>
#include <memory>
#include <utility>

namespace misfire {
namespace detail {

/// How many samples a batch has.
template <typename Sample>
std::size_t samples_in(std::vector<Sample>& batch) {
  return batch.size();
}
template <typename Batch>
std::size_t samples_in(Batch& batch) {
  at::Tensor first = target_of(batch);
  each_input(batch, [&](at::Tensor& tensor) {
    if (!first.defined()) first = tensor;
  });
  return first.defined() && first.dim() > 0 ? static_cast<std::size_t>(first.size(0)) : 0;
}

template <typename Batch>
bool takes_noise_in(Batch& batch, std::size_t count) {
  bool any = false;
  SamplesIn<Batch>::each_input(batch, 0, count,
                               [&](at::Tensor& tensor) { any = any || takes_noise(tensor); });
  return any;
}

/// Acts on the samples of one batch. One that the fault has nothing to do in, such as one of a single class,
/// stays as it is.
template <typename Batch>
void spoil_streamed(Batch& batch, DataFault fault, double share) {
  const std::size_t count = samples_in(batch);
  if (count == 0) return;
  PlannedFault planned(fault, share);
  TargetReader reader;
  for (std::size_t row = 0; row < count && fault.reads_targets; ++row)
    reader.add(SamplesIn<Batch>::target(batch, row, count));
  Targets targets = reader.targets();
  targets.count = count;
  Random random(seed_from(fault.salt));
  planned.plan = fault.plan(targets, share, random);
  if (fault.needs_inputs && !takes_noise_in(batch, count))
    end_if_inapplicable(inapplicable(
        "no inputs were found in its samples that are real numbers, to which noise could be added"));
  if (fault.reads_targets && targets.kind == Targets::Kind::neither) end_if_inapplicable(planned.plan);
  if (!planned.plan.inapplicable.empty()) return;
  for (std::size_t row = 0; row < count; ++row)
    change_sample(planned, batch, row, count, row);
}

/// Of a stream that may end, its batches are optional.
template <typename Batch>
auto spoil_next(Batch& batch, DataFault fault, double share, int) -> void_t<decltype(batch.has_value())> {
  if (batch.has_value()) spoil_streamed(*batch, fault, share);
}
template <typename Batch>
void spoil_next(Batch& batch, DataFault fault, double share, long) {
  spoil_streamed(batch, fault, share);
}

/// A dataset of samples without numbers, with a fault that leaves their number as it is: with other random
/// numbers in every batch.
template <typename D>
class FaultyStream : public torch::data::datasets::BatchDataset<FaultyStream<D>, typename D::BatchType,
                                                                typename D::BatchRequestType> {
public:
  FaultyStream(D dataset, DataFault fault, double share)
      : dataset_(std::move(dataset)), fault_(fault), share_(share),
        batches_(std::make_shared<std::atomic<std::uint64_t>>(0)) {}

  typename D::BatchType get_batch(typename D::BatchRequestType request) override {
    typename D::BatchType batch = dataset_.get_batch(std::move(request));
    DataFault now = fault_;
    now.salt = splitmix64(fault_.salt + ++*batches_);
    spoil_next(batch, now, share_, 0);
    return batch;
  }
  auto size() const -> decltype(std::declval<const D&>().size()) override { return dataset_.size(); }
  /// These are there for what libtorch calls a stateful dataset.
  void reset() { dataset_.reset(); }
  template <typename Archive>
  void save(Archive& archive) const {
    dataset_.save(archive);
  }
  template <typename Archive>
  void load(Archive& archive) {
    dataset_.load(archive);
  }
  /// For `pointer->map(...)`, where it stands in for the pointer.
  FaultyStream* operator->() { return this; }

private:
  D dataset_;
  DataFault fault_;
  double share_;
  std::shared_ptr<std::atomic<std::uint64_t>> batches_; ///< shared by all copies: every worker may have one
};

} // namespace detail
} // namespace misfire
