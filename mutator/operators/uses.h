// How an operator goes through the uses of libtorch that are no sites by themselves.
#pragma once

#include "mutator/operators/proposal.h"

namespace misfire {

/// A use of the program: `use->name`, `use.program`.
struct AtUse {
  const TrainingProgram& program;
  const TorchUse& use;
  const TorchUse* operator->() const { return &use; }
};

/// What is proposed for the uses of these names, for each of the values; a single empty one where there are
/// none to choose from. A fault at a use that runs in evaluation alone changes evaluation only.
std::function<Mutants(const TrainingProgram&)>
at_uses(std::vector<std::string> names, std::vector<std::string> values,
        Proposal (*fault)(const AtUse&, const std::string& value));
std::function<Mutants(const TrainingProgram&)> at_uses(std::vector<std::string> names,
                                                       Proposal (*fault)(const AtUse&));

/// Where the name of what is called stands: `softmax` of `torch::softmax(x, 1)` and of `x.softmax(1)`.
/// Nothing where it is not written so.
std::optional<SourceRange> word_of(const AtUse& use);

/// What is given behind the tensor, as written: "1, 2" of `x.transpose(1, 2)`.
std::string given_to(const AtUse& use);

/// Whether a text names something and computes nothing: `x`, `this->layer.weight`. What is written once more
/// then does nothing twice.
bool is_name(const std::string& text);

/// The use without its call: `x` of `x.detach()`.
std::vector<Edit> without_call(const AtUse& use);

} // namespace misfire
