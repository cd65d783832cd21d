#include "spectra.h"

static torch::Tensor peak(double at, double width) {
  auto t = torch::arange(40).to(torch::kFloat);
  return torch::exp(-(t - at).pow(2) / (2 * width * width)).unsqueeze(0);
}

Sample spectra(int64_t n) {
  auto content = torch::rand({n, 2});
  auto other = torch::rand({n, 1});
  auto s = content.narrow(1, 0, 1) * peak(12, 3) + content.narrow(1, 1, 1) * peak(26, 4) + other * peak(18, 6);
  return {s / (0.5 + other) + 0.02 * torch::randn({n, 40}), content};
}

std::vector<Sample>::iterator Batches::begin() {
  cut_.clear();
  const auto n = all_.content.size(0);
  const auto order = mixed_ ? torch::randperm(n) : torch::arange(n);
  for (int64_t i = 0; i < n; i += size_) {
    const auto rows = order.slice(0, i, i + size_);
    cut_.push_back({all_.spectrum.index_select(0, rows), all_.content.index_select(0, rows)});
  }
  return cut_.begin();
}
