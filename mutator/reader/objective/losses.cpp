// Losses: libtorch's loss functions and modules, and what backward() is called on.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/objective/criteria.h"
#include "mutator/reader/objective/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/parameters.h"

namespace misfire::reader {

namespace {

const LossKind* loss_of_function(const clang::FunctionDecl& function) {
  if (!function.getIdentifier() || !is_torch(function)) return nullptr;
  llvm::StringRef name = function.getName();
  if (name == "cross_entropy_loss") name = "cross_entropy";
  if (name == "nll_loss2d" || name == "nll_loss_nd") name = "nll_loss";
  return loss_named(name);
}

void read_arguments(const std::vector<const clang::Expr*>& arguments, Loss& loss,
                    const Gathering& gathering) {
  loss.reduction = "mean";
  if (arguments.size() < 3) return;
  if (ends_with(class_name(*arguments[2]), "Options")) {
    read_loss_options(*arguments[2], loss, gathering);
    return;
  }
  // at::nll_loss(input, target, weight, reduction, ignore_index); at::mse_loss(input, target, reduction).
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const bool number = strip(*arguments[i]).getType()->isArithmeticType();
    const bool is_ignored = number && i == 4;
    if (is_ignored)
      loss.ignore_index = plain_slot(*arguments[i], gathering);
    else if (number)
      loss.reduction = reduction_of(*arguments[i], gathering.context);
    else if (const auto written = gathering.spelling.text(*arguments[i]); written != "{}")
      loss.weight = written;
  }
}

void add_loss(const LossKind& kind, const clang::CallExpr& call,
              const std::vector<const clang::Expr*>& arguments, Loss loss, Gathering& gathering) {
  const auto whole = gathering.spelling.range(call);
  const auto input = gathering.spelling.range(*arguments[0]);
  const auto target = gathering.spelling.range(*arguments[1]);
  if (!whole || !input || !target || !whole->contains(*input) || !whole->contains(*target)) {
    gathering.skip_in_macro(call.getSourceRange(), "Loss");
    return;
  }
  loss.function = kind.function.str();
  loss.form = kind.form;
  loss.input = *input;
  loss.target = *target;
  gathering.add(*whole, std::move(loss));
}

} // namespace

void find_loss(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto arguments = written_arguments(call);
  if (!callee || arguments.size() < 2) return;
  Loss loss;
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool forward = method && name_of(callee) == "forward";
  const bool invoked = operation && operation->getOperator() == clang::OO_Call;
  if (forward || invoked) {
    const clang::Expr* object = forward ? method->getImplicitObjectArgument() : call.getArg(0);
    const auto* kind = loss_of_module(class_of(object->getType()));
    if (!kind) return;
    if (const auto* criterion = named_by(*object))
      read_criterion(*criterion, loss, gathering);
    else
      read_construction(*object, loss, gathering);
    if (loss.reduction.empty()) loss.criterion = gathering.facts_of(*object);
    add_loss(*kind, call, arguments, std::move(loss), gathering);
    return;
  }
  if (method || operation) return;
  const auto* kind = loss_of_function(*callee);
  if (!kind || !is_tensor(arguments[0]->getType())) return;
  read_arguments(arguments, loss, gathering);
  add_loss(*kind, call, arguments, std::move(loss), gathering);
}

namespace {

/// `parameters`, `net->parameters()`: what gradients of a loss are taken by.
bool gives_parameters(const clang::Expr& expression, const Gathering& gathering) {
  if (are_parameters(strip_access(expression))) return true;
  const auto* variable = named_by(expression);
  const Body* body = variable ? gathering.body() : nullptr;
  return body && llvm::any_of(body->values_of(*variable),
                              [](const clang::Expr* value) { return are_parameters(strip_access(*value)); });
}

/// The only tensor in `{loss}`; null where there are several.
const clang::Expr* only_element(const clang::Expr& list) {
  const clang::Expr* only = nullptr;
  bool several = false;
  look(&list, [&](const clang::Stmt& node) {
    const auto* part = llvm::dyn_cast<clang::Expr>(&node);
    if (!part || !is_tensor(part->getType()) || part->getType()->isPointerType()) return Go::into;
    several = several || only;
    only = &strip(*part);
    return Go::past;
  });
  return several ? nullptr : only;
}

} // namespace

void find_backward(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee || llvm::isa<clang::CXXMethodDecl>(callee) || !is_torch(*callee)) return;
  const auto name = callee->getQualifiedNameAsString();
  const auto arguments = written_arguments(call);
  const bool by_parameters =
      name == "torch::autograd::grad" && arguments.size() > 1 && gives_parameters(*arguments[1], gathering);
  if (arguments.empty() || (name != "torch::autograd::backward" && !by_parameters)) return;
  const auto* loss = only_element(*arguments[0]);
  const auto whole = gathering.spelling.range(call);
  const auto object = loss ? gathering.spelling.range(*loss) : std::nullopt;
  if (whole && object) gathering.add(*whole, Backward{Place{*object, {}, {}}, gathering.facts_of(*loss)});
}

void find_backward(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* callee = call.getMethodDecl();
  const clang::Expr* loss = call.getImplicitObjectArgument();
  if (!callee || !loss || name_of(callee) != "backward" || !is_tensor(loss->getType())) return;
  const auto whole = gathering.spelling.range(call);
  const auto object = gathering.spelling.range(*loss);
  if (!whole || !object) {
    gathering.skip_in_macro(call.getSourceRange(), "Backward");
    return;
  }
  gathering.add(*whole, Backward{Place{*object, {}, {}}, gathering.facts_of(*loss)});
}

} // namespace misfire::reader
