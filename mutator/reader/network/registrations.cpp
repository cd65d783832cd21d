// Registrations: calls that make a module, parameter or buffer part of another module.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_holder(const clang::Expr& expression) {
  const auto* record = class_of(expression.getType());
  return record && record != module_of(record) && module_of(record);
}

/// Whether the value of the call visited is kept under a type that is no holder's.
bool is_kept_as_pointer(const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  clang::QualType type;
  if (const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above.declaration))
    type = variable->getType();
  else if (above.initializer && above.initializer->isAnyMemberInitializer())
    type = above.initializer->getAnyMember()->getType();
  else if (const auto* assignment = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(above.statement))
    type = assignment->getArg(0)->getType();
  else if (const auto* made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(above.statement))
    type = made->getType();
  const auto* record = type.isNull() ? nullptr : type.getNonReferenceType()->getAsCXXRecordDecl();
  return !gathering.is_discarded() && !(record && derives_from(record, "torch::nn::ModuleHolder"));
}

} // namespace

void find_registration(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (!method || !is_torch(*method)) return;
  const llvm::StringRef function = name_of(method);
  if (!is_one_of({"register_module", "register_parameter", "register_buffer"}, function)) return;
  const auto arguments = written_arguments(call);
  if (arguments.size() < 2) return;
  const auto whole = gathering.spelling.range(call);
  const auto registered = gathering.spelling.range(*arguments[1]);
  if (!whole || !registered) {
    gathering.skip_in_macro(call.getSourceRange(), "Registration");
    return;
  }
  const clang::Expr* name = &strip(*arguments[0]);
  const auto* text = llvm::dyn_cast<clang::CXXConstructExpr>(name);
  if (text && text->getNumArgs() >= 1) name = &strip(*text->getArg(0));
  const auto* literal = llvm::dyn_cast<clang::StringLiteral>(name);
  Registration registration{function.str(), literal ? text_of(*literal) : std::string(), *registered};
  registration.type = torch_module_name(module_of(class_of(arguments[1]->getType())));
  registration.as_pointer = is_holder(*arguments[1]) && is_kept_as_pointer(gathering);
  gathering.add(*whole, std::move(registration));
}

} // namespace misfire::reader
