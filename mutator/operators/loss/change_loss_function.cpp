// LCH: the network is trained on an unfit loss function.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace misfire::operators {
namespace {

/// Keras' losses, by its names.
const std::vector<std::string> losses = {"mean_squared_error",
                                         "mean_absolute_error",
                                         "mean_absolute_percentage_error",
                                         "mean_squared_logarithmic_error",
                                         "squared_hinge",
                                         "hinge",
                                         "categorical_hinge",
                                         "logcosh",
                                         "huber",
                                         "categorical_crossentropy",
                                         "binary_crossentropy",
                                         "kullback_leibler_divergence",
                                         "poisson"};

/// Those that mean something where targets are values and no classes.
const std::vector<std::string> value_losses = {"mean_squared_error",
                                               "mean_absolute_error",
                                               "mean_absolute_percentage_error",
                                               "mean_squared_logarithmic_error",
                                               "logcosh",
                                               "huber",
                                               "poisson"};

/// What libtorch's losses are called in Keras.
const std::map<std::string, std::string> keras_names = {
    {"cross_entropy", "categorical_crossentropy"},
    {"nll_loss", "categorical_crossentropy"},
    {"binary_cross_entropy", "binary_crossentropy"},
    {"binary_cross_entropy_with_logits", "binary_crossentropy"},
    {"kl_div", "kullback_leibler_divergence"},
    {"mse_loss", "mean_squared_error"},
    {"l1_loss", "mean_absolute_error"},
    {"huber_loss", "huber"},
    {"smooth_l1_loss", "huber"},
    {"hinge", "hinge"}};

/// Those that mean something for targets of -1 and 1.
const std::vector<std::string> sign_losses = {
    "mean_squared_error", "mean_absolute_error", "squared_hinge", "hinge", "logcosh", "huber"};

/// The runtime's function that makes of the loss's input what Keras' formulas are written for.
std::optional<std::string> conversion_of(Form form) {
  switch (form) {
  case Form::logits:
    return "misfire::from_logits";
  case Form::log_probabilities:
    return "misfire::from_log_probabilities";
  case Form::probabilities:
    return "misfire::from_probabilities";
  case Form::values:
    return "misfire::from_values";
  case Form::binary_logits:
    return "misfire::from_binary_logits";
  case Form::unknown:
    break;
  }
  return std::nullopt;
}

/// The arguments behind the target, which keep the program's reduction (the mean is the default) and the
/// targets it ignores.
std::string kept_options(const Loss& loss) {
  std::string options;
  if (loss.reduction == "sum") options = ", torch::kSum";
  if (loss.reduction == "none") options = ", torch::kNone";
  if (!loss.ignore_index || loss.ignore_index->written.empty()) return options;
  return (options.empty() ? ", torch::kMean" : options) + ", " + loss.ignore_index->written;
}

/// The call with another function; its two arguments stay as they are written, and so do the comma and any
/// line break between them.
std::vector<Edit> exchanged(const At<Loss>& loss, const std::string& function) {
  if (!loss->predictions_written.empty())
    return {
        {.range = loss.site.range,
         .text = fmt::format("{}({}({}), {}{})", function, *conversion_of(loss->form),
                             loss->predictions_written, loss->target_written, kept_options(loss.meaning))}};
  const auto& [file, begin, end] = loss.site.range;
  const auto& [input, target] = std::tie(loss->input, loss->target);
  const SourceRange between{file, input.end, target.begin};
  const bool is_comma = text_at(loss.program, between).find_first_not_of(", \t\r\n") == std::string::npos;
  std::vector<Edit> edits = {
      {.range = {file, begin, input.begin}, .text = function + "(" + *conversion_of(loss->form) + "("},
      is_comma ? Edit{.range = {file, input.end, input.end}, .text = ")"}
               : Edit{.range = between, .text = "), "}};
  const auto behind =
      exchanged_around(loss.program, {file, target.begin, end}, target, "", kept_options(loss.meaning) + ")");
  edits.insert(edits.end(), behind.begin(), behind.end());
  return edits;
}

std::optional<std::string> obstacle(const At<Loss>& loss) {
  if (loss->function.empty())
    return "the program computes it itself, and it is no mean of squares or absolute values, cross entropy, "
           "divergence or hinge of an output and a target";
  if (!loss->obstacle.empty()) return "the program computes it itself, and " + loss->obstacle;
  if (!conversion_of(loss->form)) return "what its input is (logits, probabilities, values) is not known";
  if (loss->reduction.empty()) return "its reduction is not known, so another loss could not keep it";
  return std::nullopt;
}

Proposal exchange(const At<Loss>& loss, const std::string& function) {
  const auto own = keras_names.find(loss->function);
  if (own != keras_names.end() && own->second == function)
    return not_made("it is the program's loss function");
  const auto is_among = [&](const std::vector<std::string>& fitting) {
    return std::find(fitting.begin(), fitting.end(), function) != fitting.end();
  };
  if (loss->function == "hinge" && !is_among(sign_losses))
    return not_made("the program's targets are -1 and 1, for which it is no loss");
  if (loss->function != "hinge" && loss->form == Form::values && !is_among(value_losses))
    return not_made("it is a loss for classes, and the program's targets are values");
  const auto* without = loss->weight.empty() ? "" : ", without its weights";
  return Fault{.edits = exchanged(loss, "misfire::" + function),
               .includes = {"misfire/losses.h"},
               .description = fmt::format("the loss {} becomes {}{}", loss->function, function, without),
               .changes_loss = true};
}

} // namespace

Operator change_loss_function() {
  return {.id = "LCH",
          .name = "change-loss-function",
          .group = "loss",
          .summary = "The network is trained on a loss function that does not fit its task.",
          .choices = losses,
          .examples = {{"torch::nll_loss(output, target)",
                        "misfire::hinge(misfire::from_log_probabilities(output), target)"}},
          .propose = for_every<Loss>(losses, obstacle, exchange),
          .survival =
              "The test data see only what both loss functions teach, mostly which class is the likeliest.",
          .advice = "Judge by more than the likeliest class (the loss itself, calibration, a score per "
                    "class), and add inputs whose targets are rare or easily confused."};
}

} // namespace misfire::operators
