#pragma once
#include <torch/torch.h>

#include <utility>

namespace gesture {

constexpr int64_t kSteps = 32;

class GestureSet : public torch::data::datasets::Dataset<GestureSet> {
 public:
  enum class Part { kTrain, kValidation, kTest };
  explicit GestureSet(Part part);
  torch::data::Example<> get(size_t index) override;
  torch::optional<size_t> size() const override;
  const torch::Tensor& targets() const { return targets_; }

 private:
  torch::Tensor traces_, targets_;
};

torch::Tensor record(int64_t kind);

}  // namespace gesture
