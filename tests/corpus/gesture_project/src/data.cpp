#include "gesture/data.h"

#include <vector>

namespace gesture {

namespace {
int64_t count(GestureSet::Part part) {
  switch (part) {
    case GestureSet::Part::kTrain: return 720;
    case GestureSet::Part::kValidation: return 200;
    case GestureSet::Part::kTest: return 400;
  }
  return 0;
}
}  // namespace

GestureSet::GestureSet(Part part) {
  const int64_t n = count(part);
  targets_ = torch::randint(4, {n}, torch::kLong);
  std::vector<torch::Tensor> all;
  for (int64_t i = 0; i < n; ++i) all.push_back(record(targets_[i].item<int64_t>()));
  traces_ = torch::stack(all);
}

torch::data::Example<> GestureSet::get(size_t index) {
  return {traces_[static_cast<int64_t>(index)], targets_[static_cast<int64_t>(index)]};
}

torch::optional<size_t> GestureSet::size() const { return targets_.size(0); }

}  // namespace gesture
