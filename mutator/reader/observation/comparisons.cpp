// Comparisons of predictions with targets: `guess.eq(label)`, `guess == label`, also of one number with
// another, where one of the two comes from a network and the other does not.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/observation/finders.h"
#include "mutator/reader/observation/items.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/network_calls.h"

#include <map>
#include <set>

namespace misfire::reader {

namespace {

constexpr unsigned deepest = 100; // expressions and definitions on one way back

/// What a prediction is made by from what a network gives: it decides, converts or picks, and puts inputs
/// neither together nor in another order.
bool makes_prediction(llvm::StringRef name) {
  return is_one_of({"argmax",     "max",        "topk",        "argsort",
                    "sort",       "round",      "floor",       "sign",
                    "sigmoid",    "softmax",    "log_softmax", "exp",
                    "tanh",       "gt",         "ge",          "lt",
                    "le",         "greater",    "less",        "where",
                    "squeeze",    "unsqueeze",  "view",        "view_as",
                    "reshape",    "reshape_as", "flatten",     "select",
                    "index",      "slice",      "narrow",      "item",
                    "to",         "type",       "toType",      "type_as",
                    "cpu",        "cuda",       "detach",      "clone",
                    "contiguous", "data",       "accessor",    "packed_accessor64",
                    "data_ptr",   "toInt",      "toLong",      "toDouble",
                    "toFloat",    "toBool",     "transpose",   "permute",
                    "t",          "get",        "move",        "forward",
                    "at",         "toTensor"},
                   name);
}

bool makes_prediction(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  if (!operation) return makes_prediction(name_of(call.getDirectCallee()));
  switch (operation->getOperator()) {
  case clang::OO_Greater:
  case clang::OO_GreaterEqual:
  case clang::OO_Less:
  case clang::OO_LessEqual:
  case clang::OO_Subscript:
  case clang::OO_Arrow:
  case clang::OO_Star:
    return true;
  default:
    return false;
  }
}

bool is_of_library(const clang::FunctionDecl* callee) {
  return callee && (is_torch(*callee) || callee->isInStdNamespace());
}

/// Whether a loss is called as a module: what it gives predicts nothing.
bool is_loss(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const clang::Expr* object = method                                     ? method->getImplicitObjectArgument()
                              : operation && operation->getNumArgs() > 0 ? operation->getArg(0)
                                                                         : nullptr;
  const auto* module = object ? module_of(class_of(object->getType())) : nullptr;
  return module && ends_with(torch_module_name(module), "Loss");
}

/// Goes back from a prediction to what entered the network.
class WayBack {
public:
  WayBack(const Body& body, const Gathering& gathering) : body_(body), g_(gathering) {}

  /// The call that it entered by; null where the expression comes from no network.
  const clang::CallExpr* entered(const clang::Expr& expression) {
    const auto* input = input_of(expression);
    return input ? calls_.at(input) : nullptr;
  }

private:
  /// What the network is called with first.
  const clang::Expr* input_of(const clang::Expr& expression) {
    if (++depth_ > deepest) return nullptr;
    const clang::Expr& inner = strip_access(expression);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) return input_of_call(*call);
    if (const auto* variable = named_by(inner); variable && !llvm::isa<clang::FieldDecl>(variable))
      return input_of_variable(*variable);
    if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&inner);
        operation && !operation->isRelationalOp())
      return nullptr;
    return input_below(inner);
  }

  const clang::Expr* input_below(const clang::Stmt& node) {
    for (const auto* child : node.children()) {
      const auto* part = llvm::dyn_cast_or_null<clang::Expr>(child);
      if (part && !llvm::isa<clang::LambdaExpr>(part))
        if (const auto* input = input_of(*part)) return input;
    }
    return nullptr;
  }

  const clang::Expr* input_of_variable(const clang::ValueDecl& variable) {
    if (!met_.insert(&variable).second) return nullptr;
    if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&variable)) {
      const auto* whole = llvm::dyn_cast_or_null<clang::VarDecl>(binding->getDecomposedDecl());
      return whole && whole->getInit() ? input_of(*whole->getInit()) : nullptr;
    }
    for (const auto* value : body_.values_of(variable))
      if (const auto* input = input_of(*value)) return input;
    return nullptr;
  }

  const clang::Expr* input_of_call(const clang::CallExpr& call) {
    if (is_loss(call)) return nullptr;
    if (is_network_called(call)) return first_of(call);
    if (is_of_library(call.getDirectCallee()) || llvm::isa<clang::CXXOperatorCallExpr>(call))
      return makes_prediction(call) ? input_below(call) : nullptr;
    return runs_network(call.getDirectCallee()) ? first_of(call) : nullptr;
  }

  /// What a call is given; of a network behind a network in one round, what the first of them is given.
  const clang::Expr* first_of(const clang::CallExpr& call) {
    const auto* given = first_tensor_given(call);
    if (!given) return nullptr;
    calls_[given] = &call;
    const auto* earlier = input_of(*given);
    return earlier && loop_around(*earlier, body_) == loop_around(*given, body_) ? earlier : given;
  }

  /// Whether a function of the program's has a network give something, and is no network's own.
  bool runs_network(const clang::FunctionDecl* callee) const {
    const clang::FunctionDecl* defined = nullptr;
    if (!callee || !callee->hasBody(defined) || !g_.spelling.of_subject(*defined)) return false;
    return any_below<clang::CallExpr>(defined->getBody(), [](const clang::CallExpr& call) {
      return is_network_called(call) && !is_loss(call);
    });
  }

  const Body& body_;
  const Gathering& g_;
  std::map<const clang::Expr*, const clang::CallExpr*> calls_; ///< by what they are given first
  std::set<const clang::ValueDecl*> met_;
  unsigned depth_ = 0;
};

/// The tensors of a call behind the first that no network has made: a state that a network is handed back
/// changes with its weights, and is no part of an input.
std::vector<SourceRange> entered_beside(const clang::CallExpr& call, const Body& body,
                                        const Gathering& gathering) {
  std::vector<SourceRange> ranges;
  const auto tensors = tensors_given(call);
  for (std::size_t i = 1; i < tensors.size(); ++i)
    if (const auto range = gathering.spelling.range(*tensors[i]);
        range && !WayBack(body, gathering).entered(*tensors[i]))
      ranges.push_back(*range);
  return ranges;
}

bool is_number(const clang::Expr& expression) {
  const auto type = strip(expression).getType();
  return type->isArithmeticType() || name_of(class_of(type)) == "Scalar";
}

void add_comparison(const clang::Expr& whole, const clang::Expr& left, const clang::Expr& right,
                    Gathering& gathering) {
  const auto* body = gathering.body();
  if (!body) return;
  const auto* of_left = WayBack(*body, gathering).entered(left);
  const auto* of_right = WayBack(*body, gathering).entered(right);
  const auto* call = of_left ? of_left : of_right;
  if (!call || (of_left && of_right)) return;
  if (constant_of(of_left ? right : left, gathering.context)) return;
  const auto* input = first_tensor_given(*call);
  const auto entered = gathering.spelling.range(*input);
  const auto range = entered ? gathering.written(whole.getSourceRange(), "Comparison") : std::nullopt;
  if (!range) return;
  if (const std::string why = is_number(left) ? why_out_of_order(whole, *input, *body) : ""; !why.empty()) {
    gathering.skip(whole.getSourceRange(), "Comparison", why);
    return;
  }
  const auto* loop = loop_around(*input, *body);
  gathering.add(*range,
                ComparedTargets{.input = *entered,
                                .input_loop = loop ? gathering.spelling.place(loop->getBeginLoc()) : Key(),
                                .beside = entered_beside(*call, *body, gathering)});
}

/// The two that are compared by `a.eq(b)`, `torch::eq(a, b)` or an overloaded `a == b`; two null ones for all
/// else.
std::pair<const clang::Expr*, const clang::Expr*> sides_of(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool equality = operation && operation->getOperator() == clang::OO_EqualEqual;
  if (!equality && (operation || torch_function(call) != "eq")) return {nullptr, nullptr};
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (method && call.getNumArgs() == 1) return {method->getImplicitObjectArgument(), call.getArg(0)};
  if (!method && call.getNumArgs() == 2) return {call.getArg(0), call.getArg(1)};
  return {nullptr, nullptr};
}

} // namespace

void find_comparison(const clang::CallExpr& call, Gathering& gathering) {
  const auto [left, right] = sides_of(call);
  if (!left || !is_tensor(call.getType())) return;
  if (is_tensor(strip(*left).getType()) && is_tensor(strip(*right).getType()))
    add_comparison(call, *left, *right, gathering);
}

void find_comparison(const clang::BinaryOperator& operation, Gathering& gathering) {
  if (operation.getOpcode() != clang::BO_EQ) return;
  const auto& left = *operation.getLHS();
  const auto& right = *operation.getRHS();
  if (is_number(left) && is_number(right)) add_comparison(operation, left, right, gathering);
}

} // namespace misfire::reader
