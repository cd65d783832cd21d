#include "mutator/reader/arguments.h"

#include "mutator/program/flow.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/flags.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

/// The parameter as its function's pattern declares it; for an argument of a pack, the pack.
const clang::ParmVarDecl* pattern_parameter(const clang::FunctionDecl& function, unsigned index) {
  // A holder inherits the constructor template of ModuleHolder.
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function);
  const auto* inherited = constructor ? constructor->getInheritedConstructor().getConstructor() : nullptr;
  const clang::FunctionDecl& pattern = pattern_of(inherited ? *inherited : function);
  if (pattern.getNumParams() == 0) return nullptr;
  return pattern.getParamDecl(std::min(index, pattern.getNumParams() - 1));
}

/// `T&&` of a template: what is passed on, not changed.
bool is_forwarding(const clang::ParmVarDecl& parameter) {
  clang::QualType type = parameter.getType();
  if (const auto* pack = type->getAs<clang::PackExpansionType>()) type = pack->getPattern();
  return type->isRValueReferenceType();
}

bool can_change(clang::QualType parameter) {
  if (parameter->isLValueReferenceType() || parameter->isPointerType()) {
    return !parameter->getPointeeType().isConstQualified() && !parameter->getPointeeType()->isFunctionType();
  }
  return false;
}

/// A number, truth value or string that a call may write to: afterwards it is what the callee's parameter is,
/// or unknown.
void find_written_argument(const clang::Expr& argument, const clang::FunctionDecl& callee, unsigned index,
                           Gathering& gathering) {
  const auto* variable = named_by(argument);
  if (!variable || index >= callee.getNumParams() || !variable->getType()->isArithmeticType()) return;
  if (!can_change(callee.getParamDecl(index)->getType())) return;
  const auto* declared = pattern_parameter(callee, index);
  if (declared && is_forwarding(*declared)) return;
  Expression value;
  if (declared && gathering.spelling.of_subject(callee)) {
    value.reads = {gathering.key_of(*declared)};
    value.copies = true;
  }
  gathering.define(*variable, std::move(value));
}

/// A truth value, a number, a pointer that may be null: what a function may decide by.
bool may_be_flag(clang::QualType type) {
  type = type.getNonReferenceType();
  const auto* record = class_of(type);
  const auto name = name_of(record);
  return type->isIntegralOrEnumerationType() || type->isPointerType() || name == "optional" ||
         ends_with(name, "_ptr") || name == "basic_string";
}

void find_flag(const clang::Expr& argument, const clang::ParmVarDecl& parameter, clang::SourceRange tokens,
               Gathering& gathering) {
  if (!may_be_flag(argument.getType()) && !may_be_flag(parameter.getType())) return;
  const auto range = gathering.spelling.range(tokens);
  if (!range) return;
  Expression given = gathering.facts_of(argument);
  if (const auto value = flag_value_of(argument, gathering.context)) given.constant = value;
  if (given.constant || (given.copies && argument.getType()->isIntegralOrEnumerationType()))
    gathering.facts.flags.push_back({gathering.key_of(parameter), *range, std::move(given)});
}

} // namespace

void find_arguments(const clang::FunctionDecl& callee, const std::vector<const clang::Expr*>& arguments,
                    clang::SourceRange tokens, Gathering& gathering) {
  const bool of_subject = gathering.spelling.of_subject(callee);
  unsigned index = 0;
  for (const clang::Expr* argument : arguments) {
    if (of_subject && index < callee.getNumParams()) {
      const auto* implied = llvm::dyn_cast<clang::CXXDefaultArgExpr>(argument);
      const auto* parameter = pattern_parameter(callee, index);
      const clang::Expr& given = implied ? *implied->getExpr() : *argument;
      gathering.define(*parameter, gathering.facts_of(given));
      find_flag(given, *parameter, tokens, gathering);
    }
    find_written_argument(*argument, callee, index, gathering);
    ++index;
  }
}

namespace {

/// The constructor of `record` that takes so many arguments: make_shared and the like hide the one they call.
const clang::CXXConstructorDecl* constructor_taking(const clang::CXXRecordDecl& record, unsigned arguments) {
  if (!record.hasDefinition()) return nullptr;
  for (const auto* constructor : record.ctors()) {
    if (constructor->isCopyOrMoveConstructor() || constructor->isDeleted()) continue;
    if (constructor->getMinRequiredArguments() <= arguments && arguments <= constructor->getNumParams())
      return constructor;
  }
  return nullptr;
}

/// The function of the subject's that an argument names, or the lambda that it is; null for all else.
const clang::FunctionDecl* function_given(const clang::Expr& argument, const Spelling& spelling) {
  const clang::Expr* inner = &strip_access(argument);
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(inner);
      address && address->getOpcode() == clang::UO_AddrOf)
    inner = &strip_access(*address->getSubExpr());
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(inner)) return lambda->getCallOperator();
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  const auto* function = reference ? llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()) : nullptr;
  if (function) return spelling.of_subject(*function) ? function : nullptr;
  const auto* record = class_of(inner->getType());
  return record && record->isLambda() ? record->getLambdaCallOperator() : nullptr;
}

/// `x` of `std::ref(x)`.
const clang::Expr& referred_to(const clang::Expr& argument) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(argument));
  return call && is_std(call->getDirectCallee(), {"ref", "cref"}) ? *call->getArg(0) : argument;
}

/// `std::thread(work, id, shard)`, `workers.emplace_back(work, id, shard)`, `std::async(work, shard)`: what
/// stands behind a function is given to it.
void find_handed_on(const std::vector<const clang::Expr*>& arguments, Gathering& gathering) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto* function = function_given(*arguments[i], gathering.spelling);
    if (!function) continue;
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    const bool has_object = method && !method->isStatic() && !method->getParent()->isLambda();
    const std::size_t first = i + (has_object ? 2 : 1);
    for (std::size_t k = first; k < arguments.size() && k - first < function->getNumParams(); ++k) {
      const auto* parameter = pattern_parameter(*function, static_cast<unsigned>(k - first));
      if (parameter) gathering.define(*parameter, gathering.facts_of(referred_to(*arguments[k])));
    }
    return;
  }
}

} // namespace

void find_library_arguments(const clang::FunctionDecl& callee,
                            const std::vector<const clang::Expr*>& arguments, Gathering& gathering) {
  unsigned index = 0;
  for (const clang::Expr* argument : arguments)
    find_written_argument(*argument, callee, index++, gathering);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
  if (method ? method->getParent()->isInStdNamespace() : callee.isInStdNamespace())
    find_handed_on(arguments, gathering);
}

void find_held_arguments(const clang::ValueDecl& variable, const std::vector<const clang::Expr*>& arguments,
                         Gathering& gathering) {
  unsigned index = 0;
  for (const auto* argument : arguments)
    gathering.facts.definitions.push_back(
        {parameter_of(gathering.key_of(variable), index++), gathering.facts_of(*argument)});
}

void find_hidden_construction(const clang::CXXRecordDecl& record,
                              const std::vector<const clang::Expr*>& arguments, clang::SourceRange tokens,
                              Gathering& gathering) {
  if (!gathering.spelling.of_subject(record)) return;
  const auto* constructor = constructor_taking(record, static_cast<unsigned>(arguments.size()));
  if (!constructor) return;
  gathering.call(*constructor, tokens);
  find_arguments(*constructor, arguments, tokens, gathering);
  // Defaults that such a call leaves out.
  for (unsigned i = static_cast<unsigned>(arguments.size()); i < constructor->getNumParams(); ++i) {
    const auto* parameter = constructor->getParamDecl(i);
    if (parameter->hasDefaultArg() && !parameter->hasUninstantiatedDefaultArg() &&
        !parameter->hasUnparsedDefaultArg()) {
      gathering.define(*parameter, gathering.facts_of(*parameter->getDefaultArg()));
    }
  }
}

const clang::CXXRecordDecl* made_by(const clang::FunctionDecl& callee) {
  if (!is_std(&callee, {"make_shared", "make_unique"})) return nullptr;
  const auto* arguments = callee.getTemplateSpecializationArgs();
  if (!arguments || arguments->size() == 0 || arguments->get(0).getKind() != clang::TemplateArgument::Type)
    return nullptr;
  return arguments->get(0).getAsType()->getAsCXXRecordDecl();
}

} // namespace misfire::reader
