// Activations that a program computes of its own, and libtorch's functions that serve as one but are none of
// those that are exchanged: said, and left alone.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/purposes.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/terms.h"

namespace misfire::reader {

namespace {

bool names_a_variable_of(const clang::Expr& expression, const clang::Expr& other) {
  return any_below<clang::DeclRefExpr>(&expression, [&](const clang::DeclRefExpr& named) {
    return llvm::isa<clang::VarDecl>(named.getDecl()) && is_tensor(named.getType()) &&
           any_below<clang::DeclRefExpr>(
               &other, [&](const clang::DeclRefExpr& also) { return also.getDecl() == named.getDecl(); });
  });
}

/// `torch::where(x > 0, x, 0.1 * x)`: one rule for what lies above a bound, another for what lies below.
bool chooses_by_its_value(const clang::CallExpr& call) {
  const auto arguments = operands(call);
  if (torch_function(call) != "where" || arguments.size() != 3) return false;
  const bool compares = any_below<clang::CallExpr>(arguments[0], [](const clang::CallExpr& below) {
    const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&below);
    const bool by_sign = operation && (operation->getOperator() == clang::OO_Greater ||
                                       operation->getOperator() == clang::OO_GreaterEqual ||
                                       operation->getOperator() == clang::OO_Less ||
                                       operation->getOperator() == clang::OO_LessEqual);
    return by_sign || is_called(below, {"gt", "ge", "lt", "le"});
  });
  return compares && names_a_variable_of(*arguments[0], *arguments[1]) &&
         names_a_variable_of(*arguments[0], *arguments[2]);
}

/// `x.clamp_min(0)`: relu by another name.
bool is_cut_at_zero(const clang::CallExpr& call, const Gathering& gathering) {
  const auto arguments = operands(call);
  if (!is_one_of({"clamp_min", "clamp_min_"}, torch_function(call)) || arguments.size() != 2) return false;
  const auto* number = number_in(*arguments[1]);
  const auto bound = number ? constant_of(*number, gathering.context) : std::nullopt;
  return bound && number_of(*bound) == 0;
}

bool is_periodic(const clang::CallExpr& call) {
  return is_one_of({"sin", "cos"}, torch_function(call)) && is_tensor(call.getType());
}

/// Whether the node visited stands in a module's method, which its constructor is none of.
bool stands_in_method_of_module(const Gathering& gathering) {
  return llvm::any_of(gathering.ancestors, [](const Ancestor& above) {
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(above.declaration);
    return method && !llvm::isa<clang::CXXConstructorDecl>(method) && module_of(method->getParent());
  });
}

} // namespace

void find_activation_by_hand(const clang::CallExpr& call, Gathering& gathering) {
  const bool periodic = is_periodic(call);
  if (!periodic && !chooses_by_its_value(call) && !is_cut_at_zero(call, gathering)) return;
  const Body* body = gathering.body();
  if (!body || !is_of_network(call, *body, gathering)) return;
  if (!stands_in_method_of_module(gathering) && !is_made_by_network(call, *body)) return;
  gathering.skip(call.getSourceRange(), "Activation",
                 periodic
                     ? torch_function(call).str() + " is none of the activation functions that are exchanged"
                     : "the program computes its activation itself");
}

} // namespace misfire::reader
