/// A stand-in for libtorch, for tests of misfire's own wiring: headers with as much of at and torch as the
/// small program in ../../../project and misfire's runtime ask for, under libtorch's names, so that misfire
/// reads, mutates and compiles it like any other. It compiles in a tenth of a second instead of ten, there is
/// nothing to link, and a training takes a few milliseconds. It is no libtorch: tensors are matrices of
/// doubles, without devices, types or views. Standard headers that take long to read, such as <functional>
/// and <random>, are avoided, since misfire reads all of it whenever it starts. What misfire does to programs
/// that truly use libtorch is tested in tests/cli/campaign_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace at {

enum DeviceType { kCPU };
enum Layout { kStrided };
enum ScalarType { kFloat };

struct Sizes {
  std::int64_t rows = 0, columns = 0;
  std::vector<std::int64_t> vec() const { return {rows, columns}; }
};

struct TensorImpl;

/// Adds what a tensor's gradient means for the gradients of those that it was made of.
struct HandBack {
  virtual ~HandBack() = default;
  virtual void operator()(const TensorImpl& own) const = 0;
};

/// A matrix, its gradient, and what it was made of.
struct TensorImpl {
  std::int64_t rows = 0, columns = 0;
  std::vector<double> values, gradient;
  std::vector<std::shared_ptr<TensorImpl>> made_of;
  std::shared_ptr<HandBack> hand_back; ///< none where it was made of nothing

  double& value(std::int64_t row, std::int64_t column) {
    return values[static_cast<std::size_t>(row * columns + column)];
  }
  double& gradient_at(std::int64_t row, std::int64_t column) {
    return gradient[static_cast<std::size_t>(row * columns + column)];
  }
};

class Tensor {
public:
  Tensor() = default;
  Tensor(std::int64_t rows, std::int64_t columns) : impl_(std::make_shared<TensorImpl>()) {
    impl_->rows = rows;
    impl_->columns = columns;
    impl_->values.assign(static_cast<std::size_t>(rows * columns), 0.0);
    impl_->gradient = impl_->values;
  }

  bool defined() const { return impl_ != nullptr; }
  std::int64_t size(std::int64_t dimension) const { return dimension == 0 ? impl_->rows : impl_->columns; }
  std::int64_t numel() const { return impl_->rows * impl_->columns; }
  std::size_t nbytes() const { return impl_->values.size() * sizeof(double); }
  void* data_ptr() const { return impl_->values.data(); }
  template <typename T>
  T* data_ptr() const {
    return impl_->values.data();
  }
  template <typename T>
  T item() const {
    return static_cast<T>(impl_->values.front());
  }

  Tensor detach() const {
    Tensor alone(impl_->rows, impl_->columns);
    alone.impl_->values = impl_->values;
    return alone;
  }
  Tensor to(DeviceType) const { return *this; }
  /// Its memory holds floats from then on.
  Tensor to(ScalarType) const {
    Tensor floats(impl_->rows, impl_->columns);
    char* memory = static_cast<char*>(floats.data_ptr());
    for (const double value : impl_->values) {
      const float narrow = static_cast<float>(value);
      std::memcpy(memory, &narrow, sizeof narrow);
      memory += sizeof narrow;
    }
    return floats;
  }
  Tensor contiguous() const { return *this; }
  bool is_complex() const { return false; }
  Sizes sizes() const { return {impl_->rows, impl_->columns}; }
  Tensor select(std::int64_t, std::int64_t row) const { return slice(0, row, row + 1); }
  std::int64_t dim() const { return 2; }
  Layout layout() const { return kStrided; }
  Tensor transpose(std::int64_t, std::int64_t) const {
    Tensor turned(impl_->columns, impl_->rows);
    for (std::int64_t row = 0; row < impl_->rows; ++row)
      for (std::int64_t column = 0; column < impl_->columns; ++column)
        turned.impl_->value(column, row) = impl_->value(row, column);
    return turned;
  }
  Tensor ne(double other) const {
    Tensor differs = detach();
    for (double& value : differs.impl_->values)
      value = value != other ? 1 : 0;
    return differs;
  }

  /// Rows from `first` to before `last`, copied.
  Tensor slice(std::int64_t, std::int64_t first, std::int64_t last) const {
    last = last < impl_->rows ? last : impl_->rows;
    Tensor rows(last - first, impl_->columns);
    for (std::int64_t row = first; row < last; ++row)
      for (std::int64_t column = 0; column < impl_->columns; ++column)
        rows.impl_->value(row - first, column) = impl_->value(row, column);
    return rows;
  }

  /// Adds the gradients of this one number to those of all that it was made of.
  void backward() const {
    impl_->gradient.assign(impl_->values.size(), 1.0);
    std::vector<std::shared_ptr<TensorImpl>> order;
    visit(impl_, order);
    for (auto each = order.rbegin(); each != order.rend(); ++each)
      if ((*each)->hand_back) (*(*each)->hand_back)(**each);
  }

  TensorImpl& impl() const { return *impl_; }
  template <typename Function>
  void made_of(std::initializer_list<Tensor> parts, Function function) {
    struct ByFunction : HandBack {
      explicit ByFunction(Function given) : function(std::move(given)) {}
      void operator()(const TensorImpl& own) const override { function(own); }
      Function function;
    };
    for (const Tensor& part : parts)
      if (part.defined()) impl_->made_of.push_back(part.impl_);
    impl_->hand_back = std::make_shared<ByFunction>(std::move(function));
  }

private:
  /// Appends a tensor behind all that it was made of.
  static void visit(const std::shared_ptr<TensorImpl>& tensor,
                    std::vector<std::shared_ptr<TensorImpl>>& order) {
    for (const auto& known : order)
      if (known == tensor) return;
    for (const auto& part : tensor->made_of)
      visit(part, order);
    order.push_back(tensor);
  }

  std::shared_ptr<TensorImpl> impl_;
};

} // namespace at
