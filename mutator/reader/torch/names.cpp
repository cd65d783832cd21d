#include "mutator/reader/torch/names.h"

#include "mutator/reader/ast/clang_versions.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

namespace misfire::reader {

std::string activation_named(llvm::StringRef name) {
  static const llvm::StringMap<std::string> names = {
      {"relu", "relu"},
      {"elu", "elu"},
      {"selu", "selu"},
      {"celu", "celu"},
      {"gelu", "gelu"},
      {"silu", "silu"},
      {"mish", "mish"},
      {"sigmoid", "sigmoid"},
      {"tanh", "tanh"},
      {"softplus", "softplus"},
      {"softsign", "softsign"},
      {"hardsigmoid", "hardsigmoid"},
      {"relu6", "relu6"},
      {"leaky_relu", "leaky_relu"},
      {"leakyrelu", "leaky_relu"},
      {"hardtanh", "hardtanh"},
      {"prelu", "prelu"},
      {"rrelu", "rrelu"},
      {"hardswish", "hardswish"},
      {"logsigmoid", "logsigmoid"},
      {"log_sigmoid", "logsigmoid"},
      {"tanhshrink", "tanhshrink"},
      {"softshrink", "softshrink"},
      {"hardshrink", "hardshrink"},
      {"threshold", "threshold"},
      {"softmax", "softmax"},
      {"softmax2d", "softmax"},
      {"log_softmax", "log_softmax"},
      {"logsoftmax", "log_softmax"},
      {"softmin", "softmin"},
  };
  const auto found = names.find(name);
  return found == names.end() ? std::string() : found->second;
}

bool is_looked_through(llvm::StringRef name) {
  static const llvm::StringSet<> exactly = {"view",
                                            "view_as",
                                            "reshape",
                                            "reshape_as",
                                            "flatten",
                                            "unflatten",
                                            "squeeze",
                                            "unsqueeze",
                                            "transpose",
                                            "permute",
                                            "t",
                                            "contiguous",
                                            "to",
                                            "clone",
                                            "cpu",
                                            "cuda",
                                            "expand",
                                            "narrow",
                                            "slice",
                                            "normalize",
                                            "pixel_shuffle",
                                            "PixelShuffle",
                                            "interpolate",
                                            "pad",
                                            "Flatten",
                                            "Unflatten",
                                            "Identity",
                                            "Upsample",
                                            "swapaxes",
                                            "movedim",
                                            "toType",
                                            "local_response_norm",
                                            "size_as"};
  name.consume_back("_");
  if (exactly.contains(name)) return true;
  const std::string lower = name.lower();
  const llvm::StringRef word = lower;
  const bool norm = ends_with(word, "norm") || ends_with(word, "norm1d") || ends_with(word, "norm2d") ||
                    ends_with(word, "norm3d");
  const bool norm_of_vector = word == "norm" || word.contains("matrix") || word.contains("vector");
  return word.contains("pool") || word.contains("dropout") || ends_with(word, "pad1d") ||
         ends_with(word, "pad2d") || ends_with(word, "pad3d") || (norm && !norm_of_vector);
}

bool asks_for_shape(llvm::StringRef name) {
  return is_one_of({"size", "sizes", "dim", "numel", "device", "dtype", "options", "scalar_type", "defined",
                    "is_cuda", "ndimension", "strides", "stride", "requires_grad", "type"},
                   name);
}

} // namespace misfire::reader
