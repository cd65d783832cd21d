#!/usr/bin/env bash
# Writes a training program of any size into a folder, with a CMakeLists.txt: so many units, each with a network of so many
# linear layers that it trains by itself.
#
#   bench/generate_program.sh FOLDER UNITS LAYERS
set -euo pipefail
folder=$1 units=$2 layers=$3
mkdir -p "$folder"

write_unit() { # write_unit NUMBER
  local i
  printf '#include "units.h"\n#include <torch/torch.h>\n\nnamespace {\nstruct Net : torch::nn::Module {\n'
  for ((i = 0; i < layers; ++i)); do
    printf '  torch::nn::Linear layer%d = register_module("layer%d", torch::nn::Linear(8, 8));\n' "$i" "$i"
  done
  printf '  torch::Tensor forward(torch::Tensor x) {\n'
  for ((i = 0; i < layers; ++i)); do printf '    x = torch::relu(layer%d->forward(x));\n' "$i"; done
  printf '    return x;\n  }\n};\n} // namespace\n\ndouble train_unit%d() {\n' "$1"
  printf '  Net net;\n  torch::optim::SGD optimizer(net.parameters(), 0.01);\n'
  printf '  const torch::Tensor inputs = torch::randn({16, 8}), targets = torch::randn({16, 8});\n'
  printf '  for (int epoch = 0; epoch < 2; ++epoch) {\n    optimizer.zero_grad();\n'
  printf '    torch::mse_loss(net.forward(inputs), targets).backward();\n    optimizer.step();\n  }\n'
  printf '  return torch::mse_loss(net.forward(inputs), targets).item<double>();\n}\n'
}

sources=main.cpp
for ((unit = 0; unit < units; ++unit)); do
  write_unit "$unit" >"$folder/unit$unit.cpp"
  sources+=" unit$unit.cpp"
done
for ((unit = 0; unit < units; ++unit)); do printf 'double train_unit%d();\n' "$unit"; done >"$folder/units.h"
{
  printf '#include "units.h"\n#include <iostream>\n\nint main() {\n  double loss = 0;\n'
  for ((unit = 0; unit < units; ++unit)); do printf '  loss += train_unit%d();\n' "$unit"; done
  printf '  std::cout << "Test accuracy: " << 1 / (1 + loss) << std::endl;\n}\n'
} >"$folder/main.cpp"
cat >"$folder/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.18)
project(generated LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
find_package(Torch REQUIRED)
if(Torch_VERSION VERSION_GREATER_EQUAL 2.7) # later ones take nothing older
  set(CMAKE_CXX_STANDARD 20)
endif()
add_executable(generated $sources)
target_link_libraries(generated PRIVATE \${TORCH_LIBRARIES})
END
