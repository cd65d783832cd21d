// Copies of a network that follow it: parameters that are blended with those of another, and loops that copy
// buffers.
#include "mutator/reader/optimization/copies.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/parameters.h"

#include <algorithm>

namespace misfire::reader {

namespace {

void add(TorchUse use, Gathering& gathering) {
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

/// The two sides of an operator of tensors; nothing for all else.
const clang::CXXOperatorCallExpr* operation(const clang::Expr& expression,
                                            clang::OverloadedOperatorKind kind) {
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(expression));
  return call && call->getOperator() == kind && call->getNumArgs() == 2 ? call : nullptr;
}

/// A product of a number and a tensor.
struct Share {
  std::optional<SourceRange> number, range;
  const clang::Expr *factor = nullptr, *tensor = nullptr;
};

Share share_of(const clang::Expr& expression, const Gathering& gathering) {
  const auto* product = operation(expression, clang::OO_Star);
  if (!product) return {};
  const bool first = is_tensor(strip(*product->getArg(0)).getType());
  const auto& tensor = *product->getArg(first ? 0 : 1);
  const auto& number = *product->getArg(first ? 1 : 0);
  if (!is_tensor(strip(tensor).getType()) || is_tensor(strip(number).getType())) return {};
  return {gathering.spelling.range(number), gathering.spelling.range(tensor), &number, &tensor};
}

/// What stands under a conversion to libtorch's Scalar.
const clang::Expr& unconverted(const clang::Expr& number) {
  const clang::Expr* inner = &strip(number);
  while (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    if (made->getNumArgs() != 1) break;
    inner = &strip(*made->getArg(0));
  }
  return *inner;
}

/// Whether a number is 1 less `rate`, as written.
bool is_rest_of(const clang::Expr& number, const std::string& rate, const Gathering& gathering) {
  const auto* difference = llvm::dyn_cast<clang::BinaryOperator>(&unconverted(number));
  if (!difference || difference->getOpcode() != clang::BO_Sub) return false;
  const auto one = constant_of(*difference->getLHS(), gathering.context);
  return one && number_of(*one) == 1 && gathering.spelling.text(*difference->getRHS()) == rate;
}

/// Whether a tensor is a parameter of libtorch's layers, or reached from what a network calls its parameters:
/// an element, a loop's variable, what a local variable was given.
bool is_parameter(const clang::Expr& tensor, const Gathering& gathering, int depth = 0) {
  constexpr int most_steps = 6;
  if (depth > most_steps) return false;
  const clang::Expr& inner = strip_access(tensor);
  if (are_parameters(inner)) return true;
  const auto goes_on = [&](const clang::Expr& from) { return is_parameter(from, gathering, depth + 1); };
  if (const auto* call = method_call(inner, {"data", "value", "detach", "at", "front", "back"}))
    return goes_on(*call->getImplicitObjectArgument());
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner);
  if (operation && is_one_of({"[]", "*", "->"}, clang::getOperatorSpelling(operation->getOperator())))
    return goes_on(*operation->getArg(0));
  const auto* variable = named_by(inner);
  if (!variable) return false;
  if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(variable->getDeclContext()))
    return is_torch(*record) && module_of(record) &&
           (name_of(variable).contains("weight") || name_of(variable).contains("bias"));
  const Body* body = gathering.body();
  return body && llvm::any_of(body->values_of(*variable), [&](const auto* value) { return goes_on(*value); });
}

/// What names the numbers of a tensor: `x` of `x.data()`.
std::string name_of_numbers(const clang::Expr& tensor, const Gathering& gathering) {
  const clang::Expr* inner = &strip(tensor);
  while (const auto* call = method_call(*inner, {"data", "detach"}))
    inner = &strip(*call->getImplicitObjectArgument());
  return gathering.spelling.text(*inner);
}

/// `rate * online + (1 - rate) * target`, in whatever order and whichever of them is given the rate itself:
/// the target is what the sum is copied to.
void add_blend(const clang::Expr& copied_to, const clang::Expr& sum, Gathering& gathering) {
  const auto* added = operation(sum, clang::OO_Plus);
  const auto range = gathering.spelling.range(sum);
  if (!added || !range) return;
  Share online = share_of(*added->getArg(0), gathering), target = share_of(*added->getArg(1), gathering);
  if (!online.number || !online.range || !target.number || !target.range) return;
  const auto name = name_of_numbers(copied_to, gathering);
  if (name_of_numbers(*online.tensor, gathering) == name) std::swap(online, target);
  if (name_of_numbers(*target.tensor, gathering) != name ||
      name_of_numbers(*online.tensor, gathering) == name)
    return;
  const auto is_rest = [&](const Share& one, const Share& other) {
    return is_rest_of(*one.factor, gathering.spelling.text(*other.number), gathering);
  };
  if (!is_rest(target, online) && !is_rest(online, target)) return;
  add({.range = *range,
       .name = "blend",
       .tensor = *online.range,
       .given = {{*target.range, {}, false}, {*online.number, {}, false}}},
      gathering);
}

/// `target.lerp_(online, rate)`.
void add_lerp(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto given = written_arguments(call);
  if (given.size() != 2) return;
  const auto range = gathering.spelling.range(call);
  const auto target = gathering.spelling.range(*call.getImplicitObjectArgument());
  const auto online = gathering.spelling.range(*given[0]);
  const auto rate = gathering.spelling.range(unconverted(*given[1]));
  if (!range || !target || !online || !rate) return;
  add({.range = *range,
       .name = "lerp_",
       .tensor = *target,
       .given = {{*online, {}, false}, {*rate, constant_of(*given[1], gathering.context), false}},
       .by_method = true},
      gathering);
}

bool gives_buffers(const clang::Expr& expression) {
  return method_call(expression, {"buffers", "named_buffers"}) != nullptr;
}

/// Whether a loop walks the buffers of a network, which may be in a variable.
bool walks_buffers(const clang::CXXForRangeStmt& loop, const Gathering& gathering) {
  const auto& walked = *loop.getRangeInit();
  if (gives_buffers(strip(walked))) return true;
  const auto* variable = named_by(walked);
  const Body* body = variable ? gathering.body() : nullptr;
  if (!body) return false;
  const auto values = body->values_of(*variable);
  return values.size() == 1 && gives_buffers(strip(*values.front()));
}

/// Whether a statement is the expression, alone or in braces.
bool is_all_of(const clang::Stmt& statement, const clang::Expr& expression) {
  const auto* block = llvm::dyn_cast<clang::CompoundStmt>(&statement);
  if (block && block->size() != 1) return false;
  const auto* only = llvm::dyn_cast<clang::Expr>(block ? block->body_front() : &statement);
  return only && &strip(*only) == &expression;
}

void add_loop_over_buffers(const clang::Expr& copy, Gathering& gathering) {
  const auto loop =
      std::find_if(gathering.ancestors.rbegin(), gathering.ancestors.rend(), [](const Ancestor& above) {
        return llvm::isa_and_nonnull<clang::CXXForRangeStmt>(above.statement);
      });
  if (loop == gathering.ancestors.rend()) return;
  const auto& walk = llvm::cast<clang::CXXForRangeStmt>(*loop->statement);
  if (!is_all_of(*walk.getBody(), copy) || !walks_buffers(walk, gathering)) return;
  const auto around = std::next(loop);
  const bool among_others =
      around != gathering.ancestors.rend() && llvm::isa_and_nonnull<clang::CompoundStmt>(around->statement);
  const auto range = gathering.spelling.range(walk.getSourceRange());
  if (!range || !among_others) return;
  const bool in_braces = llvm::isa<clang::CompoundStmt>(walk.getBody());
  add({.range = in_braces ? *range : gathering.spelling.with_semicolon(*range),
       .name = "buffers",
       .tensor = {}},
      gathering);
}

} // namespace

void find_copy(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto name = name_of(call.getMethodDecl());
  const auto* object = call.getImplicitObjectArgument();
  if (!is_one_of({"copy_", "lerp_"}, name) || !object || !is_tensor(object->getType())) return;
  const auto given = written_arguments(call);
  if (given.empty()) return;
  if (name == "copy_") add_loop_over_buffers(call, gathering);
  if (!is_parameter(*object, gathering)) return;
  if (name == "copy_")
    add_blend(*object, *given.front(), gathering);
  else
    add_lerp(call, gathering);
}

} // namespace misfire::reader
