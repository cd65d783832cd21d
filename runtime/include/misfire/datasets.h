/// Faults of training data as wrappers of datasets: misfire::delete_training_data(MNIST("data"), 25) is that
/// dataset without a quarter of every class, and can be mapped and loaded as any other.
///
/// The share is in percent. The samples that change are decided once, at the first use, by the run's seed,
/// and are the same in every epoch and for every worker; of a dataset that streams its samples, those of each
/// batch as it comes, and none is removed or added. A fault that cannot apply is reported as
/// inapplicable and ends the process, where there is a file to report to; else the set stays as it is.
#pragma once

#include <misfire/faulty_samples.h>
#include <misfire/faulty_stream.h>
#include <misfire/value.h>

#include <torch/data/datasets/base.h>

#include <type_traits>
#include <utility>

namespace misfire {
namespace detail {

template <typename D, typename = void>
struct is_dataset : std::false_type {};
template <typename D>
struct is_dataset<D, void_t<typename D::SelfType, typename D::BatchType, typename D::BatchRequestType>>
    : std::true_type {};

/// Whether samples can be had one by one.
template <typename D, typename = void>
struct has_get : std::false_type {};
template <typename D>
struct has_get<D, void_t<typename D::SelfType, typename D::ExampleType>>
    : std::is_base_of<torch::data::datasets::Dataset<typename D::SelfType, typename D::ExampleType>, D> {};

/// A dataset that gives batches alone, with a fault.
template <typename D, bool one_by_one = has_get<D>::value>
class FaultyDataset
    : public torch::data::datasets::BatchDataset<FaultyDataset<D, one_by_one>, typename D::BatchType> {
public:
  FaultyDataset(D dataset, DataFault fault, double share) : samples_(std::move(dataset), fault, share) {}

  typename D::BatchType get_batch(at::ArrayRef<std::size_t> indices) override {
    return samples_.get_batch(indices);
  }
  auto size() const -> decltype(std::declval<const D&>().size()) override { return samples_.size(); }
  /// For `pointer->map(...)`, where it stands in for the pointer.
  FaultyDataset* operator->() { return this; }

private:
  FaultySamples<D> samples_;
};

/// A dataset that gives single samples too, with a fault.
template <typename D>
class FaultyDataset<D, true>
    : public torch::data::datasets::Dataset<FaultyDataset<D, true>, typename D::ExampleType> {
public:
  FaultyDataset(D dataset, DataFault fault, double share) : samples_(std::move(dataset), fault, share) {}

  typename D::ExampleType get(std::size_t index) override {
    return std::move(samples_.get_batch(index).front());
  }
  std::vector<typename D::ExampleType> get_batch(at::ArrayRef<std::size_t> indices) override {
    return samples_.get_batch(indices);
  }
  auto size() const -> decltype(std::declval<const D&>().size()) override { return samples_.size(); }
  FaultyDataset* operator->() { return this; }

private:
  FaultySamples<D> samples_;
};

template <typename D>
using is_numbered = std::is_same<typename D::BatchRequestType, at::ArrayRef<std::size_t>>;

/// What a dataset is with a fault: as a set of numbered samples, or as a stream.
template <typename D>
using Faulty = typename std::conditional<is_numbered<D>::value, FaultyDataset<D>, FaultyStream<D>>::type;

template <typename D>
std::enable_if_t<is_dataset<std::decay_t<D>>::value, Faulty<std::decay_t<D>>>
faulty(D&& dataset, DataFault fault, double percent) {
  return {std::forward<D>(dataset), fault, percent / 100};
}

/// What a pointer points to, copied as `pointer->map(...)` copies it.
template <typename Pointer>
auto faulty(const Pointer& pointer, DataFault fault, double percent)
    -> std::enable_if_t<!is_dataset<Pointer>::value, Faulty<std::decay_t<decltype(*pointer)>>> {
  return {*pointer, fault, percent / 100};
}

/// For a fault that changes which samples there are.
template <typename D>
auto faulty_set(D&& dataset, DataFault fault, double percent) {
  auto set = faulty(std::forward<D>(dataset), fault, percent);
  static_assert(is_numbered<decltype(set)>::value,
                "misfire: a dataset that is no set of numbered samples has no share that could change");
  return set;
}

constexpr DataFault deletion = {plan_deletion, 0x545244, true, false};
constexpr DataFault unbalancing = {plan_unbalancing, 0x545544, true, false};
constexpr DataFault overlap = {plan_overlap, 0x54434f, true, false};
constexpr DataFault relabelling = {plan_relabelling, 0x54434c, true, false};
constexpr DataFault shuffling = {plan_shuffling, 0x534845, true, false};
constexpr DataFault reuse = {plan_reuse, 0x425546, false, false};
constexpr DataFault noise = {plan_noise, 0x54414e, false, true};

} // namespace detail

/// TRD: without that share of every class; of values, without that share of those below minus one standard
/// deviation, above one, and between.
template <typename D, typename Percent>
auto delete_training_data(D&& dataset, Percent percent) {
  return detail::faulty_set(std::forward<D>(dataset), detail::deletion, static_cast<double>(percent));
}

/// TUD: without that share of the classes that have fewer samples than the mean.
template <typename D, typename Percent>
auto unbalance_training_data(D&& dataset, Percent percent) {
  return detail::faulty_set(std::forward<D>(dataset), detail::unbalancing, static_cast<double>(percent));
}

/// TCO: with that share of the most frequent class again, under the label of the second most frequent.
template <typename D, typename Percent>
auto make_output_classes_overlap(D&& dataset, Percent percent) {
  return detail::faulty_set(std::forward<D>(dataset), detail::overlap, static_cast<double>(percent));
}

/// TCL: that share of the most frequent class under another label each; values with noise of their standard
/// deviation times the share.
template <typename D, typename Percent>
auto change_label(D&& dataset, Percent percent) {
  return detail::faulty(std::forward<D>(dataset), detail::relabelling, static_cast<double>(percent));
}

/// SHE: with the labels of that share of the samples shuffled among them.
template <typename D, typename Percent>
auto shuffle_labels(D&& dataset, Percent percent) {
  return detail::faulty_set(std::forward<D>(dataset), detail::shuffling, static_cast<double>(percent));
}

/// BUF: with the input of the next sample of its batch for each, as where all are read into one buffer.
template <typename D, typename Percent>
auto reuse_buffer(D&& dataset, Percent percent) {
  return detail::faulty_set(std::forward<D>(dataset), detail::reuse, static_cast<double>(percent));
}

/// TAN: that share of the inputs with noise of their own standard deviation times the share.
template <typename D, typename Percent>
auto add_noise(D&& dataset, Percent percent) {
  return detail::faulty(std::forward<D>(dataset), detail::noise, static_cast<double>(percent));
}

} // namespace misfire
