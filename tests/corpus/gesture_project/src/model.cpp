#include "gesture/model.h"

namespace gesture {

ModelImpl::ModelImpl(const ModelConfig& config) : head_(config.width, config.classes) {
  int64_t in = config.channels;
  for (int64_t dilation : {1, 2, 4}) {
    blocks_->push_back(TemporalBlock(in, config.width, dilation, config.dropout));
    in = config.width;
  }
  register_module("blocks", blocks_);
  register_module("head", head_);
}

torch::Tensor ModelImpl::forward(torch::Tensor x) { return head_->forward(blocks_->forward(x)); }

}  // namespace gesture
