#include "mutator/reader/flows.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"

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

/// Every argument is a definition of its parameter; a default that is used, too.
template <typename Arguments>
void find_arguments(const clang::FunctionDecl& callee, const Arguments& arguments, Gathering& gathering) {
  const bool of_subject = gathering.spelling.of_subject(callee);
  unsigned index = 0;
  for (const clang::Expr* argument : arguments) {
    if (of_subject && index < callee.getNumParams()) {
      const auto* implied = llvm::dyn_cast<clang::CXXDefaultArgExpr>(argument);
      const auto* parameter = pattern_parameter(callee, index);
      gathering.define(*parameter, gathering.facts_of(implied ? *implied->getExpr() : *argument));
    }
    find_written_argument(*argument, callee, index, gathering);
    ++index;
  }
}

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

/// A construction that a library function or holder makes on the subject's behalf.
template <typename Arguments>
void find_hidden_construction(const clang::CXXRecordDecl& record, const Arguments& arguments,
                              clang::SourceRange tokens, Gathering& gathering) {
  if (!gathering.spelling.of_subject(record)) return;
  const auto* constructor = constructor_taking(record, static_cast<unsigned>(arguments.size()));
  if (!constructor) return;
  gathering.call(*constructor, tokens);
  find_arguments(*constructor, arguments, gathering);
  // Defaults that such a call leaves out.
  for (unsigned i = static_cast<unsigned>(arguments.size()); i < constructor->getNumParams(); ++i) {
    const auto* parameter = constructor->getParamDecl(i);
    if (parameter->hasDefaultArg() && !parameter->hasUninstantiatedDefaultArg() &&
        !parameter->hasUnparsedDefaultArg()) {
      gathering.define(*parameter, gathering.facts_of(*parameter->getDefaultArg()));
    }
  }
}

/// T of `std::make_shared<T>(...)`, `std::make_unique<T>(...)`.
const clang::CXXRecordDecl* made_by(const clang::FunctionDecl& callee) {
  if (!callee.isInStdNamespace() || !callee.getIdentifier()) return nullptr;
  if (callee.getName() != "make_shared" && callee.getName() != "make_unique") return nullptr;
  const auto* arguments = callee.getTemplateSpecializationArgs();
  if (!arguments || arguments->size() == 0 || arguments->get(0).getKind() != clang::TemplateArgument::Type)
    return nullptr;
  return arguments->get(0).getAsType()->getAsCXXRecordDecl();
}

const clang::FunctionDecl* method_named(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  for (const auto* method : record.methods()) {
    if (name_of(method) == name) return method;
  }
  return nullptr;
}

/// `task()` where a variable holds what is called: linking knows what it was given.
void find_called_variable(const clang::CallExpr& call, Gathering& gathering) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool function_object = operation && operation->getOperator() == clang::OO_Call &&
                               derives_from(class_of(call.getArg(0)->getType()), "std::function");
  if (!function_object && call.getDirectCallee()) return;
  const auto* variable = named_by(function_object ? *call.getArg(0) : *call.getCallee());
  if (variable) gathering.call(*variable, call.getSourceRange());
}

/// What a container is given: `losses.push_back(loss)`, `scores["validation"] = score`.
void find_kept_element(const clang::Expr& container, const clang::Expr& element, Gathering& gathering) {
  const auto* variable = held_by(container);
  if (!variable) return;
  Expression value = gathering.facts_of(element);
  value.constant.reset();
  value.copies = false;
  gathering.define(*variable, std::move(value));
}

void find_kept_elements(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (!method || !method->getParent()->isInStdNamespace()) return;
  if (!is_called(call, {"push_back", "emplace_back", "push_front", "emplace_front", "push", "emplace",
                        "insert", "assign"}))
    return;
  for (const auto* argument : written_arguments(call))
    find_kept_element(*call.getImplicitObjectArgument(), *argument, gathering);
}

/// `std::tie(x, y) = pair`: each of them gets its part.
void find_tied(const clang::CXXOperatorCallExpr& assignment, Gathering& gathering) {
  const auto* tied = llvm::dyn_cast<clang::CallExpr>(&strip(*assignment.getArg(0)));
  if (!tied || !is_std(tied->getDirectCallee(), {"tie"})) return;
  Expression value = gathering.facts_of(*assignment.getArg(1));
  value.constant.reset();
  value.copies = false;
  for (const auto* one : tied->arguments())
    if (const auto* variable = named_by(*one)) gathering.define(*variable, value);
}

void find_assigned(const clang::CXXOperatorCallExpr& assignment, Gathering& gathering) {
  find_tied(assignment, gathering);
  const auto* variable = named_by(*assignment.getArg(0));
  if (!variable) return find_kept_element(*assignment.getArg(0), *assignment.getArg(1), gathering);
  Expression value = gathering.facts_of(*assignment.getArg(1));
  // `sum += loss` of tensors is made of what the sum was, too.
  if (assignment.getOperator() != clang::OO_Equal) value.reads.push_back(gathering.key_of(*variable));
  gathering.define(*variable, std::move(value));
}

void find_flow(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  find_called_variable(call, gathering);
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    find_kept_elements(*method, gathering);
  if (!callee) return;
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    if (operation->isAssignmentOp()) find_assigned(*operation, gathering);
    // `net(x)` on a holder runs the forward() of what it holds.
    const auto* module =
        operation->getOperator() == clang::OO_Call ? module_of(class_of(call.getArg(0)->getType())) : nullptr;
    const auto* forward =
        module && gathering.spelling.of_subject(*module) ? method_named(*module, "forward") : nullptr;
    if (forward) {
      gathering.call(*forward, call.getSourceRange());
      find_arguments(*forward, written_arguments(call), gathering);
      return;
    }
  }
  if (gathering.spelling.of_subject(*callee)) {
    if (llvm::isa<clang::CXXMethodDecl>(callee)) gathering.call(*callee, call.getSourceRange());
    const bool object_first =
        llvm::isa<clang::CXXOperatorCallExpr>(call) && llvm::isa<clang::CXXMethodDecl>(callee);
    std::vector<const clang::Expr*> arguments(call.arg_begin() + (object_first ? 1 : 0), call.arg_end());
    find_arguments(*callee, arguments, gathering);
    return;
  }
  // A library's virtual function may run what the subject overrides it with: an optimizer's step().
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (method && method->isVirtual()) gathering.call(*callee, call.getSourceRange());
  const auto arguments = written_arguments(call);
  if (const auto* made = made_by(*callee)) {
    find_hidden_construction(*made, arguments, call.getSourceRange(), gathering);
    return;
  }
  unsigned index = 0;
  for (const clang::Expr* argument : arguments)
    find_written_argument(*argument, *callee, index++, gathering);
}

/// `parts.push_back(x)`: what the list holds is made of x, too. Numbers are followed one by one or not at
/// all.
void find_appended(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (!method || !method->getParent()->isInStdNamespace() ||
      !is_called(call, {"push_back", "emplace_back", "push_front", "emplace_front"}))
    return;
  const auto* list = named_by(*call.getImplicitObjectArgument());
  if (!list || call.getNumArgs() != 1 || call.getArg(0)->getType()->isArithmeticType()) return;
  Expression value = gathering.facts_of(*call.getArg(0));
  value.constant.reset();
  value.copies = false;
  gathering.define(*list, std::move(value));
}

void find_flow(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto& constructor = *construction.getConstructor();
  const auto arguments = written_arguments(construction);
  if (gathering.spelling.of_subject(*constructor.getParent())) {
    // A holder made by TORCH_MODULE is the subject's own class too, but what runs is the constructor of what
    // it holds.
    const auto* held = module_of(constructor.getParent());
    if (held && held != constructor.getParent()) {
      if (!constructor.isCopyOrMoveConstructor())
        find_hidden_construction(*held, arguments, construction.getSourceRange(), gathering);
      return;
    }
    gathering.call(constructor, construction.getSourceRange());
  }
  std::vector<const clang::Expr*> all(construction.arg_begin(), construction.arg_end());
  find_arguments(constructor, all, gathering);
}

/// What a range-for walks; of a list in braces, each of its elements.
std::vector<const clang::Expr*> walked_by(const clang::CXXForRangeStmt& loop) {
  const clang::Expr* inner = &strip(*loop.getRangeInit());
  if (const auto* made = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(inner))
    inner = &strip(*made->getSubExpr());
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner);
  if (!list) return {loop.getRangeInit()};
  return {list->inits().begin(), list->inits().end()};
}

void find_flow(const clang::VarDecl& variable, Gathering& gathering) {
  // A parameter is defined by the arguments at its calls, a structured binding by each of its names.
  const bool elsewhere = llvm::isa<clang::ParmVarDecl, clang::DecompositionDecl>(variable);
  if (elsewhere || !variable.hasInit() || makes_nothing(*variable.getInit())) return;
  if (!variable.isCXXForRangeDecl()) {
    gathering.define(variable, gathering.facts_of(*variable.getInit()));
    return;
  }
  // A range-for's variable is one element after another of what its loop walks.
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    const auto* loop = llvm::dyn_cast_or_null<clang::CXXForRangeStmt>(ancestor->statement);
    if (!loop || loop->getLoopVariable() != &variable) continue;
    for (const auto* walked : walked_by(*loop)) {
      Expression element = gathering.facts_of(*walked);
      element.constant.reset();
      element.element = element.copies;
      element.copies = false;
      gathering.define(variable, std::move(element));
    }
    return;
  }
}

void find_flow(const clang::DecompositionDecl& bindings, Gathering& gathering) {
  if (!bindings.hasInit()) return;
  Expression value = gathering.facts_of(*bindings.getInit());
  value.constant.reset();
  value.copies = false;
  for (const auto* binding : bindings.bindings())
    gathering.define(*binding, value);
}

void find_flow(const clang::FieldDecl& field, Gathering& gathering) {
  const auto* given = field.getInClassInitializer();
  if (given && !makes_nothing(*given)) gathering.define(field, gathering.facts_of(*given));
}

void find_flow(const clang::BinaryOperator& assignment, Gathering& gathering) {
  const auto* variable = named_by(*assignment.getLHS());
  if (!variable) {
    find_kept_element(*assignment.getLHS(), *assignment.getRHS(), gathering);
    return;
  }
  Expression value = gathering.facts_of(*assignment.getRHS());
  if (assignment.isCompoundAssignmentOp()) {
    value.constant.reset();
    value.copies = false;
    value.reads.push_back(gathering.key_of(*variable));
  }
  gathering.define(*variable, std::move(value));
}

void find_flow(const clang::UnaryOperator& step, Gathering& gathering) {
  const auto* variable = named_by(*step.getSubExpr());
  if (!variable || !variable->getType()->isArithmeticType()) return;
  Expression value{.reads = {gathering.key_of(*variable)}};
  if (const auto range = gathering.spelling.range(step)) value.range = *range;
  gathering.define(*variable, std::move(value));
}

void find_flow(const clang::ReturnStmt& result, Gathering& gathering) {
  if (!result.getRetValue() || gathering.function.empty()) return;
  gathering.facts.definitions.push_back({gathering.function, gathering.facts_of(*result.getRetValue())});
}

/// A lambda, or what holds one, that is passed to a library's function counts as called there.
void find_passed_lambda(const clang::DeclRefExpr& reference, Gathering& gathering) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  const auto* record = variable ? class_of(variable->getType()) : nullptr;
  const bool lambda = record && record->isLambda();
  if (!lambda && !derives_from(record, "std::function")) return;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement || llvm::isa<clang::LambdaExpr>(above->statement)) return;
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above->statement);
    if (!call) continue;
    const auto* callee = call->getDirectCallee();
    if (!callee || !is_torch(*callee)) return;
    const clang::Decl& held = lambda ? static_cast<const clang::Decl&>(*record->getLambdaCallOperator())
                                     : static_cast<const clang::Decl&>(*variable);
    gathering.call(held, call->getSourceRange());
    return;
  }
}

void find_flow(const clang::DeclRefExpr& reference, Gathering& gathering) {
  find_passed_lambda(reference, gathering);
  // A function that is named, called or passed on, counts as called here.
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(reference.getDecl());
  if (!function || !gathering.spelling.of_subject(*function)) return;
  clang::SourceRange tokens = reference.getSourceRange();
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) break;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(above->statement)) {
      if (call->getDirectCallee() == function) tokens = call->getSourceRange();
      break;
    }
  }
  gathering.call(*function, tokens);
}

bool assigns(const clang::BinaryOperator& operation) {
  return operation.isAssignmentOp();
}

bool counts(const clang::UnaryOperator& operation) {
  return operation.isIncrementDecrementOp();
}

} // namespace

void find_flow(const clang::CXXCtorInitializer& initializer, Gathering& gathering) {
  const auto* field = initializer.getAnyMember();
  if (!field || !initializer.isWritten()) return;
  gathering.define(*field, gathering.facts_of(*initializer.getInit()));
}

const FinderTable& flow_finders() {
  static const FinderTable table = {
      on<clang::CallExpr>(find_flow),
      on<clang::CXXMemberCallExpr>(find_appended),
      on<clang::CXXConstructExpr>(find_flow),
      on<clang::VarDecl>(find_flow),
      on<clang::FieldDecl>(find_flow),
      on<clang::BinaryOperator>(find_flow, assigns),
      on<clang::UnaryOperator>(find_flow, counts),
      on<clang::ReturnStmt>(find_flow),
      on<clang::DecompositionDecl>(find_flow),
      on<clang::DeclRefExpr>(find_flow),
  };
  return table;
}

} // namespace misfire::reader
