/// What the targets of a training set are, seen as a whole: classes or values, and how they are spread.
#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace misfire {
namespace detail {

/// Where each class is found: the samples of every class, in order.
using Classes = std::map<double, std::vector<std::size_t>>;

/// The targets of a set, one number a sample: its class (for a one-hot target the position of the 1), its
/// value, or the mean of its values.
struct Targets {
  enum class Kind {
    classes,
    values,
    neither ///< none that misfire can see, or several labels a sample: `each` is empty
  };
  Kind kind = Kind::neither;
  std::size_t count = 0; ///< samples
  std::vector<double> each;
  double deviation = 0; ///< of all the values of all targets, as numpy's std
};

inline Classes classes_of(const Targets& targets) {
  Classes classes;
  for (std::size_t i = 0; i < targets.each.size(); ++i)
    classes[targets.each[i]].push_back(i);
  return classes;
}

/// Whether one target, flat, is one-hot: a 1 among zeros.
inline bool is_one_hot(const std::vector<double>& target) {
  const auto zeros = std::count(target.begin(), target.end(), 0.0);
  const auto ones = std::count(target.begin(), target.end(), 1.0);
  return target.size() > 1 && ones == 1 && zeros + 1 == static_cast<std::ptrdiff_t>(target.size());
}

/// The numbers of a target, flat.
inline std::vector<double> numbers_of(const at::Tensor& target) {
  const at::Tensor flat = target.detach().to(at::kCPU, at::kDouble).contiguous();
  const double* first = flat.data_ptr<double>();
  return {first, first + flat.numel()};
}

/// Looks at the targets of a set one after another and says in the end what they are.
///
/// One whole number a sample is a class where its type is whole; where it is not, if all are 0 or 1, all are
/// -1 or 1, or they are 0, 1, ..., k - 1 with k at most half the samples. One-hot targets are classes. Other
/// numbers of a type that is not whole are values. The rest is neither.
class TargetReader {
public:
  /// An undefined tensor is a sample without a target.
  void add(const at::Tensor& target) {
    ++targets_.count;
    if (!target.defined() || target.numel() == 0) {
      seen_ = false;
      return;
    }
    const auto numbers = numbers_of(target);
    single_ = single_ && numbers.size() == 1;
    one_hot_ = one_hot_ && is_one_hot(numbers);
    whole_type_ = whole_type_ && !target.is_floating_point();
    double sum = 0;
    for (const double number : numbers) {
      zero_or_one_ = zero_or_one_ && (number == 0.0 || number == 1.0);
      sum += number;
      note(number);
    }
    targets_.each.push_back(sum / static_cast<double>(numbers.size()));
    hot_.push_back(std::max_element(numbers.begin(), numbers.end()) - numbers.begin());
  }

  Targets targets() {
    Targets all = targets_;
    all.deviation = numbers_ > 0 ? std::sqrt(squares_ / numbers_) : 0;
    if (!seen_ || all.count == 0) {
      all.kind = Targets::Kind::neither;
    } else if (one_hot_) {
      all.kind = Targets::Kind::classes;
      all.each.assign(hot_.begin(), hot_.end());
    } else if (single_) {
      all.kind = whole_type_ || are_labels(all.each) ? Targets::Kind::classes : Targets::Kind::values;
    } else if (!whole_type_ && !zero_or_one_) {
      all.kind = Targets::Kind::values;
    }
    if (all.kind == Targets::Kind::neither) all.each.clear();
    return all;
  }

private:
  /// Welford's running variance.
  void note(double number) {
    numbers_ += 1;
    const double off = number - mean_;
    mean_ += off / numbers_;
    squares_ += off * (number - mean_);
  }

  static bool are_labels(const std::vector<double>& each) {
    const std::set<double> distinct(each.begin(), each.end());
    if (distinct == std::set<double>{0, 1} || distinct == std::set<double>{-1, 1}) return true;
    double expected = 0;
    for (const double label : distinct)
      if (label != expected++) return false;
    return 2 * distinct.size() <= each.size();
  }

  Targets targets_;
  std::vector<std::ptrdiff_t> hot_;
  bool seen_ = true, single_ = true, one_hot_ = true, whole_type_ = true, zero_or_one_ = true;
  double numbers_ = 0, mean_ = 0, squares_ = 0;
};

} // namespace detail
} // namespace misfire
