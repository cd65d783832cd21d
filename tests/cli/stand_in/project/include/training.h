#pragma once

#include "model.h"

torch::Tensor labels_of(const torch::Tensor& points);
void train_one_epoch(Model& model, torch::optim::Optimizer& optimizer, const torch::Tensor& points);
double accuracy(Model& model, const torch::Tensor& points);
