// Sites that make the loss that is trained on.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// What the first argument of a loss is, by its callee.
enum class Form { logits, log_probabilities, probabilities, values, binary_logits, unknown };

/// A tensor that is given another shape: `output.squeeze(1)` of `output`.
struct Reshaped {
  SourceRange whole;
  SourceRange tensor;
  bool operator==(const Reshaped&) const = default;
};

/// A loss call whose result reaches `backward()`.
struct Loss {
  /// libtorch's functional name: "nll_loss", "cross_entropy", "mse_loss"; of what the program computes
  /// itself, that of the loss that it is, "hinge" among them; empty where it is none that is known
  std::string function;
  Form form = Form::unknown;
  SourceRange input; ///< the predictions
  SourceRange target;
  std::string reduction; ///< "mean", "sum", "none"; empty where it is not known
  /// The criterion that is called, where it is made out of sight: linking decides by it the reduction of one
  /// that has neither weight nor ignore_index.
  Expression criterion;
  std::string weight; ///< what stands as its weight; empty without one
  std::optional<Slot> ignore_index;
  /// The predictions and the target as they can be written in a call, where the program computes the loss
  /// itself; empty else.
  std::string predictions_written, target_written;
  std::string obstacle; ///< why another loss cannot be written there, where that is known
  /// Where another reduction can be written, `at::Reduction::Sum` or, as an option, `torch::kSum`; absent
  /// where that is not written at the call.
  std::optional<Place> reduced;
  bool reduced_by_option = false;
  bool by_module = false; ///< a criterion is called
  /// The criterion's options say more than its reduction, weight and ignore_index; or may, where they are out
  /// of sight.
  bool further_options = false;
  /// Where its predictions or its target lose or get a dimension before it.
  std::vector<Reshaped> reshaped;
  bool operator==(const Loss&) const = default;
};

/// A call of `backward()`; `loss` is the expression it is called on.
struct Backward {
  Place loss;
  Expression value;
  bool operator==(const Backward&) const = default;
};

/// A term of the training loss that depends on parameters alone.
struct Penalty {
  enum class Norm { l1, l2, unknown };
  Norm norm = Norm::unknown;
  /// What goes when the penalty goes, operator or statement and all: ` + 0.01 * l2` of `loss + 0.01 * l2`.
  SourceRange removal;
  std::optional<Slot> factor; ///< what it is multiplied by
  /// Where the norm is computed: the whole of `p.pow(2).sum()`, and the tensor `p`.
  struct Computation {
    SourceRange range;
    SourceRange tensor;
    bool operator==(const Computation&) const = default;
  };
  std::vector<Computation> computations;
  bool operator==(const Penalty&) const = default;
};

} // namespace misfire
