#include "mutator/reader/data/parts.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

const clang::Expr* object_of(const clang::CallExpr& call) {
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    return member->getImplicitObjectArgument();
  return llvm::isa<clang::CXXOperatorCallExpr>(call) && call.getNumArgs() > 0 ? call.getArg(0) : nullptr;
}

const clang::CXXRecordDecl* module_type_of(const clang::Expr& expression) {
  return module_of(class_of(expression.getType()));
}

bool runs_forward(const clang::CallExpr& call, const clang::Expr& object, const Gathering& gathering) {
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call))
    return operation->getOperator() == clang::OO_Call && module_type_of(object);
  const auto* callee = call.getDirectCallee();
  return callee && starts_with(name_of(callee), "forward") &&
         (module_type_of(object) || gathering.spelling.of_subject(*callee));
}

bool is_own_method(const clang::CallExpr& call, const clang::Expr& object, const Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  return llvm::isa<clang::CXXMemberCallExpr>(call) && callee && call.getNumArgs() > 0 &&
         module_type_of(object) && gathering.spelling.of_subject(*callee);
}

bool takes_network(const clang::CallExpr& call) {
  return llvm::any_of(call.arguments(),
                      [](const clang::Expr* argument) { return module_type_of(*argument) != nullptr; });
}

const clang::Expr* whole_of(const clang::Expr& part) {
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&part)) return member->getBase();
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&part);
  if (!call || call->getNumArgs() == 0) return nullptr;
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
  const bool indexed = operation && operation->getOperator() == clang::OO_Subscript;
  const auto* callee = call->getDirectCallee();
  const bool got = callee && callee->isInStdNamespace() && is_called(*call, {"get"});
  return indexed || got ? call->getArg(0) : nullptr;
}

const clang::VarDecl* holder_of(const clang::MemberExpr& member) {
  const clang::Expr* base = &strip_access(*member.getBase());
  while (true) {
    if (const auto* outer = llvm::dyn_cast<clang::MemberExpr>(base))
      base = &strip_access(*outer->getBase());
    else if (const auto* arrow = llvm::dyn_cast<clang::CXXOperatorCallExpr>(base);
             arrow && (arrow->getOperator() == clang::OO_Arrow || arrow->getOperator() == clang::OO_Star))
      base = &strip_access(*arrow->getArg(0));
    else
      return llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*base));
  }
}

namespace {

bool is_iterator_of_loader(clang::QualType type) {
  const auto* iterator = class_of(type);
  return iterator && iterator->getQualifiedNameAsString() == "torch::data::Iterator";
}

/// Whether a value is what an iterator of libtorch's data loader points to, or what a dataset of its kind
/// hands out.
bool is_from_loader(const clang::Stmt* value) {
  if (!value) return false;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(value)) {
    const auto* object = object_of(*call);
    if (object && (is_iterator_of_loader(object->getType()) ||
                   derives_from(class_of(object->getType()), "torch::data::datasets::BatchDataset")))
      return true;
  }
  return llvm::any_of(value->children(), [](const clang::Stmt* child) { return is_from_loader(child); });
}

} // namespace

bool is_from_loader(const clang::ValueDecl& declaration) {
  if (is_iterator_of_loader(declaration.getType())) return true;
  const clang::Decl* declared = &declaration;
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declared))
    declared = binding->getDecomposedDecl();
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(declared);
  return variable && is_from_loader(variable->getInit());
}

} // namespace misfire::reader
