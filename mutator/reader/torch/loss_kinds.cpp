#include "mutator/reader/torch/loss_kinds.h"

#include "mutator/program/reductions.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/chains.h"
#include "mutator/reader/torch/torch_types.h"

#include <array>

namespace misfire::reader {

namespace {

constexpr std::array kinds = {
    LossKind{"nll_loss", "NLLLoss", Form::log_probabilities},
    LossKind{"cross_entropy", "CrossEntropyLoss", Form::logits},
    LossKind{"binary_cross_entropy", "BCELoss", Form::probabilities},
    LossKind{"binary_cross_entropy_with_logits", "BCEWithLogitsLoss", Form::binary_logits},
    LossKind{"mse_loss", "MSELoss", Form::values},
    LossKind{"l1_loss", "L1Loss", Form::values},
    LossKind{"smooth_l1_loss", "SmoothL1Loss", Form::values},
    LossKind{"huber_loss", "HuberLoss", Form::values},
    LossKind{"kl_div", "KLDivLoss", Form::unknown},
    LossKind{"poisson_nll_loss", "PoissonNLLLoss", Form::unknown},
    LossKind{"hinge_embedding_loss", "HingeEmbeddingLoss", Form::unknown},
    LossKind{"soft_margin_loss", "SoftMarginLoss", Form::unknown},
    LossKind{"multi_margin_loss", "MultiMarginLoss", Form::unknown},
    LossKind{"multilabel_margin_loss", "MultiLabelMarginLoss", Form::unknown},
    LossKind{"multilabel_soft_margin_loss", "MultiLabelSoftMarginLoss", Form::unknown},
};

/// The reduction that options have which are made with these arguments: `MSELossOptions(torch::kSum)` takes
/// nothing else.
std::string reduction_made_with(const clang::CXXConstructExpr& options, const clang::ASTContext& context) {
  std::string reduction = "mean";
  for (const auto* argument : written_arguments(options)) {
    const auto given = reduction_of(*argument, context);
    if (!given.empty()) reduction = given;
  }
  return reduction;
}

} // namespace

const LossKind* loss_named(llvm::StringRef function) {
  const auto* kind = llvm::find_if(kinds, [&](const LossKind& known) { return known.function == function; });
  return kind == kinds.end() ? nullptr : kind;
}

const LossKind* loss_of_module(const clang::CXXRecordDecl* record) {
  const std::string name = torch_module_name(module_of(record));
  const auto* kind = llvm::find_if(kinds, [&](const LossKind& known) { return known.module == name; });
  return name.empty() || kind == kinds.end() ? nullptr : kind;
}

std::string reduction_of(const clang::Expr& expression, const clang::ASTContext& context) {
  if (const auto constant = constant_of(expression, context)) {
    if (*constant == Value(std::int64_t{0})) return "none";
    if (*constant == Value(std::int64_t{1})) return "mean";
    return *constant == Value(std::int64_t{2}) ? "sum" : "";
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

std::string reduction_in(const clang::Expr& options, const clang::ASTContext& context) {
  if (const auto* reduction = setter_argument(options, "reduction")) return reduction_of(*reduction, context);
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&chain_base(options));
  return construction ? reduction_made_with(*construction, context) : "";
}

bool are_usual_loss_options(const clang::Expr& options, const clang::ASTContext& context) {
  const clang::Expr* chain = &strip(options);
  while (const auto* setter = llvm::dyn_cast<clang::CXXMemberCallExpr>(chain)) {
    if (!is_one_of({"reduction", "weight", "ignore_index"}, name_of(setter->getMethodDecl()))) return false;
    chain = &strip(*setter->getImplicitObjectArgument());
  }
  const auto is_reduction = [&](const clang::Expr* given) { return !reduction_of(*given, context).empty(); };
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&strip_access(*chain));
  return made ? llvm::all_of(written_arguments(*made), is_reduction) : is_reduction(chain);
}

std::optional<Value> reduction_made_by(const clang::Expr& expression, const clang::ASTContext& context) {
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&strip_access(expression));
  if (!construction || construction->getConstructor()->isCopyOrMoveConstructor()) return std::nullopt;
  if (!loss_of_module(construction->getConstructor()->getParent())) return std::nullopt;
  const auto arguments = written_arguments(*construction);
  if (arguments.empty()) return Value(std::string("mean"));
  const clang::Expr& options = *arguments[0];
  if (setter_argument(options, "weight") || setter_argument(options, "ignore_index")) return std::nullopt;
  if (!are_options(options)) return std::nullopt;
  const std::string reduction = reduction_in(options, context);
  if (reduction.empty()) return std::nullopt;
  return Value(are_usual_loss_options(options, context) ? reduction : reduction + and_more_options);
}

} // namespace misfire::reader
