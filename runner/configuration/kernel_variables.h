// Variables of the environment by which libtorch and what it computes with choose their kernels.
#pragma once

#include <array>

namespace misfire {

/// What decides, beside the processor, which bits a run computes.
inline constexpr std::array kernel_variables{
    "ATEN_CPU_CAPABILITY", "OPENBLAS_CORETYPE", "ONEDNN_MAX_CPU_ISA",
    "DNNL_MAX_CPU_ISA",    "MKL_CBWR",          "MKL_ENABLE_INSTRUCTIONS"};

} // namespace misfire
