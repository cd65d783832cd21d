// Losses: libtorch's loss functions and modules, and what backward() is called on.
#include "mutator/reader/clang_versions.h"
#include "mutator/reader/constructions.h"
#include "mutator/reader/finders.h"
#include "mutator/reader/options.h"
#include "mutator/reader/torch_types.h"

#include <array>

namespace misfire::reader {

namespace {

struct Kind {
  llvm::StringRef function; ///< libtorch's functional name
  llvm::StringRef module;   ///< its module, without namespace and Impl
  Form form;
};

constexpr std::array kinds = {
    Kind{"nll_loss", "NLLLoss", Form::log_probabilities},
    Kind{"cross_entropy", "CrossEntropyLoss", Form::logits},
    Kind{"binary_cross_entropy", "BCELoss", Form::probabilities},
    Kind{"binary_cross_entropy_with_logits", "BCEWithLogitsLoss", Form::binary_logits},
    Kind{"mse_loss", "MSELoss", Form::values},
    Kind{"l1_loss", "L1Loss", Form::values},
    Kind{"smooth_l1_loss", "SmoothL1Loss", Form::values},
    Kind{"huber_loss", "HuberLoss", Form::values},
    Kind{"kl_div", "KLDivLoss", Form::unknown},
    Kind{"poisson_nll_loss", "PoissonNLLLoss", Form::unknown},
    Kind{"hinge_embedding_loss", "HingeEmbeddingLoss", Form::unknown},
    Kind{"soft_margin_loss", "SoftMarginLoss", Form::unknown},
    Kind{"multi_margin_loss", "MultiMarginLoss", Form::unknown},
    Kind{"multilabel_margin_loss", "MultiLabelMarginLoss", Form::unknown},
    Kind{"multilabel_soft_margin_loss", "MultiLabelSoftMarginLoss", Form::unknown},
};

const Kind* kind_of_function(const clang::FunctionDecl& function) {
  if (!function.getIdentifier() || !is_torch(function)) return nullptr;
  llvm::StringRef name = function.getName();
  if (name == "cross_entropy_loss") name = "cross_entropy";
  if (name == "nll_loss2d" || name == "nll_loss_nd") name = "nll_loss";
  const auto* kind = llvm::find_if(kinds, [&](const Kind& known) { return known.function == name; });
  return kind == kinds.end() ? nullptr : kind;
}

const Kind* kind_of_module(const clang::CXXRecordDecl* record) {
  const std::string name = torch_module_name(module_of(record));
  const auto* kind = llvm::find_if(kinds, [&](const Kind& known) { return known.module == name; });
  return name.empty() || kind == kinds.end() ? nullptr : kind;
}

/// at::Reduction's numbers and torch::kMean's types.
std::string reduction_of(const clang::Expr& expression, const Gathering& gathering) {
  if (const auto constant = constant_of(expression, gathering.context)) {
    if (*constant == Value(std::int64_t{0})) return "none";
    if (*constant == Value(std::int64_t{1})) return "mean";
    if (*constant == Value(std::int64_t{2})) return "sum";
    return {};
  }
  // A setter takes a variant, which torch::kMean is converted to.
  const clang::Expr* inner = &strip_access(expression);
  const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
  if (converted && converted->getNumArgs() == 1) inner = &strip_access(*converted->getArg(0));
  const std::string type = class_name(*inner);
  if (type == "torch::enumtype::kNone") return "none";
  if (type == "torch::enumtype::kMean") return "mean";
  return type == "torch::enumtype::kSum" ? "sum" : "";
}

/// Reads reduction, weight and ignore_index from an options chain.
void read_options(const clang::Expr& options, Loss& loss, const Gathering& gathering) {
  const clang::Expr& base = chain_base(options);
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&base);
  loss.reduction = construction ? "mean" : "";
  if (const auto* reduction = setter_argument(options, "reduction"))
    loss.reduction = reduction_of(*reduction, gathering);
  // `MSELossOptions(torch::kSum)`: the reduction is such options' only argument.
  for (const auto* argument :
       construction ? written_arguments(*construction) : std::vector<const clang::Expr*>()) {
    const auto given = reduction_of(*argument, gathering);
    if (!given.empty()) loss.reduction = given;
  }
  if (const auto* weight = setter_argument(options, "weight")) loss.weight = gathering.spelling.text(*weight);
  if (const auto* ignored = setter_argument(options, "ignore_index"))
    loss.ignore_index = plain_slot(*ignored, gathering);
}

/// The options that a criterion was made with, where its one initialisation is in sight.
const clang::Expr* initialiser_of(const clang::ValueDecl& criterion) {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&criterion)) return variable->getAnyInitializer();
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(&criterion);
  if (!field) return nullptr;
  for (const auto* constructor : llvm::cast<clang::CXXRecordDecl>(field->getParent())->ctors()) {
    for (const auto* initializer : constructor->inits()) {
      if (initializer->getAnyMember() == field && initializer->isWritten()) return initializer->getInit();
    }
  }
  return field->getInClassInitializer();
}

/// Reads what a criterion's construction says, through `register_module("criterion", CrossEntropyLoss(...))`
/// as well.
void read_construction(const clang::Expr& expression, Loss& loss, const Gathering& gathering) {
  const clang::Expr& inner = strip_access(expression);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) {
    const auto arguments = written_arguments(*call);
    if (!arguments.empty() && kind_of_module(class_of(arguments.back()->getType())))
      read_construction(*arguments.back(), loss, gathering);
    return;
  }
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&inner);
  if (!construction) return;
  const auto arguments = written_arguments(*construction);
  if (arguments.empty())
    loss.reduction = "mean";
  else
    read_options(*arguments[0], loss, gathering);
}

void read_arguments(const std::vector<const clang::Expr*>& arguments, Loss& loss,
                    const Gathering& gathering) {
  loss.reduction = "mean";
  if (arguments.size() < 3) return;
  if (ends_with(class_name(*arguments[2]), "Options")) {
    read_options(*arguments[2], loss, gathering);
    return;
  }
  // at::nll_loss(input, target, weight, reduction, ignore_index); at::mse_loss(input, target, reduction).
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const bool number = strip(*arguments[i]).getType()->isArithmeticType();
    const bool is_ignored = number && i == 4;
    if (is_ignored)
      loss.ignore_index = plain_slot(*arguments[i], gathering);
    else if (number)
      loss.reduction = reduction_of(*arguments[i], gathering);
    else if (const auto written = gathering.spelling.text(*arguments[i]); written != "{}")
      loss.weight = written;
  }
}

void add_loss(const Kind& kind, const clang::CallExpr& call, const std::vector<const clang::Expr*>& arguments,
              Loss loss, Gathering& gathering) {
  const auto whole = gathering.spelling.range(call);
  const auto input = gathering.spelling.range(*arguments[0]);
  const auto target = gathering.spelling.range(*arguments[1]);
  if (!whole || !input || !target || !whole->contains(*input) || !whole->contains(*target)) {
    gathering.skip(call.getSourceRange(), "Loss", "it is written in a macro's body");
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
  const bool forward = method && callee->getIdentifier() && callee->getName() == "forward";
  const bool invoked = operation && operation->getOperator() == clang::OO_Call;
  if (forward || invoked) {
    const clang::Expr* object = forward ? method->getImplicitObjectArgument() : call.getArg(0);
    const auto* kind = kind_of_module(class_of(object->getType()));
    if (!kind) return;
    const auto* criterion = named_by(*object);
    const auto* made = criterion ? initialiser_of(*criterion) : object;
    const auto* member = llvm::dyn_cast_or_null<clang::FieldDecl>(criterion);
    if (made)
      read_construction(*made, loss, gathering);
    else if (member && module_made_by(*member, gathering))
      loss.reduction = "mean"; // a member made by default
    add_loss(*kind, call, arguments, std::move(loss), gathering);
    return;
  }
  if (method || operation) return;
  const auto* kind = kind_of_function(*callee);
  if (!kind || !is_tensor(arguments[0]->getType())) return;
  read_arguments(arguments, loss, gathering);
  add_loss(*kind, call, arguments, std::move(loss), gathering);
}

void find_backward(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* callee = call.getMethodDecl();
  const clang::Expr* loss = call.getImplicitObjectArgument();
  if (!callee || !loss || !callee->getIdentifier() || callee->getName() != "backward" ||
      !is_tensor(loss->getType()))
    return;
  const auto whole = gathering.spelling.range(call);
  const auto object = gathering.spelling.range(*loss);
  if (!whole || !object) {
    gathering.skip(call.getSourceRange(), "Backward", "it is written in a macro's body");
    return;
  }
  gathering.add(*whole, Backward{Place{*object, {}, {}}, gathering.facts_of(*loss)});
}

} // namespace misfire::reader
