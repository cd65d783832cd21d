#include "mutator/reader/objective/losses_by_hand.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/objective/forms.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/terms.h"

namespace misfire::reader {

namespace {

class KnownLosses {
public:
  explicit KnownLosses(const Gathering& gathering) : g_(gathering) {}

  std::optional<KnownLoss> find(const Reduced& reduced) const {
    if (auto met = distance(*reduced.inner)) return met;
    if (auto met = hinge(*reduced.inner)) return met;
    if (auto met = divergence(*reduced.inner)) return met;
    if (auto met = binary_cross_entropy(*reduced.inner)) return met;
    return cross_entropy(reduced);
  }

private:
  std::string text(const clang::Expr& expression) const { return g_.spelling.text(strip(expression)); }

  bool is_plain(const clang::Expr& expression) const {
    return named_by(expression) && !llvm::isa<clang::CallExpr>(strip(expression));
  }

  /// Whether the expression can be written again in another place: nothing is drawn, changed or run in it.
  bool can_repeat(const clang::Expr& expression) const {
    return !runs_network(expression, g_) && is_unchanging(expression);
  }

  static bool is_unchanging(const clang::Expr& expression) {
    return !any_below<clang::CallExpr>(&expression, [](const auto& call) {
      const auto* callee = call.getDirectCallee();
      const llvm::StringRef name = name_of(callee);
      return !callee || !is_torch(*callee) || ends_with(name, "_") || name.contains("rand") ||
             is_one_of({"normal", "bernoulli", "multinomial", "dropout", "poisson"}, name);
    });
  }

  bool can_stand(const clang::Expr& expression) const {
    return is_plain(expression) || is_number(expression) || can_repeat(expression);
  }

  /// A number as a target.
  std::string as_target(const clang::Expr& target, const clang::Expr& predictions) const {
    if (!is_number(target)) return text(target);
    return is_plain(predictions) ? "torch::full_like(" + text(predictions) + ", " + text(target) + ")"
                                 : "torch::scalar_tensor(" + text(target) + ")";
  }

  /// Whether one side is made of the other, as in `x - x.mean()`: a spread, no distance.
  bool is_of_itself(const Pair& sides) const {
    const auto all = called_with(*value_behind(*sides.second, g_).expression, {"mean"});
    return !all.empty() && same_text(*all[0], *sides.first, g_);
  }

  /// `(output - target).pow(2)`, `(output - target).abs()`
  std::optional<KnownLoss> distance(const clang::Expr& expression) const {
    const clang::Expr& value = *value_behind(expression, g_).expression;
    const auto* of = squared_in(value, g_);
    const char* function = of ? "mse_loss" : "l1_loss";
    if (!of) of = absolute_in(value);
    if (!of) return std::nullopt;
    const Valued held = value_behind(*of, g_);
    const auto sides = difference_in(without_scale(*held.expression));
    if (!sides || is_of_itself(*sides) || is_number(*sides->first)) return std::nullopt;
    const bool turned = runs_network(*sides->second, g_) && !runs_network(*sides->first, g_);
    const clang::Expr& predictions = *(turned ? sides->second : sides->first);
    const clang::Expr& target = *(turned ? sides->first : sides->second);
    KnownLoss found{function, Form::values, text(predictions), as_target(target, predictions), {}};
    const bool here = !held.named && &value == &strip(expression);
    if (here || (can_stand(predictions) && can_stand(target))) return found;
    // What the difference was taken of is to be written without computing it again.
    if (held.named && can_stand(target) && !is_number(target))
      found.predictions =
          turned ? found.target + " - " + text(*held.named) : text(*held.named) + " + " + found.target;
    else
      found.obstacle = "its difference is computed in another statement";
    return found;
  }

  /// `1 - y * s` under a relu or clamp.
  std::optional<KnownLoss> hinge(const clang::Expr& expression) const {
    const clang::Expr& value = *value_behind(expression, g_).expression;
    const auto limited = called_with(value, {"relu", "clamp_min", "clamp", "clip", "maximum", "max"});
    if (limited.empty() ||
        (limited.size() > 1 && is_number(*limited[1]) && !is_constant(*limited[1], 0, g_.context)))
      return std::nullopt;
    const auto margin = difference_in(*value_behind(*limited[0], g_).expression);
    if (!margin || !is_constant(*margin->first, 1, g_.context)) return std::nullopt;
    const auto product = product_in(*margin->second);
    if (!product) return std::nullopt;
    const bool first = runs_network(*product->first, g_) && !runs_network(*product->second, g_);
    const clang::Expr& scores = *(first ? product->first : product->second);
    const clang::Expr& signs = *(first ? product->second : product->first);
    KnownLoss found{"hinge", Form::values, text(scores), text(signs), {}};
    const bool here = &value == &strip(expression) && value_behind(*limited[0], g_).named == nullptr;
    if (!here && !(can_stand(scores) && can_stand(signs)))
      found.obstacle = "its margin is computed in another statement";
    return found;
  }

  struct Logarithm {
    Form form;
    std::string of; ///< what the loss takes as its predictions
  };

  /// What stands for logarithms of probabilities: `log_softmax(x, 1)`, `p.log()`, a variable that holds one.
  std::optional<Logarithm> logarithm(const clang::Expr& expression) const {
    const Valued value = value_behind(expression, g_);
    const clang::Expr& bare = without_scale(*value.expression);
    if (!called_with(bare, {"log_softmax"}).empty())
      return Logarithm{Form::log_probabilities, text(expression)};
    const auto* of = logarithm_in(bare);
    if (!of) return std::nullopt;
    if (!value.named || is_plain(*of)) return Logarithm{Form::probabilities, text(*of)};
    return Logarithm{Form::log_probabilities, text(*value.named)};
  }

  /// `p * (p.log() - log_q)`, `p * (p / q).log()`
  std::optional<KnownLoss> divergence(const clang::Expr& expression) const {
    const clang::Expr& value = *value_behind(expression, g_).expression;
    const auto product = product_in(value);
    if (!product) return std::nullopt;
    for (const auto& [target, logarithms] :
         {Pair{product->first, product->second}, Pair{product->second, product->first}}) {
      const clang::Expr& inner = *value_behind(*logarithms, g_).expression;
      const bool here = &value == &strip(expression) && &inner == &strip(*logarithms);
      std::optional<Logarithm> predicted;
      if (const auto* ratio = logarithm_in(inner)) {
        const auto sides = quotient_in(*ratio);
        if (sides && same_text(*sides->first, *target, g_))
          predicted = Logarithm{Form::probabilities, text(*sides->second)};
      } else if (const auto sides = difference_in(inner)) {
        if (logarithm(*sides->first)) predicted = logarithm(*sides->second);
      }
      if (!predicted) continue;
      KnownLoss found{"kl_div", predicted->form, predicted->of, text(*target), {}};
      if (!here) found.obstacle = "its logarithms are computed in another statement";
      return found;
    }
    return std::nullopt;
  }

  /// Whether the expression is `1 - of`.
  bool is_complement(const clang::Expr& expression, const std::string& of) const {
    const auto sides = difference_in(expression);
    return sides && is_constant(*sides->first, 1, g_.context) && text(*sides->second) == of;
  }

  /// `y * p.log() + (1 - y) * (1 - p).log()`, in any order.
  std::optional<KnownLoss> binary_cross_entropy(const clang::Expr& expression) const {
    const clang::Expr& value = *value_behind(expression, g_).expression;
    const auto sum = sum_in(value);
    if (!sum || &value != &strip(expression)) return std::nullopt;
    for (const auto& [one, other] : {Pair{sum->first, sum->second}, Pair{sum->second, sum->first}}) {
      const auto a = product_in(without_scale(*one)), b = product_in(without_scale(*other));
      if (!a || !b) continue;
      for (const auto& [target, log] : {*a, Pair{a->second, a->first}}) {
        for (const auto& [rest, log_rest] : {*b, Pair{b->second, b->first}}) {
          if (!is_complement(*rest, text(*target))) continue;
          if (auto found = of_logarithms(*target, *log, *log_rest)) return found;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<KnownLoss> of_logarithms(const clang::Expr& target, const clang::Expr& log,
                                         const clang::Expr& log_rest) const {
    const auto* p = logarithm_in(log);
    const auto* q = logarithm_in(log_rest);
    if (p && q) {
      // `(1 - p + small).log()`: the small number is left away already.
      const auto sides = difference_in(*q);
      if (sides && text(*sides->second) == text(*p))
        return KnownLoss{"binary_cross_entropy", Form::probabilities, text(*p), text(target), {}};
    }
    const auto s = called_with(log, {"log_sigmoid", "logsigmoid"});
    const auto t = called_with(log_rest, {"log_sigmoid", "logsigmoid"});
    if (s.empty() || t.empty() || !has_sign(*t[0]) || text(without_scale(*t[0])) != text(*s[0]))
      return std::nullopt;
    return KnownLoss{"binary_cross_entropy_with_logits", Form::binary_logits, text(*s[0]), text(target), {}};
  }

  /// `-(t * log_softmax(x, 1)).sum(1).mean()`, `-log_softmax(x, 1).gather(1, y.unsqueeze(1)).mean()`
  std::optional<KnownLoss> cross_entropy(const Reduced& reduced) const {
    const Valued held = value_behind(*reduced.inner, g_);
    const clang::Expr& value = without_scale(*held.expression);
    if (!reduced.negative && !has_sign(*held.expression)) return std::nullopt;
    if (auto found = logarithm_of_picked(without_sign(value))) return found;
    std::string target;
    const clang::Expr* log = nullptr;
    if (const auto picked = called_with(value, {"gather"}); picked.size() >= 3) {
      log = picked[0];
      target = classes_in(*picked[2]);
    } else if (const auto product = product_in(value)) {
      const bool second = logarithm(*product->second).has_value();
      log = second ? product->second : product->first;
      target = text(second ? *product->first : *product->second);
    }
    const auto of = log ? logarithm(without_sign(*log)) : std::nullopt;
    if (!of || of->of == target) return std::nullopt; // of a tensor with itself: an entropy
    KnownLoss found{"cross_entropy", of->form, of->of, target, {}};
    if (held.named) found.obstacle = "its logarithms are multiplied in another statement";
    return found;
  }

  /// The same, of variables that hold what a network gave, too: as long as the network is not run again.
  bool can_be_taken_again(const clang::Expr& expression) const {
    const bool names_module = any_below<clang::Expr>(&expression, [](const clang::Expr& part) {
      return llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(part) && module_of(class_of(part.getType()));
    });
    return is_plain(expression) || (!names_module && is_unchanging(expression));
  }

  /// `softmax(x, 1).gather(1, y.unsqueeze(1)).log()`: the right class's probability, in a variable too.
  std::optional<KnownLoss> logarithm_of_picked(const clang::Expr& value) const {
    const auto* of = logarithm_in(value);
    if (!of) return std::nullopt;
    const clang::Expr* inner = value_behind(*of, g_).expression;
    for (auto shaped = called_with(*inner, {"squeeze", "flatten", "view", "reshape"}); !shaped.empty();
         shaped = called_with(*inner, {"squeeze", "flatten", "view", "reshape"}))
      inner = value_behind(*shaped[0], g_).expression;
    const auto picked = called_with(*inner, {"gather"});
    if (picked.size() < 3) return std::nullopt;
    KnownLoss found{"cross_entropy", Form::probabilities, text(*picked[0]), classes_in(*picked[2]), {}};
    const bool here = inner == &strip(*of);
    if (!here && !(can_be_taken_again(*picked[0]) && can_be_taken_again(*picked[2])))
      found.obstacle = "its probabilities are picked in another statement";
    return found;
  }

  static const clang::Expr& without_sign(const clang::Expr& expression) {
    const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(expression));
    return call && call->getNumArgs() == 1 ? strip(*call->getArg(0)) : expression;
  }

  /// The classes that `gather(1, y.unsqueeze(1))` picks.
  std::string classes_in(const clang::Expr& index) const {
    const auto shaped = called_with(index, {"unsqueeze", "view", "reshape"});
    if (!shaped.empty()) return text(*shaped[0]);
    return "(" + text(index) + ").squeeze(1)";
  }

  const Gathering& g_;
};

} // namespace

bool has_sign(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(expression));
  if (call && call->getNumArgs() == 1 && call->getOperator() == clang::OO_Minus) return true;
  return !called_with(expression, {"neg", "negative"}).empty();
}

Reduced reduced_in(const clang::Expr& expression) {
  Reduced found{&strip(expression), {}, false};
  while (true) {
    found.negative = found.negative != has_sign(*found.inner);
    const clang::Expr* next = &without_scale(*found.inner);
    const auto all = called_with(*next, {"mean", "sum"});
    if (!all.empty() && all[0] && is_tensor(all[0]->getType())) {
      const auto* call = llvm::cast<clang::CallExpr>(&strip(*next));
      if (found.reduction.empty()) found.reduction = torch_function(*call).str();
      next = &strip(*all[0]);
    } else if (const auto shaped = called_with(*next, {"squeeze", "flatten"}); !shaped.empty()) {
      next = &strip(*shaped[0]);
    } else {
      found.inner = next;
      return found;
    }
    found.inner = next;
  }
}

std::optional<KnownLoss> known_loss(const Reduced& reduced, const Gathering& gathering) {
  return KnownLosses(gathering).find(reduced);
}

} // namespace misfire::reader
