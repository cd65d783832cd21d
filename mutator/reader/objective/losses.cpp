// Losses: libtorch's loss functions and modules, and what backward() is called on.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/objective/criteria.h"
#include "mutator/reader/objective/finders.h"
#include "mutator/reader/objective/reductions.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/backward.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

const LossKind* loss_of_function(const clang::FunctionDecl& function) {
  if (!is_torch(function)) return nullptr;
  llvm::StringRef name = name_of(&function);
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
  read_shapes(arguments, loss, gathering);
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
    loss.further_options = true; // as long as none are seen
    if (const auto* criterion = named_by(*object))
      read_criterion(*criterion, loss, gathering);
    else
      read_construction(*object, loss, gathering);
    loss.by_module = true;
    if (loss.reduction.empty()) loss.criterion = gathering.facts_of(*object);
    add_loss(*kind, call, arguments, std::move(loss), gathering);
    return;
  }
  if (method || operation) return;
  const auto* kind = loss_of_function(*callee);
  if (!kind || !is_tensor(arguments[0]->getType())) return;
  read_arguments(arguments, loss, gathering);
  read_reduction_place(call, loss, gathering);
  add_loss(*kind, call, arguments, std::move(loss), gathering);
}

void find_backward(const clang::CallExpr& call, Gathering& gathering) {
  const auto* loss = loss_under(call, gathering);
  const auto whole = gathering.spelling.range(call);
  const auto object = loss ? gathering.spelling.range(*loss) : std::nullopt;
  if (loss && llvm::isa<clang::CXXMemberCallExpr>(call) && (!whole || !object))
    gathering.skip_in_macro(call.getSourceRange(), "Backward");
  if (whole && object) gathering.add(*whole, Backward{Place{*object, {}, {}}, gathering.facts_of(*loss)});
}

} // namespace misfire::reader
