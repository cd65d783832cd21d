// GCO: gradients are clipped when it is too late, or too early.
#include "mutator/operators/gradients/turns.h"
#include "mutator/operators/moving.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::string late = "after-step", early = "before-backward";

std::optional<std::string> obstacle(const At<ClipGrad>& clip) {
  if (clip.site.role == Role::eval) return "it does not run in training";
  if (!find_statement(clip.program, clip.site.range))
    return clip->statement ? "gradients are limited one by one, not by one statement"
                           : "its value is used, so the call cannot go";
  return std::nullopt;
}

Proposal move(const At<ClipGrad>& clip, const std::string& when) {
  const TrainingStatement& statement = *find_statement(clip.program, clip.site.range);
  const auto* other = when == late ? last_step_behind(clip.program, statement)
                                   : first_backward_before(clip.program, statement);
  if (!other)
    return not_made(
        fmt::format("no {}() stands in the same turn of its loop", when == late ? "step" : "backward"));
  if (when == early && are_cleared_before(clip.program, statement, *other))
    return not_made("gradients are cleared in the same turn: there is nothing to clip before backward(), so "
                    "that this would be the same as clipping after the step");
  auto edits = when == late ? moved_behind(clip.program, statement, *other)
                            : moved_before(clip.program, statement, *other);
  if (!edits) return not_made(edits.error());
  return Fault{.edits = std::move(*edits),
               .description =
                   fmt::format("{} stands {} {}: what is applied is not clipped", clip->function,
                               when == late ? "behind" : "before", text_at(clip.program, other->call))};
}

} // namespace

Operator clip_after_step() {
  const std::vector<std::string> choices = {late, early};
  return {.id = "GCO",
          .name = "clip-after-step",
          .group = "gradients",
          .summary = "Gradients are clipped after the step, or before they are computed.",
          .choices = choices,
          .examples =
              {{"      torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);\n      optimizer.step();",
                "      optimizer.step();\n      torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);"}},
          .propose = for_every<ClipGrad>(choices, obstacle, move),
          .survival =
              "Gradients are as good as not clipped, and the test data do not tell: in these runs none "
              "is above the limit, or too few are.",
          .advice = "Train on data in which single batches have large gradients (outliers, long sequences), "
                    "which is what the limit is for.",
          .set = "libtorch",
          .seen = "graphstorm#1366"};
}

} // namespace misfire::operators
