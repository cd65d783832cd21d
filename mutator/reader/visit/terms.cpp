#include "mutator/reader/visit/terms.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_reshaping(llvm::StringRef name) {
  return is_one_of({"squeeze", "squeeze_", "unsqueeze", "view", "reshape", "flatten", "to", "toType", "type",
                    "contiguous", "clone", "requires_grad_", "cpu", "cuda", "value"},
                   name);
}

bool makes_constant(llvm::StringRef name) {
  return is_one_of({"zeros", "ones", "tensor", "scalar_tensor", "full", "empty", "zeros_like", "ones_like"},
                   name);
}

/// The function that runs where a module of the subject's is called: its forward().
const clang::FunctionDecl* forward_of(const clang::CXXRecordDecl* module) {
  if (!module || is_torch(*module)) return nullptr;
  for (const auto* method : module->methods())
    if (name_of(method) == "forward") return method;
  return nullptr;
}

/// `reward - baseline`: two numbers of the program's, whose difference weighs how likely a choice was. What
/// is multiplied by it comes out of a network and is no loss by itself.
bool is_advantage(const clang::Expr& number) {
  const auto* bare = number_in(number);
  const auto* difference = bare ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*bare)) : nullptr;
  return difference && difference->getOpcode() == clang::BO_Sub && named_by(*difference->getLHS()) &&
         named_by(*difference->getRHS());
}

class Terms {
public:
  explicit Terms(const Spelling& spelling) : spelling_(spelling) {}

  std::vector<Term> found;

  /// `whole` is what a term shows: the reduction around it, if there is one.
  void add(const clang::Expr& expression, const clang::Expr& whole, bool reduced) {
    const clang::Expr& inner = strip_access(expression);
    const clang::Expr& shown = reduced ? whole : expression;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) {
      add_call(*call, shown, reduced);
    } else if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&inner)) {
      add(*choice->getTrueExpr(), shown, reduced);
      add(*choice->getFalseExpr(), shown, reduced);
    } else if (const auto* named = named_by(inner)) {
      if (!module_of(class_of(named->getType()))) add_leaf(shown, key_of(*named, spelling_), reduced);
    } else if (llvm::isa<clang::CXXConstructExpr, clang::InitListExpr, clang::CXXStdInitializerListExpr,
                         clang::MaterializeTemporaryExpr, clang::CXXBindTemporaryExpr>(inner)) {
      for (const auto* child : inner.children()) {
        const auto* part = llvm::dyn_cast_or_null<clang::Expr>(child);
        if (part && &strip_access(*part) != &inner) add(*part, reduced ? whole : *part, reduced);
      }
    }
  }

private:
  void add_leaf(const clang::Expr& shown, Key from, bool reduced) {
    const auto range = spelling_.range(shown);
    Term term{range.value_or(SourceRange{}), std::move(from), reduced};
    if (!llvm::is_contained(found, term)) found.push_back(std::move(term));
  }

  /// What is computed of others in a way that is no sum: by their names it may be a known loss all the same.
  void add_computed(const clang::CallExpr& call, const clang::Expr& shown) {
    bool any = false;
    for (const auto* operand : operands(call)) {
      if (!operand || is_number(*operand) || module_of(class_of(operand->getType()))) continue;
      const clang::Expr* bare = &without_scale(*operand);
      const auto* variable = named_by(*bare);
      const auto* inner = llvm::dyn_cast<clang::CallExpr>(&strip_access(*bare));
      const auto* function = inner ? inner->getDirectCallee() : nullptr;
      if (variable && is_tensor(variable->getType()))
        add_leaf(shown, key_of(*variable, spelling_), true);
      else if (function && spelling_.of_subject(*function))
        add_leaf(shown, key_of(*function, spelling_), true);
      else
        continue;
      any = true;
    }
    if (!any) add_leaf(shown, {}, true);
  }

  void add_call(const clang::CallExpr& call, const clang::Expr& shown, bool reduced) {
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
      if (add_operation(*operation, shown, reduced)) return;
    }
    const auto* callee = call.getDirectCallee();
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee);
    const bool library = callee && !spelling_.of_subject(*callee);
    if (callee && !library) {
      add_leaf(shown, key_of(*callee, spelling_), reduced);
      return;
    }
    const auto all = operands(call);
    const llvm::StringRef name = name_of(callee);
    const bool of_module = method && !all.empty() && all[0] && module_of(class_of(all[0]->getType()));
    if (all.empty() || !all[0]) return;
    if (of_module) {
      const auto* forward = forward_of(module_of(class_of(all[0]->getType())));
      add_leaf(shown, forward ? key_of(*forward, spelling_) : Key(), reduced || !forward);
    } else if (is_one_of({"add", "add_", "sub", "sub_", "subtract"}, name) && all.size() > 1) {
      for (const auto* side : {all[0], all[1]})
        if (!is_number(*side)) add(*side, reduced ? shown : *side, reduced);
    } else if (is_one_of({"mul", "mul_", "multiply", "div", "div_", "divide"}, name) && all.size() > 1 &&
               is_number(*all[1])) {
      add(*all[0], reduced ? shown : *all[0], reduced);
    } else if (is_one_of({"neg", "negative", "mean", "sum", "nanmean"}, name) &&
               is_tensor(all[0]->getType())) {
      add(*all[0], shown, true);
    } else if (is_reshaping(name) || is_one_of({"stack", "cat", "concat", "hstack", "vstack"}, name)) {
      add(*all[0], reduced ? shown : *all[0], reduced);
    } else if (is_std(callee, {"accumulate", "reduce", "make_tuple", "make_pair", "tie", "get"})) {
      for (const auto* argument : all)
        if (!is_number(*argument)) add(*argument, reduced ? shown : *argument, reduced);
    } else if (is_one_of({"begin", "cbegin", "end", "cend", "at", "front", "back"}, name)) {
      add(*all[0], shown, reduced);
    } else if (!makes_constant(name)) {
      add_computed(call, shown);
    }
  }

  /// Whether the operator is one that sums, scales, or hands on.
  bool add_operation(const clang::CXXOperatorCallExpr& call, const clang::Expr& shown, bool reduced) {
    const auto count = call.getNumArgs();
    const clang::Expr* left = count > 0 ? call.getArg(0) : nullptr;
    const clang::Expr* right = count > 1 ? call.getArg(1) : nullptr;
    switch (call.getOperator()) {
    case clang::OO_Plus:
    case clang::OO_Minus:
    case clang::OO_PlusEqual:
    case clang::OO_MinusEqual:
      // What stands in a sum is shown with its sign where it has one of its own.
      for (const auto* side : {left, right})
        if (side && !is_number(*side)) add(*side, right && !reduced ? *side : shown, reduced || !right);
      return true;
    case clang::OO_Star:
      if (!right) return false;
      if (is_number(*left) || is_number(*right)) {
        const clang::Expr& scaled = is_number(*left) ? *right : *left;
        if (is_advantage(is_number(*left) ? *left : *right))
          add(scaled, reduced ? shown : call, true);
        else
          add(scaled, reduced ? shown : scaled, reduced);
        return true;
      }
      return false;
    case clang::OO_Slash:
      if (!is_number(*right)) return false;
      add(*left, reduced ? shown : *left, reduced);
      return true;
    case clang::OO_Subscript:
      add(*left, shown, reduced);
      return true;
    case clang::OO_Call:
      if (const auto* variable = named_by(*left);
          variable && derives_from(class_of(variable->getType()), "std::function")) {
        add_leaf(shown, key_of(*variable, spelling_), reduced);
        return true;
      }
      return false;
    default:
      return false;
    }
  }

  const Spelling& spelling_;
};

} // namespace

std::vector<const clang::Expr*> operands(const clang::CallExpr& call) {
  std::vector<const clang::Expr*> all;
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    all.push_back(method->getImplicitObjectArgument());
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  if (operation && operation->getOperator() == clang::OO_Call) all.push_back(call.getArg(0));
  for (const auto* argument : written_arguments(call))
    all.push_back(argument);
  return all;
}

bool is_number(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
      converted && converted->getNumArgs() > 0 && !is_tensor(converted->getType()) &&
      name_of(converted->getConstructor()->getParent()) == "Scalar")
    return true;
  return inner->getType()->isArithmeticType();
}

const clang::Expr& without_scale(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  while (true) {
    const clang::Expr* next = nullptr;
    if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner)) {
      const auto kind = call->getOperator();
      if (call->getNumArgs() == 1 && (kind == clang::OO_Minus || kind == clang::OO_Plus)) {
        next = call->getArg(0);
      } else if (call->getNumArgs() == 2 && kind == clang::OO_Star) {
        if (is_number(*call->getArg(0)))
          next = call->getArg(1);
        else if (is_number(*call->getArg(1)))
          next = call->getArg(0);
      } else if (call->getNumArgs() == 2 && kind == clang::OO_Slash && is_number(*call->getArg(1))) {
        next = call->getArg(0);
      }
    } else if (const auto* method = method_call(*inner, {"mul", "div", "neg", "multiply", "divide"})) {
      if (method->getNumArgs() == 0 || is_number(*method->getArg(0)))
        next = method->getImplicitObjectArgument();
    }
    if (!next) return *inner;
    inner = &strip(*next);
  }
}

std::vector<Term> terms_of(const clang::Expr& expression, const Spelling& spelling) {
  if (!holds_tensors(expression.getType())) return {};
  Terms terms(spelling);
  terms.add(expression, expression, false);
  return std::move(terms.found);
}

const clang::Expr* number_in(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  if (const auto* scalar = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
      scalar && scalar->getNumArgs() == 1)
    inner = &strip(*scalar->getArg(0));
  return inner->getType()->isArithmeticType() ? inner : nullptr;
}

} // namespace misfire::reader
