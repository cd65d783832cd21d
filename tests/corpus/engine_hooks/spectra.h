#pragma once
#include <torch/torch.h>

struct Sample {
  torch::Tensor spectrum, content;
};

// Sums of three peaks; the contents of two substances are wanted.
Sample spectra(int64_t n);

// Cuts a sample into batches; iterated anew in every epoch.
class Batches {
 public:
  Batches(Sample all, int64_t size, bool mixed) : all_(std::move(all)), size_(size), mixed_(mixed) {}
  std::vector<Sample>::iterator begin();
  std::vector<Sample>::iterator end() { return cut_.end(); }

 private:
  Sample all_;
  int64_t size_;
  bool mixed_;
  std::vector<Sample> cut_;
};
