// Penalties: terms of a sum that depend on parameters alone and measure them by a norm.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/objective/finders.h"
#include "mutator/reader/objective/forms.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/parameters.h"
#include "mutator/reader/visit/terms.h"

#include <set>

namespace misfire::reader {

namespace {

/// More norms of norms than anybody writes.
constexpr int deepest_norm = 3;

struct Computed {
  Penalty::Norm norm;
  const clang::Expr* tensor;
};

/// The tensor whose absolute values, or squares, an expression gives.
std::optional<Computed> element_wise(const clang::Expr& expression, const Gathering& gathering) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  if (!call) return std::nullopt;
  const auto all = operands(*call);
  if (const auto* product = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call)) {
    if (product->getOperator() != clang::OO_Star || all.size() != 2) return std::nullopt;
    const bool squares = gathering.spelling.text(*all[0]) == gathering.spelling.text(*all[1]);
    return squares ? std::optional(Computed{Penalty::Norm::l2, all[0]}) : std::nullopt;
  }
  const llvm::StringRef name = torch_function(*call);
  if (all.empty()) return std::nullopt;
  if (name == "abs" || name == "absolute") return Computed{Penalty::Norm::l1, all[0]};
  if (name == "square" || (name == "pow" && all.size() == 2 && is_constant(*all[1], 2, gathering.context)))
    return Computed{Penalty::Norm::l2, all[0]};
  return std::nullopt;
}

/// The tensor whose norm a call computes as one number.
std::optional<Computed> norm_of(const clang::CallExpr& call, const Gathering& gathering) {
  const llvm::StringRef name = torch_function(call);
  const auto all = operands(call);
  if (all.empty()) return std::nullopt;
  if (name == "sum" && all.size() == 1) return element_wise(*all[0], gathering);
  if (name != "norm" && name != "frobenius_norm" && name != "linalg_norm" && name != "linalg_vector_norm")
    return std::nullopt;
  if (all.size() == 1 || is_constant(*all[1], 2, gathering.context))
    return Computed{Penalty::Norm::l2, all[0]};
  return is_constant(*all[1], 1, gathering.context) ? std::optional(Computed{Penalty::Norm::l1, all[0]})
                                                    : std::nullopt;
}

bool makes_constant(llvm::StringRef name) {
  return is_one_of({"zeros", "ones", "tensor", "scalar_tensor", "full", "empty", "zeros_like"}, name);
}

/// What an expression depends on, variables and the subject's functions followed.
class Dependence {
public:
  Dependence(const Body& body, const Gathering& gathering) : body_(&body), gathering_(gathering) {}

  bool parameters = false, data = false, l1 = false, l2 = false;
  std::vector<Penalty::Computation> computations;

  void add(const clang::Expr& expression) {
    const clang::Expr& inner = strip_access(expression);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) {
      add_call(*call);
    } else if (const auto* variable = named_by(inner)) {
      add_variable(*variable, inner);
    } else {
      for (const auto* child : inner.children())
        if (const auto* part = llvm::dyn_cast_or_null<clang::Expr>(child)) add(*part);
    }
  }

  /// All that a variable is given but `without`.
  void add_values(const clang::ValueDecl& variable, const clang::Expr* without) {
    if (llvm::isa<clang::ParmVarDecl>(variable) && is_tensor(variable.getType())) data = true;
    for (const auto* value : body_->values_of(variable))
      if (value != without) add(*value);
  }

private:
  void add_variable(const clang::ValueDecl& variable, const clang::Expr& expression) {
    if (parameter_named(expression, *body_, gathering_)) {
      parameters = true;
      return;
    }
    if (module_of(class_of(variable.getType())) || !seen_.insert(&variable).second) return;
    const auto type = variable.getType().getNonReferenceType();
    if (type->isArithmeticType()) return;
    const auto values = body_->values_of(variable);
    const bool bound = llvm::isa<clang::ParmVarDecl>(variable) && depth_ > 0;
    if (bound && given_parameters_.count(&variable)) parameters = true;
    if (values.empty() && !bound) data = true;
    for (const auto* value : values)
      add(*value);
  }

  void add_call(const clang::CallExpr& call) {
    if (are_parameters(call)) {
      parameters = true;
      return;
    }
    if (parameter_named(call, *body_, gathering_)) { // p.value(), p.data()
      parameters = true;
      return;
    }
    const auto* callee = call.getDirectCallee();
    if (!callee) {
      data = true;
      return;
    }
    if (makes_constant(torch_function(call))) return;
    note_norm(call);
    for (const auto* operand : operands(call))
      if (operand && !module_of(class_of(operand->getType()))) add(*operand);
    if (gathering_.spelling.of_subject(*callee)) note_arguments(call, *callee);
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
    const bool of_module = method && method->isInstance() && module_of(class_of(method->getThisType()));
    const bool given_data = llvm::any_of(written_arguments(call), [](const clang::Expr* argument) {
      return holds_tensors(argument->getType());
    });
    if (of_module && (callee->isOverloadedOperator() || name_of(callee) == "forward" ||
                      (given_data && gathering_.spelling.of_subject(*callee))))
      data = true;
    if (gathering_.spelling.of_subject(*callee)) add_function(*callee);
  }

  /// Keeps which of a function's own parameters the call gives parameters of a network:
  /// `penalty(fc->weight)`.
  void note_arguments(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
    const clang::FunctionDecl* defined = nullptr;
    if (!callee.hasBody(defined)) return;
    const auto arguments = written_arguments(call);
    for (unsigned i = 0; i < defined->getNumParams() && i < arguments.size(); ++i) {
      const auto* variable = named_by(*arguments[i]);
      const bool handed_on = variable && given_parameters_.count(variable);
      if (handed_on || parameter_named(*arguments[i], *body_, gathering_) || lists_parameters(*arguments[i]))
        given_parameters_.insert(defined->getParamDecl(i));
    }
  }

  /// `net->parameters()`, or a variable that holds them.
  bool lists_parameters(const clang::Expr& expression) const {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip_access(expression));
    if (call && are_parameters(*call)) return true;
    const auto* variable = named_by(expression);
    const auto* list = llvm::dyn_cast_or_null<clang::VarDecl>(variable);
    const auto* made =
        list && list->getInit() ? llvm::dyn_cast<clang::CallExpr>(&strip_access(*list->getInit())) : nullptr;
    return made && are_parameters(*made);
  }

  /// Whether what a norm is taken of is parameters, or made of them and nothing else: not what a network
  /// gives for data.
  bool is_of_parameters(const clang::Expr& tensor) const {
    Dependence inside(*body_, gathering_);
    inside.depth_ = depth_;
    inside.given_parameters_ = given_parameters_;
    inside.nested_ = nested_ + 1;
    if (inside.nested_ < deepest_norm) inside.add(tensor);
    return inside.parameters && !inside.data;
  }

  void note_norm(const clang::CallExpr& call) {
    auto computed = norm_of(call, gathering_);
    const auto whole = computed ? gathering_.spelling.range(call) : std::nullopt;
    const auto tensor = computed ? gathering_.spelling.range(*computed->tensor) : std::nullopt;
    if (whole && tensor && whole->contains(*tensor) && is_of_parameters(*computed->tensor))
      computations.push_back({*whole, *tensor});
    if (!computed) computed = element_wise(call, gathering_);
    if (!computed || !is_of_parameters(*computed->tensor)) return;
    l1 = l1 || computed->norm == Penalty::Norm::l1;
    l2 = l2 || computed->norm == Penalty::Norm::l2;
  }

  /// What the subject's own function returns, its parameters being what the call gives them.
  void add_function(const clang::FunctionDecl& function) {
    const clang::FunctionDecl* defined = nullptr;
    if (!function.hasBody(defined) || depth_ > 4 || !seen_.insert(defined).second) {
      data = data || !defined;
      return;
    }
    const Body& inside = gathering_.body_of(*defined->getBody());
    const Body* outside = std::exchange(body_, &inside);
    ++depth_;
    for (const auto* result : inside.returns())
      add(*result);
    --depth_;
    body_ = outside;
  }

  const Body* body_;
  const Gathering& gathering_;
  std::set<const void*> seen_;
  std::set<const clang::ValueDecl*> given_parameters_; ///< parameters of functions that hold a network's
  int depth_ = 0;
  int nested_ = 0; ///< in how many norms this looks
};

Dependence dependence_of(const clang::Expr& expression, const Body& body, const Gathering& gathering) {
  Dependence dependence(body, gathering);
  dependence.add(expression);
  return dependence;
}

bool is_penalty(const Dependence& term) {
  return term.parameters && !term.data && (term.l1 || term.l2);
}

/// `0.01` of `0.01 * l2`.
std::optional<Slot> factor_of(const clang::Expr& term, const Gathering& gathering) {
  const auto* product = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(term));
  if (!product || product->getOperator() != clang::OO_Star) return std::nullopt;
  for (const auto* side : {product->getArg(0), product->getArg(1)}) {
    const clang::Expr* inner = &strip(*side);
    if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
        converted && converted->getNumArgs() == 1)
      inner = &strip(*converted->getArg(0));
    if (inner->getType()->isArithmeticType()) return plain_slot(*inner, gathering);
  }
  return std::nullopt;
}

void add_penalty(const clang::Expr& term, Dependence found, std::optional<SourceRange> removal,
                 Gathering& gathering) {
  const auto range = gathering.spelling.range(term);
  if (!range || !removal) {
    gathering.skip_in_macro(term.getSourceRange(), "Penalty");
    return;
  }
  Penalty penalty;
  if (found.l1 != found.l2) penalty.norm = found.l1 ? Penalty::Norm::l1 : Penalty::Norm::l2;
  penalty.removal = *removal;
  penalty.factor = factor_of(term, gathering);
  penalty.computations = std::move(found.computations);
  gathering.add(*range, std::move(penalty));
}

} // namespace

void find_penalty(const clang::CXXOperatorCallExpr& sum, Gathering& gathering) {
  const Body* body = gathering.body();
  if (!body || sum.getNumArgs() != 2 || !is_tensor(sum.getType())) return;
  const clang::Expr &left = *sum.getArg(0), &right = *sum.getArg(1);
  if (sum.getOperator() == clang::OO_PlusEqual) {
    auto term = dependence_of(right, *body, gathering);
    const auto* variable = named_by(left);
    if (!variable || !is_penalty(term)) return;
    Dependence others(*body, gathering);
    others.add_values(*variable, &right);
    if (others.data) add_penalty(right, std::move(term), gathering.statement_of(sum), gathering);
    return;
  }
  if (sum.getOperator() != clang::OO_Plus) return;
  auto first = dependence_of(left, *body, gathering), second = dependence_of(right, *body, gathering);
  const auto a = gathering.spelling.range(left), b = gathering.spelling.range(right);
  if (!a || !b || is_penalty(first) == is_penalty(second)) return;
  if (is_penalty(second) && first.data)
    add_penalty(right, std::move(second), SourceRange{a->file, a->end, b->end}, gathering);
  else if (is_penalty(first) && second.data)
    add_penalty(left, std::move(first), SourceRange{a->file, a->begin, b->begin}, gathering);
}

} // namespace misfire::reader
