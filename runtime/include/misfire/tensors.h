/// Faults of training data on plain tensors: misfire::delete_training_data(x_train, y_train, 25) leaves three
/// quarters of each class in both.
///
/// Inputs and targets have the samples as their first dimension. Several inputs are given as std::tie(a, b).
/// The tensors are replaced, not written to: whatever else shares their memory stays as it is. Those that are
/// const, as in `const auto [x, y] = ...`, and those given as misfire::once(x), get other contents instead,
/// and get them once, however often the statement runs. Without targets:
/// misfire::add_noise_to_unlabelled_data(x, 25). The rest is as datasets.h says.
///
/// Where a loop makes its tensors anew in every turn, misfire::change_label_of_batch(x, y, 25) acts on those
/// of one turn. Batches that the program keeps, and trains on again, get their fault once.
#pragma once

#include <misfire/datasets.h>
#include <misfire/handles.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

/// Whether one of these has got other contents before by this fault; those that get them now are noted, and
/// kept, so that no other tensor takes their place.
inline bool spoilt_before(Handles handles, DataFault fault) {
  static std::mutex mutex;
  static std::vector<std::pair<std::uint64_t, at::Tensor>> spoilt;
  const std::lock_guard<std::mutex> lock(mutex);
  bool before = false;
  for (const auto& handle : handles)
    for (const auto& each : spoilt)
      before = before || (!handle.variable && each.first == fault.salt && each.second.is_same(*handle));
  for (const auto& handle : handles)
    if (!before && !handle.variable) spoilt.emplace_back(fault.salt, *handle);
  return before;
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
inline bool belong_together(const Handles& inputs, const at::Tensor& targets) {
  if (!targets.defined() || targets.dim() == 0) return false;
  return std::all_of(inputs.begin(), inputs.end(), [&](const Handle& input) {
    return input->defined() && input->dim() > 0 && input->size(0) == targets.size(0);
  });
}

inline Plan plan_for(const Handles& inputs, const at::Tensor& targets, DataFault fault, double share) {
  if (!belong_together(inputs, targets))
    return inapplicable("its inputs and targets differ in their number of samples");
  const bool fits =
      std::any_of(inputs.begin(), inputs.end(), [](const Handle& input) { return takes_noise(*input); });
  if (fault.needs_inputs && !fits)
    return inapplicable(
        "no inputs were found in its samples that are real numbers, to which noise could be added");
  Random random(seed_from(fault.salt));
  return fault.plan(targets_in(targets), share, random);
}

/// The faulty targets, of which `target` are the program's.
inline at::Tensor faulty_targets(const at::Tensor& target, const PlannedFault& planned, bool resized) {
  at::Tensor targets = resized ? rows_of(target, planned.plan) : target.clone();
  for (const auto& label : planned.plan.labels) {
    const at::Tensor row = targets[static_cast<std::int64_t>(label.first)];
    row.copy_(target_of_class(row, label.second));
  }
  if (planned.plan.target_noise > 0)
    targets = with_noise(targets, planned.plan.target_noise, planned.noise_seed(0));
  return targets;
}

/// Gives the inputs and, where there are some, the targets what the fault plans for `labels`. What got other
/// contents.
inline Handles spoil(const Handles& inputs, const at::Tensor& labels, const Handle* target, DataFault fault,
                     double percent) {
  Handles replaced;
  PlannedFault planned(fault, percent / 100);
  planned.plan = plan_for(inputs, labels, fault, planned.share);
  const Plan& plan = planned.plan;
  end_if_inapplicable(plan);
  if (!plan.inapplicable.empty()) return replaced;
  const bool resized = plan.sources.size() != static_cast<std::size_t>(labels.size(0));
  if (target) target->replace(faulty_targets(**target, planned, resized));
  if (target && (resized || !plan.labels.empty() || plan.target_noise > 0)) replaced.push_back(*target);
  std::uint64_t number = 0;
  for (const Handle& input : inputs) {
    at::Tensor faulty = resized ? rows_of(*input, plan) : *input;
    if (!plan.noisy.empty()) {
      faulty = faulty.clone();
      for (std::size_t i = 0; i < plan.noisy.size(); ++i) {
        const at::Tensor row = faulty[static_cast<std::int64_t>(i)];
        row.copy_(faulty_input(planned, i, number, row));
      }
      ++number;
    }
    if (resized || !plan.noisy.empty()) {
      input.replace(faulty);
      replaced.push_back(input);
    }
  }
  return replaced;
}

/// All that belongs together, as handles, and whether this fault did its work on them before.
inline bool is_done(Handles all, const Handle* target, DataFault fault) {
  if (target) all.push_back(*target);
  return spoilt_before(all, fault);
}

inline void spoil_all(const Handles& inputs, const Handle& target, DataFault fault, double percent) {
  const at::NoGradGuard no_grad;
  if (!is_done(inputs, &target, fault)) spoil(inputs, *target, &target, fault, percent);
}

/// Without targets all samples are of one kind.
inline void spoil_unlabelled(const Handles& inputs, DataFault fault, double percent) {
  const at::NoGradGuard no_grad;
  if (is_done(inputs, nullptr, fault)) return;
  const bool fits = inputs.front()->defined() && inputs.front()->dim() > 0;
  const std::int64_t samples = fits ? inputs.front()->size(0) : 0;
  spoil(inputs, at::zeros({samples}, at::TensorOptions(at::kLong)), nullptr, fault, percent);
}

/// What faults made of batches, as long as the program keeps it.
class SpoiltBatches {
public:
  bool hold(const Handles& all, std::uint64_t salt) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto gone = [](const Spoilt& each) { return each.second.expired(); };
    spoilt_.erase(std::remove_if(spoilt_.begin(), spoilt_.end(), gone), spoilt_.end());
    for (const auto& each : spoilt_)
      for (const auto& handle : all)
        if (each.first == salt && each.second._unsafe_get_target() == handle->unsafeGetTensorImpl())
          return true;
    return false;
  }
  void add(const Handles& replaced, std::uint64_t salt) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& handle : replaced)
      spoilt_.emplace_back(salt, handle->getIntrusivePtr());
  }

private:
  /// No other tensor has the place of one to which a weak pointer is there.
  using Spoilt = std::pair<std::uint64_t, c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>>;
  std::mutex mutex_;
  std::vector<Spoilt> spoilt_;
};

/// On the batch of one turn, which each time is another: with other random numbers in each. A batch that the
/// fault has nothing to do in, such as one of a single class, stays as it is. What is const and held by
/// others, too, would be spoilt for good.
inline void spoil_batch(const Handles& inputs, const at::Tensor& labels, const Handle* target,
                        DataFault fault, double percent) {
  static std::atomic<std::uint64_t> turns{0};
  static SpoiltBatches spoilt;
  const at::NoGradGuard no_grad;
  const std::uint64_t salt = fault.salt;
  Handles all = inputs;
  if (target) all.push_back(*target);
  if (spoilt.hold(all, salt)) return;
  fault.salt = splitmix64(fault.salt + ++turns);
  for (const auto& input : inputs)
    if (!input.variable && input->use_count() > 1)
      end_if_inapplicable(inapplicable("its batches are const, and held elsewhere, too"));
  const bool fits = belong_together(inputs, labels);
  if (fits && !plan_for(inputs, labels, fault, percent / 100).inapplicable.empty()) return;
  spoilt.add(spoil(inputs, labels, target, fault, percent), salt);
}

template <typename Inputs, typename Targets>
void spoil_batch(Inputs& inputs, Targets& targets, DataFault fault, double percent) {
  const Handle target = handle_of(targets);
  spoil_batch(inputs_in(inputs), targets, &target, fault, percent);
}

} // namespace detail

/// The tensor itself is to get other contents, once, though the variable could be assigned to.
inline const at::Tensor& once(const at::Tensor& tensor) {
  return tensor;
}

template <typename Inputs, typename Targets, typename Percent>
void delete_training_data(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::deletion,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void delete_unlabelled_data(Inputs&& inputs, Percent percent) {
  detail::spoil_unlabelled(detail::inputs_in(inputs), detail::deletion, static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void unbalance_training_data(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::unbalancing,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void make_output_classes_overlap(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::overlap,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void change_label(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::relabelling,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void shuffle_labels(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::shuffling,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void add_noise(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_all(detail::inputs_in(inputs), detail::handle_of(targets), detail::noise,
                    static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void add_noise_to_unlabelled_data(Inputs&& inputs, Percent percent) {
  detail::spoil_unlabelled(detail::inputs_in(inputs), detail::noise, static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void change_label_of_batch(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_batch(inputs, targets, detail::relabelling, static_cast<double>(percent));
}

template <typename Inputs, typename Targets, typename Percent>
void add_noise_to_batch(Inputs&& inputs, Targets& targets, Percent percent) {
  detail::spoil_batch(inputs, targets, detail::noise, static_cast<double>(percent));
}

template <typename Inputs, typename Percent>
void add_noise_to_batch(Inputs&& inputs, Percent percent) {
  const auto handles = detail::inputs_in(inputs);
  const at::Tensor& first = *handles.front();
  const auto labels = at::zeros({first.dim() > 0 ? first.size(0) : 0}, at::TensorOptions(at::kLong));
  detail::spoil_batch(handles, labels, nullptr, detail::noise, static_cast<double>(percent));
}

} // namespace misfire
