#include "gesture/model.h"

namespace gesture {

TemporalBlockImpl::TemporalBlockImpl(int64_t in, int64_t out, int64_t dilation, double dropout)
    : conv_(torch::nn::Conv1dOptions(in, out, 3).dilation(dilation).padding(dilation)),
      norm_(torch::nn::GroupNormOptions(4, out)),
      drop_(dropout) {
  register_module("conv", conv_);
  register_module("norm", norm_);
  register_module("drop", drop_);
}

torch::Tensor TemporalBlockImpl::forward(torch::Tensor x) {
  return drop_->forward(torch::relu(norm_->forward(conv_->forward(x))));
}

}  // namespace gesture
