#include "mutator/reader/flows.h"

#include "mutator/reader/arguments.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/givings.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

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
  if (!variable) return;
  gathering.call(*variable, call.getSourceRange());
  std::vector<const clang::Expr*> arguments(call.arg_begin() + (function_object ? 1 : 0), call.arg_end());
  find_held_arguments(*variable, arguments, gathering);
}

/// What a variable, or a container that it is, is given.
void find_given(const clang::Expr& expression, Gathering& gathering) {
  for (const auto& given : givings_of(expression)) {
    const bool element = given.how == Giving::How::element;
    const auto* named = element ? nullptr : named_by(*given.to);
    const auto* variable = named ? named : held_by(*given.to);
    if (!variable || (given.how == Giving::How::part && !named)) continue;
    Expression value = gathering.facts_of(*given.value);
    if (!named || given.how != Giving::How::value) {
      value.constant.reset();
      value.copies = false;
    }
    // A sum is made of what it was, too.
    if (named && given.how == Giving::How::change) value.reads.push_back(gathering.key_of(*variable));
    gathering.define(*variable, std::move(value));
  }
}

void find_flow(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  find_called_variable(call, gathering);
  find_given(call, gathering);
  if (!callee) return;
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    // `net(x)` on a holder runs the forward() of what it holds.
    const auto* module =
        operation->getOperator() == clang::OO_Call ? module_of(class_of(call.getArg(0)->getType())) : nullptr;
    const auto* forward =
        module && gathering.spelling.of_subject(*module) ? method_named(*module, "forward") : nullptr;
    if (forward) {
      gathering.call(*forward, call.getSourceRange());
      find_arguments(*forward, written_arguments(call), call.getSourceRange(), gathering);
      return;
    }
  }
  if (gathering.spelling.of_subject(*callee)) {
    if (llvm::isa<clang::CXXMethodDecl>(callee)) gathering.call(*callee, call.getSourceRange());
    const bool object_first =
        llvm::isa<clang::CXXOperatorCallExpr>(call) && llvm::isa<clang::CXXMethodDecl>(callee);
    std::vector<const clang::Expr*> arguments(call.arg_begin() + (object_first ? 1 : 0), call.arg_end());
    find_arguments(*callee, arguments, call.getSourceRange(), gathering);
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
  find_library_arguments(*callee, arguments, gathering);
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
  if (gathering.spelling.of_subject(constructor))
    find_arguments(constructor, all, construction.getSourceRange(), gathering);
  else
    find_library_arguments(constructor, arguments, gathering);
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
  // `torch::Tensor codes;` is given its value later.
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(variable.getInit());
  if (made && made->getNumArgs() == 0 && is_tensor(variable.getType())) return;
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
  find_given(assignment, gathering);
}

void find_flow(const clang::UnaryOperator& step, Gathering& gathering) {
  const auto* variable = named_by(*step.getSubExpr());
  if (!variable || !variable->getType()->isArithmeticType()) return;
  Expression value{.reads = {gathering.key_of(*variable)}};
  if (const auto range = gathering.spelling.range(step)) value.range = *range;
  gathering.define(*variable, std::move(value));
}

/// `return {mse_loss(out, y), 0.1 * penalty};`: what a network takes part in and the fields of the subject's
/// class get. Fields of data are the same for all sets, trained on or not, so that nothing is said of these.
void find_returned_fields(const clang::Expr& value, Gathering& gathering) {
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(&strip(value));
  const auto* record = list ? class_of(list->getType()) : nullptr;
  if (!record || !gathering.spelling.of_subject(*record)) return;
  unsigned index = 0;
  for (const auto* field : record->fields()) {
    if (index >= list->getNumInits()) return;
    Expression given = gathering.facts_of(*list->getInit(index++));
    if (given.runs && is_tensor(field->getType())) gathering.define(*field, std::move(given));
  }
}

void find_flow(const clang::ReturnStmt& result, Gathering& gathering) {
  if (!result.getRetValue() || gathering.function.empty()) return;
  find_returned_fields(*result.getRetValue(), gathering);
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
