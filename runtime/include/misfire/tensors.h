/// Faults of training data on plain tensors: misfire::delete_training_data(x_train, y_train, 25) leaves three
/// quarters of each class in both.
///
/// Inputs and targets have the samples as their first dimension. Several inputs are given as std::tie(a, b).
/// The tensors are replaced, not written to: whatever else shares their memory stays as it is. The rest is as
/// datasets.h says.
///
/// Where a loop makes its tensors anew in every turn, misfire::change_label_of_batch(x, y, 25) acts on those
/// of one turn.
#pragma once

#include <misfire/datasets.h>

#include <atomic>
#include <tuple>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

inline std::vector<at::Tensor*> inputs_in(at::Tensor& input) {
  return {&input};
}
template <typename... Tensors, std::size_t... I>
std::vector<at::Tensor*> inputs_in(std::tuple<Tensors&...>& inputs, std::index_sequence<I...>) {
  return {&std::get<I>(inputs)...};
}
template <typename... Tensors>
std::vector<at::Tensor*> inputs_in(std::tuple<Tensors&...> inputs) {
  return inputs_in(inputs, std::index_sequence_for<Tensors...>());
}

/// The rows of `tensor` that a plan keeps, in its order.
inline at::Tensor rows_of(const at::Tensor& tensor, const Plan& plan) {
  at::Tensor rows = at::empty({static_cast<std::int64_t>(plan.sources.size())}, at::TensorOptions(at::kLong));
  std::int64_t* row = rows.data_ptr<std::int64_t>();
  for (const std::size_t source : plan.sources)
    *row++ = static_cast<std::int64_t>(source);
  return tensor.index_select(0, rows.to(tensor.device()));
}

inline Targets targets_in(const at::Tensor& targets) {
  const at::Tensor rows = targets.detach().to(at::kCPU);
  TargetReader reader;
  for (std::int64_t i = 0; i < rows.size(0); ++i)
    reader.add(rows[i]);
  return reader.targets();
}

/// Whether all have the same number of samples.
inline bool belong_together(const std::vector<at::Tensor*>& inputs, const at::Tensor& targets) {
  if (!targets.defined() || targets.dim() == 0) return false;
  return std::all_of(inputs.begin(), inputs.end(), [&](const at::Tensor* input) {
    return input->defined() && input->dim() > 0 && input->size(0) == targets.size(0);
  });
}

inline Plan plan_for(const std::vector<at::Tensor*>& inputs, const at::Tensor& targets, DataFault fault,
                     double share) {
  if (!belong_together(inputs, targets))
    return inapplicable("its inputs and targets differ in their number of samples");
  const bool fits =
      std::any_of(inputs.begin(), inputs.end(), [](const at::Tensor* input) { return takes_noise(*input); });
  if (fault.needs_inputs && !fits)
    return inapplicable(
        "no inputs were found in its samples that are real numbers, to which noise could be added");
  Random random(seed_from(fault.salt));
  return fault.plan(targets_in(targets), share, random);
}

inline void spoil(const std::vector<at::Tensor*>& inputs, at::Tensor& targets, DataFault fault,
                  double percent) {
  const at::NoGradGuard no_grad;
  PlannedFault planned(fault, percent / 100);
  planned.plan = plan_for(inputs, targets, fault, planned.share);
  const Plan& plan = planned.plan;
  end_if_inapplicable(plan);
  if (!plan.inapplicable.empty()) return;
  const bool resized = plan.sources.size() != static_cast<std::size_t>(targets.size(0));
  targets = resized ? rows_of(targets, plan) : targets.clone();
  for (const auto& label : plan.labels) {
    const at::Tensor row = targets[static_cast<std::int64_t>(label.first)];
    row.copy_(target_of_class(row, label.second));
  }
  if (plan.target_noise > 0) targets = with_noise(targets, plan.target_noise, planned.noise_seed(0));
  std::uint64_t number = 0;
  for (at::Tensor* input : inputs) {
    if (resized) *input = rows_of(*input, plan);
    if (plan.noisy.empty()) continue;
    *input = input->clone();
    for (std::size_t i = 0; i < plan.noisy.size(); ++i) {
      const at::Tensor row = (*input)[static_cast<std::int64_t>(i)];
      row.copy_(faulty_input(planned, i, number, row));
    }
    ++number;
  }
}

/// On the batch of one turn, which each time is another: with other random numbers in each. A batch that the
/// fault has nothing to do in, such as one of a single class, stays as it is.
inline void spoil_batch(const std::vector<at::Tensor*>& inputs, at::Tensor& targets, DataFault fault,
                        double percent) {
  static std::atomic<std::uint64_t> turns{0};
  fault.salt = splitmix64(fault.salt + ++turns);
  const bool fits = belong_together(inputs, targets);
  if (fits && !plan_for(inputs, targets, fault, percent / 100).inapplicable.empty()) return;
  spoil(inputs, targets, fault, percent);
}

} // namespace detail

template <typename Inputs, typename Percent>
void delete_training_data(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil(detail::inputs_in(inputs), targets, detail::deletion, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void unbalance_training_data(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil(detail::inputs_in(inputs), targets, detail::unbalancing, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void make_output_classes_overlap(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil(detail::inputs_in(inputs), targets, detail::overlap, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void change_label(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil(detail::inputs_in(inputs), targets, detail::relabelling, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void add_noise(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil(detail::inputs_in(inputs), targets, detail::noise, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void change_label_of_batch(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil_batch(detail::inputs_in(inputs), targets, detail::relabelling, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void add_noise_to_batch(Inputs&& inputs, at::Tensor& targets, Percent percent) {
  detail::spoil_batch(detail::inputs_in(inputs), targets, detail::noise, static_cast<double>(percent));
}

} // namespace misfire
