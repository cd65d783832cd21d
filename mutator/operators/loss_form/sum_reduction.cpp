// LRE: a loss is the sum over its batch in place of the mean.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

/// The options of libtorch's functional losses.
const std::map<std::string, std::string> options_of = {
    {"cross_entropy", "CrossEntropyFuncOptions"},
    {"nll_loss", "NLLLossFuncOptions"},
    {"mse_loss", "MSELossFuncOptions"},
    {"l1_loss", "L1LossFuncOptions"},
    {"smooth_l1_loss", "SmoothL1LossFuncOptions"},
    {"huber_loss", "HuberLossFuncOptions"},
    {"binary_cross_entropy", "BinaryCrossEntropyFuncOptions"},
    {"binary_cross_entropy_with_logits", "BinaryCrossEntropyWithLogitsFuncOptions"},
    {"kl_div", "KLDivFuncOptions"}};

Fault fault_of(const At<Loss>& loss, std::vector<Edit> edits) {
  return {.edits = std::move(edits),
          .description = fmt::format("the loss {} is the sum over its batch, not the mean", loss->function),
          .changes_loss = true};
}

/// A criterion's call becomes that of the function that it stands for.
Proposal called_by_function(const At<Loss>& loss) {
  const auto options = options_of.find(loss->function);
  if (options == options_of.end())
    return not_made("of its criterion it is not known which function to call in its place");
  if (!loss->weight.empty() || loss->ignore_index || loss->further_options)
    return not_made("its criterion is made elsewhere, and has options beside the reduction, or may have");
  const std::string space = "torch::nn::functional::";
  const auto& [file, begin, end] = loss.site.range;
  return fault_of(loss, {{.range = {file, begin, loss->input.begin}, .text = space + loss->function + "("},
                         {.range = {file, loss->target.end, end},
                          .text = fmt::format(", {}{}().reduction(torch::kSum))", space, options->second)}});
}

/// `.mean()` at the end of what the program computes itself becomes `.sum()`.
Proposal summed_by_hand(const At<Loss>& loss) {
  constexpr std::array means = {".mean()", "->mean()"};
  const auto& [file, begin, end] = loss.site.range;
  const auto written = text_at(loss.program, loss.site.range);
  for (const std::string mean : means)
    if (written.ends_with(mean))
      return fault_of(
          loss, {{.range = {file, end - std::uint32_t(std::string("mean()").size()), end}, .text = "sum()"}});
  return not_made("the program computes it itself, and by no mean() at its end");
}

Proposal sum(const At<Loss>& loss) {
  if (loss.site.role == Role::eval) return not_made("it does not run in training");
  if (loss->reduction == "sum") return not_made("it is a sum already");
  if (loss->reduction != "mean") return not_made("whether it is a mean is not known");
  if (!loss->predictions_written.empty()) return summed_by_hand(loss);
  if (loss->by_module) return called_by_function(loss);
  if (!loss->reduced) return not_made("its reduction cannot be written at the call");
  const auto* kind = loss->reduced_by_option ? "torch::kSum" : "at::Reduction::Sum";
  return fault_of(
      loss, {{.range = loss->reduced->range, .text = loss->reduced->before + kind + loss->reduced->after}});
}

} // namespace

Operator sum_reduction() {
  return {
      .id = "LRE",
      .name = "sum-reduction",
      .group = "loss form",
      .summary =
          "The loss is the sum over its batch in place of the mean, so that each step is that much larger.",
      .domain = "one mutant a loss that is a mean",
      .examples = {{"torch::cross_entropy_loss(output, classes)",
                    "torch::cross_entropy_loss(output, classes, {}, at::Reduction::Sum)"},
                   {"(output - 1).pow(2).mean()", "(output - 1).pow(2).sum()"},
                   {"criterion(output, values.unsqueeze(1))",
                    "torch::nn::functional::mse_loss(output, values.unsqueeze(1), "
                    "torch::nn::functional::MSELossFuncOptions().reduction(torch::kSum))"}},
      .propose = at_every<Loss>(sum),
      .survival = "The optimizer makes up for the scale of its gradients (Adam does), or the rate was far "
                  "from what it could be.",
      .advice = "Add inputs that only a well-converged network gets right. Where the optimizer is Adam and "
                "nothing is clipped, the fault has hardly an effect: there, suppress the mutant.",
      .set = "libtorch",
      .seen = "pytorch#10148"};
}

} // namespace misfire::operators
