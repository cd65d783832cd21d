#include "mutator/reader/optimization/optimizer_options.h"

#include "mutator/reader/optimization/optimizer_classes.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/torch/chains.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

bool is_rate_name(llvm::StringRef name) {
  name.consume_back("_");
  return is_one_of({"lr", "learning_rate", "learningRate", "rate"}, name);
}

bool is_options(const clang::CXXRecordDecl* record) {
  return derives_from(record, "torch::optim::OptimizerOptions");
}

/// The parameter of an options constructor or the setter that is the rate: "lr" in libtorch.
std::string rate_name(const clang::CXXRecordDecl& options) {
  for (const auto* method : options.methods()) {
    if (is_rate_name(name_of(method))) return method->getName().str();
  }
  for (const auto* constructor : options.ctors()) {
    for (const auto* parameter : constructor->parameters()) {
      if (is_rate_name(parameter->getName())) return parameter->getName().str();
    }
  }
  return {};
}

/// The rate that options have when nothing is said.
std::optional<Value> implied_rate(const clang::CXXRecordDecl& options, const clang::ASTContext& context) {
  for (const auto* constructor : options.ctors()) {
    for (const auto* parameter : constructor->parameters()) {
      if (is_rate_name(parameter->getName()) && parameter->hasDefaultArg() &&
          !parameter->hasUninstantiatedDefaultArg()) {
        return constant_of(*parameter->getDefaultArg(), context);
      }
    }
  }
  return std::nullopt;
}

/// A rate where it is written as an expression of its own; a whole number in a variable is written as a real
/// one, so that a small rate is not rounded to 0.
std::optional<Slot> number_slot(const clang::Expr& rate, const Gathering& gathering) {
  auto slot = plain_slot(rate, gathering);
  if (slot && strip(rate).getType()->isIntegerType() && !llvm::isa<clang::IntegerLiteral>(strip(rate)))
    slot->written = "static_cast<double>(" + slot->written + ")";
  return slot;
}

/// The slot where the options stand as an argument: by value of the rate (converted), or as a chain.
std::optional<Slot> slot_in(const clang::Expr& argument, const clang::CXXRecordDecl& options,
                            const Gathering& gathering) {
  const clang::Expr& inner = strip(argument);
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(&inner);
      converted && !llvm::isa<clang::CXXTemporaryObjectExpr>(converted) &&
      is_options(class_of(converted->getType()))) {
    const auto written = written_arguments(*converted);
    if (written.size() == 1 && strip(*written[0]).getType()->isArithmeticType())
      return number_slot(*written[0], gathering);
  }
  if (const auto* written = option_written_apart(argument, rate_name(options), gathering))
    return number_slot(*written, gathering);
  return option_slot(argument, options.getQualifiedNameAsString(), rate_name(options),
                     implied_rate(options, gathering.context), gathering);
}

namespace {

/// The call of make_unique or make_shared that makes options, or an optimizer.
bool makes_options_or_optimizer(const clang::CallExpr& call) {
  if (!is_std(call.getDirectCallee(), {"make_unique", "make_shared"})) return false;
  const auto* record = class_of(call.getType());
  return is_options(record) || is_optimizer(record);
}

/// Whether an optimizer of the body is made with the variable: it reads the options there.
bool is_read_by_optimizer(const clang::ValueDecl& variable, const Gathering& gathering) {
  const Body* body = gathering.body();
  if (!body) return false;
  return llvm::any_of(body->reads_of(variable), [&](const clang::Expr* read) {
    for (const clang::Stmt* above = body->above(*read); above; above = body->above(*above)) {
      const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(above);
      if (made && is_optimizer(made->getConstructor()->getParent())) return true;
      const auto* call = llvm::dyn_cast<clang::CallExpr>(above);
      if (call && makes_options_or_optimizer(*call)) return true;
      if (!llvm::isa<clang::Expr>(above)) return false;
    }
    return false;
  });
}

/// The whole chain of setters that an options object visited begins, `SGDOptions(0.1).momentum(0.9)`; the
/// object itself where none follows. Null where it is given to an optimizer, or to other options, at once, or
/// through a variable that an optimizer of the same body reads.
const clang::Expr* chain_made_apart(const clang::Expr& options, const Gathering& gathering) {
  const clang::Expr* chain = &options;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above->declaration))
      return is_read_by_optimizer(*variable, gathering) ? nullptr : chain;
    const auto* outer = llvm::dyn_cast_or_null<clang::Expr>(above->statement);
    if (!outer) {
      const auto* member = above->initializer ? above->initializer->getAnyMember() : nullptr;
      return member && is_optimizer(class_of(member->getType())) ? nullptr : chain;
    }
    const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(outer);
    const auto* call = llvm::dyn_cast<clang::CallExpr>(outer);
    if (made && is_optimizer(made->getConstructor()->getParent())) return nullptr;
    if (call && makes_options_or_optimizer(*call)) return nullptr;
    const auto* setter = llvm::dyn_cast<clang::CXXMemberCallExpr>(outer);
    if (setter && is_options(class_of(setter->getType()))) chain = setter;
  }
  return chain;
}

void add_group(const clang::Expr& shown, ParameterGroup group, Gathering& gathering) {
  if (const auto whole = gathering.written(shown.getSourceRange(), "ParameterGroup"))
    gathering.add(*whole, std::move(group));
}

std::optional<Slot> written_decay(const clang::Expr& options, const Gathering& gathering) {
  const auto* decay = setter_argument(options, "weight_decay");
  return decay ? plain_slot(*decay, gathering) : std::nullopt;
}

} // namespace

bool are_given(const clang::Expr& argument, const Gathering& gathering) {
  const clang::Expr* inner = &strip_access(argument);
  while (const auto* copied = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    if (copied->getNumArgs() != 1 || !is_options(class_of(copied->getArg(0)->getType()))) return false;
    inner = &strip_access(*copied->getArg(0));
  }
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(inner)) {
    const auto* callee = call->getDirectCallee();
    return callee && gathering.spelling.of_subject(*callee);
  }
  const auto* variable = named_by(*inner);
  if (!variable) return false;
  const Body* body = gathering.body();
  const bool local = body && llvm::isa<clang::VarDecl>(variable) &&
                     !llvm::isa<clang::ParmVarDecl>(variable) &&
                     llvm::cast<clang::VarDecl>(variable)->isLocalVarDecl();
  if (!local) return true;
  // Made here, it is changed where the optimizer is made; given by a function, there.
  const auto values = body->values_of(*variable);
  return values.size() == 1 &&
         strip_access(*values[0]).getStmtClass() != clang::Stmt::CXXConstructExprClass &&
         are_given(*values[0], gathering);
}

void find_options(const clang::CallExpr& call, Gathering& gathering) {
  const auto* record = class_of(call.getType());
  if (!is_std(call.getDirectCallee(), {"make_unique", "make_shared"}) || !is_options(record)) return;
  if (rate_name(*record).empty() || stands_in_optimizer(gathering)) return;
  ParameterGroup group{record->getName().str(), std::nullopt, std::nullopt, true};
  const auto arguments = written_arguments(call);
  if (arguments.size() == 1) {
    const auto type = strip(*arguments[0]).getType();
    if (type->isArithmeticType())
      group.learning_rate = number_slot(*arguments[0], gathering);
    else if (is_options(class_of(type)))
      group.learning_rate = slot_in(*arguments[0], *record, gathering);
    group.weight_decay = written_decay(*arguments[0], gathering);
  }
  if (gathering.spelling.range(call)) add_group(call, std::move(group), gathering);
}

void find_options(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* constructor = construction.getConstructor();
  const auto* record = constructor->getParent();
  if (constructor->isCopyOrMoveConstructor() || !is_options(record) || !makes_complete_object(construction) ||
      rate_name(*record).empty() || stands_in_optimizer(gathering))
    return;
  const auto* chain = chain_made_apart(construction, gathering);
  if (!chain) return;
  ParameterGroup group{record->getName().str(), slot_in(*chain, *record, gathering),
                       written_decay(*chain, gathering), false};
  // A declaration has no place for a setter behind its arguments.
  const bool declared = chain == &construction && !gathering.names_its_type(construction);
  if (declared) {
    const auto arguments = written_arguments(construction);
    group.learning_rate = arguments.empty() ? std::nullopt : number_slot(*arguments[0], gathering);
  }
  if (group.learning_rate || group.weight_decay) add_group(*chain, std::move(group), gathering);
}

void find_options(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  if (name_of(method) != "weight_decay" || call.getNumArgs() != 1 || !object ||
      !is_options(method->getParent()))
    return;
  const auto* variable = named_by(chain_base(*object));
  if (!variable || is_read_by_optimizer(*variable, gathering) || stands_in_optimizer(gathering)) return;
  add_group(
      call,
      {method->getParent()->getName().str(), std::nullopt, plain_slot(*call.getArg(0), gathering), true},
      gathering);
}

void find_inner_iterations(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (name_of(method) != "max_iter" || call.getNumArgs() != 1 || !is_options(method->getParent())) return;
  gathering.skip({call.getExprLoc(), call.getEndLoc()}, "EpochLoop",
                 "these iterations are inside of one step of the optimizer: no epochs");
}

} // namespace misfire::reader
