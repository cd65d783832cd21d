#include "mutator/reader/network/named_layers.h"

#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

Key layer_named(llvm::StringRef name, const Key& record) {
  return "layer " + name.str() + " in " + record;
}

/// The one string literal in an expression; null where there is none, or more.
const clang::StringLiteral* only_name_in(const clang::Expr& expression) {
  const clang::StringLiteral* only = nullptr;
  unsigned count = 0;
  look_at_each<clang::StringLiteral>(&expression, [&](const clang::StringLiteral& literal) {
    only = &literal;
    ++count;
  });
  return count == 1 && only->getCharByteWidth() == 1 ? only : nullptr;
}

/// An argument that is a name and nothing else: a literal, or the std::string made of one.
const clang::StringLiteral* name_given(const clang::Expr& argument) {
  if (class_of(argument.getType()) &&
      (module_of(class_of(argument.getType())) || is_tensor(argument.getType())))
    return nullptr;
  return only_name_in(argument);
}

/// The name under which a call puts what is visited into a container.
const clang::StringLiteral* name_in_container(const clang::CXXMemberCallExpr& call) {
  const auto arguments = written_arguments(call);
  const bool puts = is_called(call, {"emplace", "insert", "try_emplace", "insert_or_assign", "update"});
  return puts && arguments.size() == 2 ? name_given(*arguments[0]) : nullptr;
}

/// The name in a pair, `{"kind", Linear(8, 3)}`.
const clang::StringLiteral* name_in_pair(const clang::Stmt& statement) {
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&statement))
    return list->getNumInits() == 2 ? name_given(*list->getInit(0)) : nullptr;
  const auto* pair = llvm::dyn_cast<clang::CXXConstructExpr>(&statement);
  return pair && pair->getNumArgs() == 2 && !module_of(pair->getConstructor()->getParent())
             ? name_given(*pair->getArg(0))
             : nullptr;
}

/// The name in `heads["kind"] = ...`.
const clang::StringLiteral* name_assigned_to(const clang::CXXOperatorCallExpr& operation) {
  if (operation.getOperator() != clang::OO_Equal) return nullptr;
  const auto* subscript = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip_access(*operation.getArg(0)));
  const bool fits = subscript && subscript->getOperator() == clang::OO_Subscript;
  return fits ? name_given(*subscript->getArg(1)) : nullptr;
}

/// What a call runs, where that is a module: `x` of `x(...)` and `x->forward(...)`; null for all else.
const clang::Expr* module_run_by(const clang::CallExpr& call) {
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    const bool runs =
        operation->getOperator() == clang::OO_Call && module_of(class_of(call.getArg(0)->getType()));
    return runs ? call.getArg(0) : nullptr;
  }
  const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  return member && is_called(call, {"forward"}) ? member->getImplicitObjectArgument() : nullptr;
}

/// Whether a function runs the module that its parameter names.
bool runs_module_named_by(const clang::FunctionDecl& function, const clang::ParmVarDecl& parameter) {
  return any_below<clang::CallExpr>(function.getBody(), [&](const clang::CallExpr& call) {
    return any_below<clang::DeclRefExpr>(module_run_by(call), [&](const clang::DeclRefExpr& reference) {
      return reference.getDecl() == &parameter;
    });
  });
}

/// `head("kind", x)`: a function of the program's asks for the layer.
Key layer_asked_for(const clang::CallExpr& call, const Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto* function = callee ? callee->getDefinition() : nullptr;
  if (!function || !is_tensor(call.getType()) || !gathering.spelling.of_subject(*function)) return {};
  const auto arguments = written_arguments(call);
  for (std::size_t i = 0; i < arguments.size() && i < function->getNumParams(); ++i) {
    const auto* name = name_given(*arguments[i]);
    if (!name || !runs_module_named_by(*function, *function->getParamDecl(static_cast<unsigned>(i))))
      continue;
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    const bool of_class = method && !method->getParent()->isLambda();
    return layer_named(name->getString(),
                       of_class ? key_of_record(*method->getParent(), gathering.spelling) : gathering.record);
  }
  return {};
}

} // namespace

Key named_layer_made(const Gathering& gathering) {
  const clang::StringLiteral* name = nullptr;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend() && !name; ++above) {
    if (!above->statement || llvm::isa<clang::CompoundStmt>(above->statement)) break;
    name = name_in_pair(*above->statement);
    if (name) break;
    if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above->statement))
      name = name_in_container(*call);
    else if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(above->statement))
      name = name_assigned_to(*operation);
  }
  return name ? layer_named(name->getString(), gathering.record) : Key();
}

Key named_layer_called(const clang::CallExpr& call, const Gathering& gathering) {
  if (const auto* module = module_run_by(call)) {
    const auto* name = only_name_in(*module);
    return name ? layer_named(name->getString(), gathering.record) : Key();
  }
  return layer_asked_for(call, gathering);
}

} // namespace misfire::reader
