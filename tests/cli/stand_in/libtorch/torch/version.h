/// The version of the stand-in for libtorch (../ATen/core/Tensor.h).
#pragma once

#define TORCH_VERSION "0.0.0.stand-in"
