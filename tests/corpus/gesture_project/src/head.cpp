#include "gesture/model.h"

namespace gesture {

HeadImpl::HeadImpl(int64_t width, int64_t classes) {
  squeeze_ = register_module("squeeze", torch::nn::Linear(width, width / 2));
  out_ = register_module("out", torch::nn::Linear(torch::nn::LinearOptions(width / 2, classes).bias(true)));
}

torch::Tensor HeadImpl::forward(torch::Tensor x) {
  x = squeeze_->forward(x.mean(-1));
  x = torch::nn::functional::softsign(x);
  return out_->forward(x);
}

}  // namespace gesture
