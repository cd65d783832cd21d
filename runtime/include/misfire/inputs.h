/// What a run got right, input by input: misfire::seen around what enters the network, misfire::right around
/// what says whether its prediction was right, misfire::Pass around the loop that walks the inputs.
///
/// The file that MISFIRE_REPORT names gets, when the process exits, of each comparison on each set of inputs
/// the last passes in their order, several since one set may be evaluated with several networks:
///
///     inputs <set> <hashes> <positions> <repeated>        of the inputs' content, 16 hex digits each; the
///                                                         how-manieth each is, from 0, in the first pass
///     pass <comparison> <set> <elements> <right> <bits>   whether each input was right, in that order
///     unrecorded <comparison> <reason>                    why a pass has no line of that kind
///
/// Inputs are in the order of their hashes, since loaders shuffle. Those of equal content cannot be told
/// apart, and all of them are left out of hashes and bits; `repeated` is how many. Where the targets of an
/// input are several (pixels), it is right if more than half of them are; `elements` and `right` count all.
/// Bits are hex digits, the first input in the highest bit.
///
/// Nothing here draws random numbers or changes a value, and nothing fails the run.
#pragma once

#include <misfire/evaluation.h>
#include <misfire/wanted.h>

#include <ATen/core/Tensor.h>

#include <type_traits>
#include <utility>

namespace misfire {
namespace detail {

/// The rows of a tensor along a dimension, on the CPU and one after the other. What is detached has no
/// gradients to record.
inline at::Tensor rows_of(const at::Tensor& tensor, std::int64_t dimension) {
  const at::Tensor plain = tensor.detach().to(at::kCPU);
  return (dimension == 0 ? plain : plain.transpose(0, dimension)).contiguous();
}

/// Writes those rows that are asked for; at once, since nothing is held of a tensor.
inline void show_wanted(const at::Tensor& rows, const Hashes& hashes) {
  if (!wanted_inputs().any() || rows.is_complex()) return;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (!wanted_inputs().take(hashes[i])) continue;
    const at::Tensor row = rows.dim() == 0 ? rows : rows.select(0, static_cast<std::int64_t>(i));
    const at::Tensor plain = row.to(at::kFloat).contiguous();
    wanted_inputs().write(hashes[i], plain.sizes().vec(), static_cast<const float*>(plain.data_ptr()),
                          static_cast<std::size_t>(plain.numel()));
  }
}

inline Hashes hashes_of_rows(const at::Tensor& tensor, std::int64_t dimension) {
  const at::Tensor rows = rows_of(tensor, dimension);
  const std::size_t count = rows.dim() == 0 ? 1 : static_cast<std::size_t>(rows.size(0));
  const std::size_t bytes = count == 0 ? 0 : rows.nbytes() / count;
  const char* data = static_cast<const char*>(rows.data_ptr());
  Hashes hashes;
  for (std::size_t i = 0; i < count; ++i)
    hashes.push_back(content_hash(data + i * bytes, bytes));
  show_wanted(rows, hashes);
  return hashes;
}

/// Of sequences inputs may be along the second dimension, of images they never are.
inline Entered entered(const at::Tensor& input) {
  Entered all;
  if (!input.defined() || input.layout() != at::kStrided) return all;
  const at::Tensor rows = rows_of(input, 0);
  all.rows = hashes_of_rows(rows, 0);
  if (rows.dim() == 2 || rows.dim() == 3) all.columns = hashes_of_rows(rows, 1);
  return all;
}

inline void note_right(int comparison, const at::Tensor& right) {
  std::vector<std::size_t> sizes;
  for (std::int64_t i = 0; i < right.dim(); ++i)
    sizes.push_back(static_cast<std::size_t>(right.size(i)));
  const auto dimension = static_cast<std::int64_t>(evaluation().dimension_of_inputs(sizes));
  const at::Tensor plain = rows_of(right.detach().ne(0), dimension);
  evaluation().judge(comparison, static_cast<const bool*>(plain.data_ptr()),
                     static_cast<std::size_t>(plain.numel()));
}

/// What a value is to a recording.
enum class Kind { tensor, number, other };
template <Kind kind>
using OfKind = std::integral_constant<Kind, kind>;
template <typename T>
using KindOf = OfKind<std::is_same<typename std::decay<T>::type, at::Tensor>::value ? Kind::tensor
                      : std::is_arithmetic<typename std::decay<T>::type>::value     ? Kind::number
                                                                                    : Kind::other>;

template <typename T>
void note_right(int comparison, const T& value, OfKind<Kind::tensor>) {
  note_right(comparison, value);
}
template <typename T>
void note_right(int comparison, const T& value, OfKind<Kind::number>) {
  const bool right = static_cast<bool>(value);
  evaluation().judge(comparison, &right, 1);
}
template <typename T>
void note_right(int comparison, const T&, OfKind<Kind::other>) {
  recording().leave_out(comparison, "what says whether it is right is no tensor and no truth value");
}

template <typename T>
Entered entered(const T& value, OfKind<Kind::tensor>) {
  return entered(value);
}
template <typename T, Kind kind>
Entered entered(const T&, OfKind<kind>) {
  return Entered();
}

/// Does it, or says why that did not go; a run never fails over it.
template <typename Note>
void note(int comparison, const Note& does) {
  if (process_is_over() || thread_is_over() || !recording().wanted()) return;
  try {
    does();
  } catch (const std::exception& error) {
    recording().leave_out(comparison, error.what());
  } catch (...) {
    recording().leave_out(comparison, "it could not be read");
  }
}

} // namespace detail

/// A loop that evaluates: what was seen and judged while it stands is one pass. It is always true:
/// `if (const misfire::Pass misfire_pass{}) for ...`.
class Pass {
public:
  Pass() {
    detail::note(-1, [this] {
      detail::evaluation().begin();
      has_begun_ = true;
    });
  }
  ~Pass() {
    if (has_begun_) detail::note(-1, [] { detail::evaluation().end(); });
  }
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;

  explicit operator bool() const { return true; }

private:
  bool has_begun_ = false;
};

/// `value` itself: what enters the network, its inputs along the first dimension, or along the second where
/// only that has as many as are judged.
template <typename T>
T seen(T&& value) {
  detail::note(-1, [&] { detail::evaluation().enter(detail::entered(value, detail::KindOf<T>())); });
  return std::forward<T>(value);
}

/// `value` itself: one of `count` tensors that enter the network together, each input with its part of all.
template <typename T>
T seen_part(std::size_t part, std::size_t count, T&& value) {
  detail::note(
      -1, [&] { detail::evaluation().enter_part(part, count, detail::entered(value, detail::KindOf<T>())); });
  return std::forward<T>(value);
}

/// `value` itself: whether the predictions for what was seen last are right, a tensor, or a number for the
/// next of them.
template <typename T>
T right(int comparison, T&& value) {
  detail::note(comparison, [&] { detail::note_right(comparison, value, detail::KindOf<T>()); });
  return std::forward<T>(value);
}

} // namespace misfire
