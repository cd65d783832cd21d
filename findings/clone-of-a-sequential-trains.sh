#!/usr/bin/env bash
# Sequential::clone() of a network in evaluation mode is itself in training mode, while its children stay in evaluation
# mode: is_training() of the copy says the contrary of what its dropouts do. Of libtorch 1.13.1, 2.6.0 and 2.14.1.
. "$(dirname "$0")/pinned.bash"
installed_any libtorch-dev 1.13.1+dfsg-4 2.6.0+dfsg-7 2.14.1+dfsg-1
cat >"$folder/program.cpp" <<'CPP'
#include <torch/torch.h>

#include <iostream>

int main() {
  torch::nn::Sequential network(torch::nn::Linear(4, 4), torch::nn::Dropout(0.5));
  network->eval();
  const auto copy = network->clone();
  std::cout << "network trains: " << network->is_training() << "\ncopy trains: " << copy->is_training() << '\n';
  for (const auto& child : copy->children())
    std::cout << "child of the copy trains: " << child->is_training() << '\n';
}
CPP
with_torch g++ program
seen 'network trains: 0
copy trains: 1
child of the copy trains: 0
child of the copy trains: 0' "$folder/program"
