#!/usr/bin/env bash
# After zero_grad(), of a module or of an optimizer, gradients are zero in libtorch 1.13 and undefined in 2.x: code that
# reads grad().norm() between two steps ends there. Of libtorch 1.13.1, 2.6.0 and 2.14.1.
. "$(dirname "$0")/pinned.bash"
version=$(installed_any libtorch-dev 1.13.1+dfsg-4 2.6.0+dfsg-7 2.14.1+dfsg-1)
echo "libtorch-dev $version"
cat >"$folder/program.cpp" <<'CPP'
#include <torch/torch.h>

#include <iostream>

int main() {
  torch::nn::Linear layer(2, 1);
  torch::optim::SGD optimizer(layer->parameters(), 0.1);
  layer->forward(torch::ones({1, 2})).sum().backward();
  layer->zero_grad();
  std::cout << "defined after the module's: " << layer->weight.grad().defined() << '\n';
  layer->forward(torch::ones({1, 2})).sum().backward();
  optimizer.zero_grad();
  std::cout << "defined after the optimizer's: " << layer->weight.grad().defined() << '\n';
}
CPP
with_torch g++ program
defined=0
case $version in 1.13.*) defined=1 ;; esac
seen "defined after the module's: $defined
defined after the optimizer's: $defined" "$folder/program"
