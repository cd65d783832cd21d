#include "mutator/operators/modes/moded_layers.h"

#include <algorithm>
#include <array>
#include <llvm/ADT/StringRef.h>

namespace misfire::operators {
namespace {

/// Parts of the names of libtorch's layers and functions that ask for the mode; recurrent layers and those of
/// transformers have their dropout as an option. A program's own layers ask by is_training().
constexpr std::array asking = {"dropout",      "batchnorm",          "batch_norm",
                               "instancenorm", "instance_norm",      "is_training",
                               "transformer",  "multiheadattention", "multi_head_attention",
                               "rrelu",        "torch::jit"};

} // namespace

bool may_ask_for_mode(const TrainingProgram& program) {
  for (const auto& unit : program.units) {
    if (!unit.refusal.empty()) return true;
    if (unit.torch_elsewhere) return true;
  }
  return std::ranges::any_of(program.files, [](const SourceFile& file) {
    const std::string text = llvm::StringRef(file.text).lower();
    return std::ranges::any_of(asking,
                               [&](const char* part) { return text.find(part) != std::string::npos; });
  });
}

} // namespace misfire::operators
