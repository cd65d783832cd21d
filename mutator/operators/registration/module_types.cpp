#include "mutator/operators/registration/module_types.h"

#include <set>

namespace misfire::operators {

bool does_the_same(const std::string& type) {
  static const std::set<std::string> plain = {"CELU",
                                              "CosineSimilarity",
                                              "ELU",
                                              "Flatten",
                                              "Fold",
                                              "Functional",
                                              "GELU",
                                              "GLU",
                                              "Hardshrink",
                                              "Hardtanh",
                                              "Identity",
                                              "LeakyReLU",
                                              "LogSigmoid",
                                              "LogSoftmax",
                                              "Mish",
                                              "PixelShuffle",
                                              "PairwiseDistance",
                                              "ReLU",
                                              "ReLU6",
                                              "SELU",
                                              "SiLU",
                                              "Sigmoid",
                                              "Softmax",
                                              "Softmax2d",
                                              "Softmin",
                                              "Softplus",
                                              "Softshrink",
                                              "Softsign",
                                              "Tanh",
                                              "Tanhshrink",
                                              "Threshold",
                                              "Unfold",
                                              "Unflatten",
                                              "Upsample",
                                              "ZeroPad2d",
                                              "LocalResponseNorm",
                                              "CrossMapLRN2d",
                                              "PixelUnshuffle"};
  return plain.contains(type) || type.find("Pool") != type.npos || type.find("Pad") != type.npos;
}

bool has_mode_alone(const std::string& type) {
  return type.find("Dropout") != type.npos || type == "RReLU";
}

} // namespace misfire::operators
