// How many rows tensors and lists of samples have that are made outside of networks: what may be the size of
// a batch that a function draws or makes.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// What networks make inside is no batch: it must fit what they are given.
bool is_in_network(const Gathering& gathering) {
  return llvm::any_of(gathering.ancestors, [](const Ancestor& ancestor) {
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(ancestor.declaration);
    return method && module_of(method->getParent());
  });
}

/// The sizes in `torch::rand({rows, columns})`; null where they are not listed.
const clang::InitListExpr* sizes_in(const clang::CallExpr& call) {
  const clang::InitListExpr* sizes = nullptr;
  for (const auto* argument : call.arguments())
    look(argument, [&](const clang::Stmt& node) {
      const auto* list = llvm::dyn_cast<clang::InitListExpr>(&node);
      if (!list) return Go::into;
      sizes = list;
      return Go::out;
    });
  return sizes && sizes->getNumInits() > 0 && sizes->getInit(0)->getType()->isIntegerType() ? sizes : nullptr;
}

/// Whether the variable that the call visited is given to says which samples are taken, or it does so itself.
bool chooses_samples(const Gathering& gathering) {
  const auto takes = [](const clang::CallExpr& call) {
    return is_called(call, {"index", "index_select", "gather", "at"}) ||
           (llvm::isa<clang::CXXOperatorCallExpr>(call) &&
            llvm::cast<clang::CXXOperatorCallExpr>(call).getOperator() == clang::OO_Subscript);
  };
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(above->statement);
    if (call && takes(*call)) return true;
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above->declaration);
    if (!variable) continue;
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(variable->getDeclContext());
    return function && any_below<clang::CallExpr>(function->getBody(), [&](const clang::CallExpr& taken) {
             return takes(taken) && llvm::any_of(taken.arguments(), [&](const clang::Expr* argument) {
                      return any_below<clang::DeclRefExpr>(argument,
                                                           [&](const clang::DeclRefExpr& reference) {
                                                             return reference.getDecl() == variable;
                                                           });
                    });
           });
  }
  return false;
}

void add_rows(const clang::Expr& count, bool drawn, Gathering& gathering) {
  if (!gathering.spelling.range(count) || is_in_network(gathering)) return;
  gathering.facts.rows.push_back({gathering.facts_of(count), drawn, gathering.function, gathering.loop});
}

/// `randperm(n).slice(0, 0, rows)`, `randperm(n).narrow(0, 0, rows)`.
bool draws_part(const clang::CallExpr& call) {
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!method || !is_called(call, {"slice", "narrow"})) return false;
  const auto* drawn = llvm::dyn_cast<clang::CallExpr>(&strip(*method->getImplicitObjectArgument()));
  return drawn && is_called(*drawn, {"randperm"});
}

/// What is converted to an optional, say.
const clang::Expr& converted(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  while (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    if (made->getNumArgs() != 1) break;
    inner = &strip(*made->getArg(0));
  }
  return *inner;
}

/// `std::min(from + size_, n)`, `x.slice(0, from, from + size_)`, `x.narrow(0, from, size_)`: a member that
/// says how much of the data a class of the subject's hands out at once.
void find_members_in_bounds(const clang::CallExpr& call, Gathering& gathering) {
  const auto add_member = [&](const clang::Expr& expression) {
    const auto* field = llvm::dyn_cast_or_null<clang::FieldDecl>(named_by(expression));
    if (field && field->getType()->isIntegerType() && gathering.spelling.of_subject(*field))
      add_rows(strip(expression), false, gathering);
  };
  for (const auto* argument : call.arguments()) {
    const auto* sum = llvm::dyn_cast<clang::BinaryOperator>(&converted(*argument));
    if (sum && sum->getOpcode() == clang::BO_Add) add_member(*sum->getRHS());
  }
  if (is_called(call, {"narrow"}) && call.getNumArgs() > 2) add_member(converted(*call.getArg(2)));
}

bool adds_to_list(const clang::CallExpr& call) {
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const auto* list = method ? class_of(method->getObjectType()) : nullptr;
  return list && is_called(call, {"push_back", "emplace_back"}) && list->isInStdNamespace() &&
         holds_tensors(method->getObjectType());
}

bool takes_element(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool indexed = operation && operation->getOperator() == clang::OO_Subscript;
  return (indexed || is_called(call, {"at"})) && holds_tensors(call.getType());
}

/// The parameter that a loop counts up to, `for (i = 0; i < size; ++i)`, or up to which a list grows, `while
/// (batch.size() < size)`; null for all else.
const clang::Expr* parameter_bound(const clang::Expr* condition) {
  const auto* comparison = condition ? llvm::dyn_cast<clang::BinaryOperator>(&strip(*condition)) : nullptr;
  if (!comparison || comparison->getOpcode() != clang::BO_LT) return nullptr;
  const clang::Expr& bound = strip(*comparison->getRHS());
  return llvm::isa_and_nonnull<clang::ParmVarDecl>(named_by(bound)) ? &bound : nullptr;
}

/// `batch.push_back(memory[at])` in a loop that goes on until there are as many as a parameter says.
void find_gathered_rows(const clang::CallExpr& addition, Gathering& gathering) {
  if (!adds_to_list(addition)) return;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return;
    const auto* counted = llvm::dyn_cast<clang::ForStmt>(above->statement);
    const auto* repeated = llvm::dyn_cast<clang::WhileStmt>(above->statement);
    if (!counted && !repeated) continue;
    const auto* bound = parameter_bound(counted ? counted->getCond() : repeated->getCond());
    if (bound &&
        any_below<clang::CallExpr>(counted ? counted->getBody() : repeated->getBody(), takes_element))
      add_rows(*bound, false, gathering);
    return;
  }
}

} // namespace

void find_rows(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  find_gathered_rows(call, gathering);
  if (is_std(callee, {"sample"}) && call.getNumArgs() == 5) add_rows(strip(*call.getArg(3)), true, gathering);
  if (is_std(callee, {"min"}) || is_called(call, {"slice", "narrow"}))
    find_members_in_bounds(call, gathering);
  if (!callee || !is_torch(*callee)) return;
  if (draws_part(call)) {
    const auto arguments = written_arguments(call);
    if (!arguments.empty() && strip(*arguments.back()).getType()->isIntegerType())
      add_rows(strip(*arguments.back()), true, gathering);
    return;
  }
  if (!is_called(call, {"rand", "randn", "randint", "zeros", "ones", "empty", "full"})) return;
  const auto* sizes = sizes_in(call);
  // What a member says is how many a class simulates, say, not how many it hands out.
  if (!sizes || llvm::isa_and_nonnull<clang::FieldDecl>(named_by(*sizes->getInit(0)))) return;
  add_rows(strip(*sizes->getInit(0)),
           sizes->getNumInits() == 1 && is_called(call, {"randint"}) && chooses_samples(gathering),
           gathering);
}

void find_rows(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  if (!record->isInStdNamespace() || name_of(record) != "vector") return;
  const auto arguments = written_arguments(construction);
  if (arguments.empty() || !strip(*arguments.front()).getType()->isIntegerType()) return;
  if (construction.isStdInitListInitialization()) return;
  add_rows(strip(*arguments.front()), false, gathering);
}

} // namespace misfire::reader
