// MNIST, or a data set published in its form, as a libtorch dataset of single examples.
#pragma once

#include "idx.h"

#include <torch/torch.h>

#include <string>

class Mnist : public torch::data::datasets::Dataset<Mnist> {
public:
  enum class Mode { kTrain, kTest };

  // The first `samples` examples of the part that `mode` names, in the files of `folder`.
  Mnist(const std::string& folder, Mode mode, int64_t samples) {
    const std::string part = mode == Mode::kTrain ? "train" : "t10k";
    images_ = tensor(read_idx(folder, part + "-images-idx3-ubyte", samples)).unsqueeze(1);
    labels_ = tensor(read_idx(folder, part + "-labels-idx1-ubyte", samples)).to(torch::kInt64);
    TORCH_CHECK(images_.size(0) == labels_.size(0), "as many labels as images are expected in ", folder);
  }

  // An image (1, 28, 28) with pixels in [0, 1], and its label.
  torch::data::Example<> get(size_t index) override {
    const auto i = static_cast<int64_t>(index);
    return {images_[i].to(torch::kFloat32).div_(255), labels_[i]};
  }

  torch::optional<size_t> size() const override { return images_.size(0); }

private:
  static torch::Tensor tensor(IdxArray array) {
    return torch::from_blob(array.bytes.data(), array.shape, torch::kUInt8).clone();
  }

  torch::Tensor images_;
  torch::Tensor labels_;
};
