// Registrations: calls that make a module, parameter or buffer part of another module.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

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
  gathering.add(*whole,
                Registration{function.str(), literal ? text_of(*literal) : std::string(), *registered});
}

} // namespace misfire::reader
