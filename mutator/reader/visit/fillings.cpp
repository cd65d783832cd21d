#include "mutator/reader/visit/fillings.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_network(const clang::Expr& expression) {
  return module_of(class_of(expression.getType())) || is_optimizer(class_of(expression.getType()));
}

/// What a parameter of this type is given can be changed.
bool can_change(clang::QualType parameter) {
  return (parameter->isLValueReferenceType() || parameter->isPointerType()) &&
         !parameter->getPointeeType().isConstQualified();
}

/// `batch` of `&batch`, too.
const clang::ValueDecl* variable_in(const clang::Expr& argument) {
  const auto* address = llvm::dyn_cast<clang::UnaryOperator>(&strip(argument));
  return named_by(address && address->getOpcode() == clang::UO_AddrOf ? *address->getSubExpr() : argument);
}

void add_filled(const clang::CallExpr& call, const Spelling& spelling,
                std::set<const clang::ValueDecl*>& filled) {
  const auto* callee = call.getDirectCallee();
  const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  if (!callee || !spelling.of_subject(*callee) || (method && module_of(method->getParent()))) return;
  if (llvm::any_of(call.arguments(), [](const clang::Expr* argument) { return is_network(*argument); }))
    return;
  const auto arguments = written_arguments(call);
  for (unsigned i = 0; i < arguments.size() && i < callee->getNumParams(); ++i) {
    if (!can_change(callee->getParamDecl(i)->getType())) continue;
    const auto* variable = variable_in(*arguments[i]);
    const auto* record = variable ? class_of(variable->getType()) : nullptr;
    if (record && spelling.of_subject(*record) && holds_tensors(variable->getType()) &&
        !variable->getType()->isPointerType())
      filled.insert(variable);
  }
}

} // namespace

std::set<const clang::ValueDecl*> filled_in(const clang::Stmt* node, const Spelling& spelling) {
  std::set<const clang::ValueDecl*> filled;
  look_at_each<clang::CallExpr>(node,
                                [&](const clang::CallExpr& call) { add_filled(call, spelling, filled); });
  return filled;
}

} // namespace misfire::reader
