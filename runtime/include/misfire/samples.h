/// What misfire can see of the samples of any dataset: the tensors of their inputs, and their targets.
///
/// A sample is a torch::data::Example<>, anything else that has `data` and `target`, or a pair of both; what
/// has no target is an input alone. A batch is a vector of samples, or one sample whose tensors have the
/// samples as their first dimension.
#pragma once

#include <ATen/ATen.h>
#include <torch/data/example.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

template <typename...>
struct made_void {
  using type = void;
};
template <typename... T>
using void_t = typename made_void<T...>::type;

/// A part that a sample does not have, or not where misfire can see it.
struct Unseen {};

/// The tensors in an input: TensorsIn<T>::each(input, change) calls `change` with every one of them, to be
/// read or replaced.
template <typename T>
struct TensorsIn {
  static constexpr bool known = false;
  template <typename Change>
  static void each(T&, Change&&) {}
};

template <>
struct TensorsIn<at::Tensor> {
  static constexpr bool known = true;
  template <typename Change>
  static void each(at::Tensor& tensor, Change&& change) {
    if (tensor.defined()) change(tensor);
  }
};

template <typename Elements>
struct TensorsInElements {
  static constexpr bool known = TensorsIn<typename Elements::value_type>::known;
  template <typename Change>
  static void each(Elements& elements, Change&& change) {
    for (auto& element : elements)
      TensorsIn<typename Elements::value_type>::each(element, change);
  }
};

template <typename T>
struct TensorsIn<std::vector<T>> : TensorsInElements<std::vector<T>> {};
template <typename T, std::size_t N>
struct TensorsIn<std::array<T, N>> : TensorsInElements<std::array<T, N>> {};

template <typename First, typename Second>
struct TensorsIn<std::pair<First, Second>> {
  static constexpr bool known = TensorsIn<First>::known || TensorsIn<Second>::known;
  template <typename Change>
  static void each(std::pair<First, Second>& both, Change&& change) {
    TensorsIn<First>::each(both.first, change);
    TensorsIn<Second>::each(both.second, change);
  }
};

template <typename First, typename... Rest>
struct TensorsIn<std::tuple<First, Rest...>> {
  static constexpr bool known = TensorsIn<First>::known || TensorsIn<std::tuple<Rest...>>::known;
  template <typename Change>
  static void each(std::tuple<First, Rest...>& all, Change&& change) {
    each(all, change, std::index_sequence_for<First, Rest...>());
  }

private:
  template <typename Change, std::size_t... I>
  static void each(std::tuple<First, Rest...>& all, Change& change, std::index_sequence<I...>) {
    using Tuple = std::tuple<First, Rest...>;
    (void)std::initializer_list<int>{
        (TensorsIn<typename std::tuple_element<I, Tuple>::type>::each(std::get<I>(all), change), 0)...};
  }
};

template <typename Sample, typename = void>
struct has_data : std::false_type {};
template <typename Sample>
struct has_data<Sample, void_t<decltype(std::declval<Sample&>().data)>> : std::true_type {};
template <typename Sample, typename = void>
struct has_target : std::false_type {};
template <typename Sample>
struct has_target<Sample, void_t<decltype(std::declval<Sample&>().target)>> : std::true_type {};

/// Where the input and the target of a sample are.
template <typename Sample, typename = void>
struct Parts {
  static Sample& input(Sample& sample) { return sample; }
  static Unseen target(Sample&) { return {}; }
};
template <typename Sample>
struct Parts<Sample, std::enable_if_t<has_data<Sample>::value && has_target<Sample>::value>> {
  static auto& input(Sample& sample) { return sample.data; }
  static auto& target(Sample& sample) { return sample.target; }
};
template <typename Sample>
struct Parts<Sample, std::enable_if_t<has_data<Sample>::value && !has_target<Sample>::value &&
                                      !std::is_same<Sample, at::Tensor>::value>> {
  static auto& input(Sample& sample) { return sample.data; }
  static Unseen target(Sample&) { return {}; }
};
template <typename Input, typename Target>
struct Parts<std::pair<Input, Target>, void> {
  static Input& input(std::pair<Input, Target>& sample) { return sample.first; }
  static Target& target(std::pair<Input, Target>& sample) { return sample.second; }
};

/// Calls `change` with every tensor of the sample's input.
template <typename Sample, typename Change>
void each_input(Sample& sample, Change&& change) {
  auto& input = Parts<Sample>::input(sample);
  TensorsIn<std::decay_t<decltype(input)>>::each(input, change);
}

/// A target as a tensor; undefined where it is neither a tensor nor a number.
template <typename Target>
std::enable_if_t<std::is_arithmetic<Target>::value, at::Tensor> target_tensor(const Target& target) {
  return std::is_integral<Target>::value
             ? at::scalar_tensor(static_cast<std::int64_t>(target), at::TensorOptions(at::kLong))
             : at::scalar_tensor(static_cast<double>(target), at::TensorOptions(at::kDouble));
}
inline at::Tensor target_tensor(const at::Tensor& target) {
  return target;
}
template <typename Target>
std::enable_if_t<!std::is_arithmetic<Target>::value && !std::is_same<Target, at::Tensor>::value, at::Tensor>
target_tensor(const Target&) {
  return {};
}

template <typename Sample>
at::Tensor target_of(Sample& sample) {
  return target_tensor(Parts<Sample>::target(sample));
}

/// Puts `value`, made of the sample's own target, in its place.
template <typename Target>
std::enable_if_t<std::is_arithmetic<Target>::value> assign_target(Target& target, const at::Tensor& value) {
  target = value.item<Target>();
}
inline void assign_target(at::Tensor& target, const at::Tensor& value) {
  target = value;
}
template <typename Target>
std::enable_if_t<!std::is_arithmetic<std::decay_t<Target>>::value> assign_target(Target&&,
                                                                                 const at::Tensor&) {}

template <typename Sample>
void set_target(Sample& sample, const at::Tensor& value) {
  assign_target(Parts<Sample>::target(sample), value);
}

/// A batch of `count` samples, changed sample by sample: rows of tensors that hold them all, which are copied
/// before they are written to.
template <typename Batch>
struct SamplesIn {
  static at::Tensor target(Batch& batch, std::size_t row, std::size_t count) {
    const at::Tensor all = target_of(batch);
    return holds(all, count) ? all[static_cast<std::int64_t>(row)] : at::Tensor();
  }
  static void set_target(Batch& batch, std::size_t row, const at::Tensor& value) {
    const at::Tensor all = target_of(batch).clone();
    all[static_cast<std::int64_t>(row)].copy_(value);
    detail::set_target(batch, all);
  }
  template <typename Change>
  static void each_input(Batch& batch, std::size_t row, std::size_t count, Change&& change) {
    detail::each_input(batch, [&](at::Tensor& all) {
      if (!holds(all, count)) return;
      at::Tensor own = all[static_cast<std::int64_t>(row)];
      const at::Tensor before = own;
      change(own);
      if (own.is_same(before)) return;
      all = all.clone();
      all[static_cast<std::int64_t>(row)].copy_(own);
    });
  }

private:
  static bool holds(const at::Tensor& all, std::size_t count) {
    return all.defined() && all.dim() > 0 && all.size(0) == static_cast<std::int64_t>(count);
  }
};

template <typename Sample>
struct SamplesIn<std::vector<Sample>> {
  static at::Tensor target(std::vector<Sample>& batch, std::size_t row, std::size_t) {
    return target_of(batch[row]);
  }
  static void set_target(std::vector<Sample>& batch, std::size_t row, const at::Tensor& value) {
    detail::set_target(batch[row], value);
  }
  template <typename Change>
  static void each_input(std::vector<Sample>& batch, std::size_t row, std::size_t, Change&& change) {
    detail::each_input(batch[row], change);
  }
};

} // namespace detail
} // namespace misfire
