// Learning rates that change while training goes on: libtorch's schedulers, and assignments to an optimizer's
// options.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/optimization/scheduled_steps.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

bool is_scheduler(const clang::CXXRecordDecl* record) {
  return derives_from(record, "torch::optim::LRScheduler") ||
         derives_from(record, "torch::optim::ReduceLROnPlateauScheduler");
}

bool is_options(clang::QualType type) {
  return derives_from(class_of(type), "torch::optim::OptimizerOptions");
}

/// A method of an optimizer's options by which their rate is read or set.
bool is_rate_method(const clang::CXXMethodDecl* method) {
  return is_one_of({"lr", "set_lr", "get_lr", "learning_rate"}, name_of(method)) &&
         derives_from(method->getParent(), "torch::optim::OptimizerOptions");
}

bool reads_rate(const clang::Expr& expression) {
  return any_below<clang::CXXMemberCallExpr>(
      &expression, [](const clang::CXXMemberCallExpr& call) { return is_rate_method(call.getMethodDecl()); });
}

/// Whether the options are those that an optimizer has, not an object that one is to be made with: they are
/// reached by a call (`group.options()`, `optimizer.defaults()`), a reference or a pointer.
bool are_in_use(const clang::Expr& options) {
  const clang::Expr& inner = strip_access(options);
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&inner)) {
    const auto* method = call->getMethodDecl();
    const bool chained = method && is_options(call->getImplicitObjectArgument()->getType());
    return !chained || are_in_use(*call->getImplicitObjectArgument());
  }
  if (llvm::isa<clang::CallExpr>(inner)) return true;
  const auto* named = named_by(inner);
  return named && (named->getType()->isReferenceType() || named->getType()->isPointerType());
}

/// The slot of the rate that is assigned; nothing where it is made of the rate that there is.
std::optional<Slot> assigned_rate(const clang::Expr& rate, const Gathering& gathering) {
  return reads_rate(rate) ? std::nullopt : plain_slot(rate, gathering);
}

void add(const clang::Expr& expression, Schedule schedule, Gathering& gathering) {
  const auto whole = gathering.written(expression.getSourceRange(), "Schedule");
  if (!whole) return;
  schedule.statement = gathering.statement_of(expression);
  gathering.add(*whole, std::move(schedule));
}

void add_assignment(const clang::Expr& target, const clang::Expr& rate, bool replaces,
                    const clang::Expr& whole, Gathering& gathering) {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(target));
  if (!call || call->getNumArgs() != 0 || !is_rate_method(call->getMethodDecl()) ||
      !are_in_use(*call->getImplicitObjectArgument()))
    return;
  add_scheduled_step(rate, gathering);
  add(whole, {"", Schedule::Form::assignment, replaces ? assigned_rate(rate, gathering) : std::nullopt, {}},
      gathering);
}

} // namespace

void find_schedule(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  if (!method || !object) return;
  if (const auto* type = class_of(strip(*object).getType());
      name_of(method) == "step" && is_scheduler(type)) {
    add(call, {type->getNameAsString(), Schedule::Form::step, {}, {}}, gathering);
  } else if (is_rate_method(method) && call.getNumArgs() == 1 && gathering.is_discarded() &&
             are_in_use(*object)) {
    add_scheduled_step(*call.getArg(0), gathering);
    add(call, {"", Schedule::Form::assignment, assigned_rate(*call.getArg(0), gathering), {}}, gathering);
  }
}

void find_schedule(const clang::BinaryOperator& assignment, Gathering& gathering) {
  // `options.lr() = 0.001`, `options.lr() *= 0.5`
  add_assignment(*assignment.getLHS(), *assignment.getRHS(), assignment.getOpcode() == clang::BO_Assign,
                 assignment, gathering);
}

void find_schedule(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* constructor = construction.getConstructor();
  const auto* initializer = gathering.meaningful_ancestor().initializer;
  if (constructor->isCopyOrMoveConstructor() || !is_scheduler(constructor->getParent()) ||
      !makes_complete_object(construction) || (initializer && !initializer->isAnyMemberInitializer()))
    return;
  const auto tokens =
      initializer ? initializer->getSourceRange() : gathering.written_construction(construction);
  if (const auto whole = gathering.spelling.range(tokens))
    gathering.add(*whole, Schedule{constructor->getParent()->getNameAsString(), Schedule::Form::construction,
                                   std::nullopt, std::nullopt});
}

void find_schedule(const clang::CallExpr& make_unique, Gathering& gathering) {
  if (!is_std(make_unique.getDirectCallee(), {"make_unique", "make_shared"})) return;
  const auto* record = class_of(make_unique.getType());
  if (is_scheduler(record))
    add(make_unique, {record->getNameAsString(), Schedule::Form::construction, {}, {}}, gathering);
}

} // namespace misfire::reader
