/// A dataset seen through a fault: which samples it has, and what becomes of those that change.
#pragma once

#include <misfire/data_faults.h>
#include <misfire/noise.h>
#include <misfire/report.h>
#include <misfire/samples.h>

#include <c10/util/ArrayRef.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

/// Reports that the fault cannot apply and ends the process; nothing where there is no file to report to.
inline void end_if_inapplicable(const Plan& plan) {
  if (plan.inapplicable.empty() || !reporting()) return;
  report("inapplicable " + plan.inapplicable);
  end_process();
}

/// A fault with its share, planned once for all copies of a dataset (every worker has its own).
struct PlannedFault {
  DataFault fault;
  double share;
  std::once_flag once;
  Plan plan;
  std::atomic<bool> has_neighbours{false}; ///< a batch was of several samples
  std::atomic<std::size_t> alone{0};       ///< how many batches were of one

  PlannedFault(DataFault which, double how_much) : fault(which), share(how_much), once(), plan() {}

  /// Ends the process where a fault of neighbours cannot apply: as many batches as the set has samples were
  /// of one sample each.
  void see_batch(std::size_t count) {
    if (!plan.of_next || has_neighbours) return;
    if (count > 1)
      has_neighbours = true;
    else if (++alone >= plan.sources.size())
      end_if_inapplicable(inapplicable("its batches are of one sample each"));
  }

  /// `look` gives the targets, and says whether the inputs take noise.
  template <typename Look>
  const Plan& planned(Look look) {
    std::call_once(once, [&] {
      bool noise_fits = true;
      const Targets targets = look(noise_fits);
      Random random(seed_from(fault.salt));
      plan = fault.needs_inputs && !noise_fits ? inapplicable("no inputs were found in its samples that are "
                                                              "real numbers, to which noise could be added")
                                               : fault.plan(targets, share, random);
      end_if_inapplicable(plan);
      if (!plan.inapplicable.empty()) plan = unchanged(targets.count);
    });
    return plan;
  }

  /// The seed of a sample's own noise, the same whenever and however often it is asked for.
  std::uint64_t noise_seed(std::size_t sample) const {
    return splitmix64(seed_from(fault.salt) + 0x9e37u + sample);
  }
};

/// A target after the fault, for the sample with that new index.
inline at::Tensor faulty_target(const PlannedFault& fault, std::size_t sample, const at::Tensor& own) {
  if (!own.defined()) return own;
  const auto label = fault.plan.labels.find(sample);
  if (label != fault.plan.labels.end()) return target_of_class(own, label->second);
  if (fault.plan.target_noise > 0) return with_noise(own, fault.plan.target_noise, fault.noise_seed(sample));
  return own;
}

/// An input's tensor after the fault; `number` counts the tensors of the input.
inline at::Tensor faulty_input(const PlannedFault& fault, std::size_t sample, std::uint64_t number,
                               const at::Tensor& own) {
  if (fault.plan.noisy.empty() || !fault.plan.noisy[sample] || !takes_noise(own)) return own;
  const double deviation = deviation_of(own) * fault.plan.input_noise;
  return with_noise(own, deviation, splitmix64(fault.noise_seed(sample) + number));
}

/// Gives one sample of a batch of `count`, that in `row`, what the fault plans for it.
template <typename Batch>
void change_sample(const PlannedFault& fault, Batch& batch, std::size_t row, std::size_t count,
                   std::size_t sample) {
  using InBatch = SamplesIn<Batch>;
  if (fault.plan.labels.count(sample) != 0 || fault.plan.target_noise > 0) {
    const at::Tensor own = InBatch::target(batch, row, count);
    if (own.defined()) InBatch::set_target(batch, row, faulty_target(fault, sample, own));
  }
  if (fault.plan.noisy.empty() || !fault.plan.noisy[sample]) return;
  std::uint64_t number = 0;
  InBatch::each_input(batch, row, count,
                      [&](at::Tensor& tensor) { tensor = faulty_input(fault, sample, number++, tensor); });
}

/// Gives a sample of a batch of `count`, that in `row`, the input of the next.
template <typename Batch>
void take_next_input(Batch& batch, std::size_t row, std::size_t count) {
  using InBatch = SamplesIn<Batch>;
  std::vector<at::Tensor> next;
  InBatch::each_input(batch, row + 1, count, [&](at::Tensor& tensor) { next.push_back(tensor); });
  std::size_t taken = 0;
  InBatch::each_input(batch, row, count, [&](at::Tensor& tensor) {
    if (taken < next.size()) tensor = next[taken].clone();
    ++taken;
  });
}

template <typename Dataset>
class FaultySamples {
public:
  using Batch = typename Dataset::BatchType;

  FaultySamples(Dataset dataset, DataFault fault, double share)
      : dataset_(std::move(dataset)), fault_(std::make_shared<PlannedFault>(fault, share)) {}

  std::size_t size() const { return plan().sources.size(); }

  /// The samples with these new indices. One beyond the set, of a sampler made for the set as it was, begins
  /// again with the first.
  Batch get_batch(at::ArrayRef<std::size_t> indices) {
    const Plan& now = plan();
    std::vector<std::size_t> samples, sources;
    for (const std::size_t index : indices) {
      samples.push_back(index % now.sources.size());
      sources.push_back(now.sources[samples.back()]);
    }
    fault_->see_batch(samples.size());
    Batch batch = dataset_.get_batch(sources);
    for (std::size_t row = 0; row < samples.size(); ++row)
      change_sample(*fault_, batch, row, samples.size(), samples[row]);
    for (std::size_t row = 0; now.of_next && row + 1 < samples.size(); ++row)
      take_next_input(batch, row, samples.size());
    return batch;
  }

private:
  const Plan& plan() const {
    return fault_->planned([this](bool& noise_fits) { return look(noise_fits); });
  }

  /// Reads the targets of the whole set, some samples at a time; the first sample tells about inputs.
  Targets look(bool& noise_fits) const {
    const GeneratorKept kept;
    const auto known = dataset_.size();
    TORCH_CHECK(known.has_value(), "misfire: the faults of training data need a dataset that knows its size");
    const std::size_t count = *known;
    TargetReader reader;
    const std::size_t at_once = 32;
    for (std::size_t first = 0; first < count && fault_->fault.reads_targets; first += at_once) {
      std::vector<std::size_t> some;
      for (std::size_t i = first; i < count && i < first + at_once; ++i)
        some.push_back(i);
      Batch batch = dataset_.get_batch(some);
      for (std::size_t row = 0; row < some.size(); ++row)
        reader.add(SamplesIn<Batch>::target(batch, row, some.size()));
    }
    if (fault_->fault.needs_inputs && count > 0) noise_fits = takes_noise_at_all();
    Targets targets = reader.targets();
    targets.count = count;
    return targets;
  }

  bool takes_noise_at_all() const {
    bool any = false;
    const std::vector<std::size_t> first = {0};
    Batch batch = dataset_.get_batch(first);
    SamplesIn<Batch>::each_input(batch, 0, 1, [&](at::Tensor& tensor) { any = any || takes_noise(tensor); });
    return any;
  }

  mutable Dataset dataset_; ///< libtorch's datasets are read by functions that are not const
  std::shared_ptr<PlannedFault> fault_;
};

} // namespace detail
} // namespace misfire
