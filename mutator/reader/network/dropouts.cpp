// Dropout: modules, functions, and options of recurrent layers, with the slot of the rate.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

/// libtorch's rate where nothing is said.
const Value implied_rate{0.5};

bool is_dropout_module(llvm::StringRef type) {
  return is_one_of({"Dropout", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"}, type);
}

bool is_dropout_function(llvm::StringRef name) {
  name.consume_back("_");
  return is_one_of(
      {"dropout", "dropout2d", "dropout3d", "feature_dropout", "alpha_dropout", "feature_alpha_dropout"},
      name);
}

std::optional<Slot> rate_slot(const Construction& made, const Gathering& gathering) {
  if (made.arguments.empty()) {
    if (!made.first_argument) return std::nullopt;
    const auto& [at, before, after] = *made.first_argument;
    return Slot::inserted(at, before, after, implied_rate);
  }
  const clang::Expr& first = *made.arguments[0];
  if (are_options(first)) {
    // A number may be what the options are made of, by a conversion that shows nowhere.
    const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(&strip(first));
    const bool hidden = converted && !llvm::isa<clang::CXXTemporaryObjectExpr>(converted) &&
                        converted->getNumArgs() >= 1 &&
                        strip(*converted->getArg(0)).getType()->isArithmeticType();
    if (hidden && gathering.spelling.range(first) == gathering.spelling.range(*converted->getArg(0)))
      return plain_slot(*converted->getArg(0), gathering);
    return option_slot(first, "torch::nn::" + made.type + "Options", "p", implied_rate, gathering);
  }
  return strip(first).getType()->isArithmeticType() ? plain_slot(first, gathering) : std::nullopt;
}

void add_dropout_module(const std::optional<Construction>& made, Gathering& gathering) {
  if (!made || !is_dropout_module(made->type)) return;
  if (!made->range) {
    gathering.skip_in_macro(made->tokens, "Dropout");
    return;
  }
  gathering.add(*made->range, Dropout{made->type, Dropout::Form::module, rate_slot(*made, gathering)});
}

/// F::dropout(x, options), torch::dropout(x, p, train).
std::optional<Slot> rate_of_call(const clang::FunctionDecl& callee,
                                 const std::vector<const clang::Expr*>& arguments,
                                 const Gathering& gathering) {
  if (arguments.size() > 1) {
    if (strip(*arguments[1]).getType()->isArithmeticType()) return plain_slot(*arguments[1], gathering);
    return option_slot(*arguments[1], class_name(*arguments[1]), "p", implied_rate, gathering);
  }
  const auto last = gathering.spelling.range(*arguments[0]);
  const auto* options = callee.getNumParams() > 1 ? class_of(callee.getParamDecl(1)->getType()) : nullptr;
  if (!last || !options) return std::nullopt;
  return Slot::inserted({last->file, last->end, last->end},
                        ", " + options->getQualifiedNameAsString() + "().p(", ")", implied_rate);
}

/// `.dropout(0.3)` on the options of a recurrent layer or a transformer.
void find_rate_option(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (name_of(method) != "dropout" || call.getNumArgs() != 1) return;
  llvm::StringRef options;
  if (const auto* record = class_of(call.getObjectType()); record && is_torch(*record))
    options = record->getName();
  if (!options.consume_back("Options")) return;
  options.consume_back("Base");
  const auto range = gathering.written(call.getArg(0)->getSourceRange(), "Dropout");
  if (!range) return;
  gathering.add(*range,
                Dropout{options.str(), Dropout::Form::option, plain_slot(*call.getArg(0), gathering)});
}

} // namespace

void find_dropout(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  add_dropout_module(module_made_by(construction, gathering), gathering);
}

void find_dropout(const clang::FieldDecl& field, Gathering& gathering) {
  add_dropout_module(module_made_by(field, gathering), gathering);
}

void find_dropout(const clang::CallExpr& call, Gathering& gathering) {
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    find_rate_option(*member, gathering);
  add_dropout_module(module_made_by(call, gathering), gathering);
  const auto* callee = call.getDirectCallee();
  const auto arguments = written_arguments(call);
  if (!callee || !is_torch(*callee) || arguments.empty()) return;
  if (!is_dropout_function(name_of(callee)) || !is_tensor(arguments[0]->getType())) return;
  const auto whole = gathering.written(call.getSourceRange(), "Dropout");
  if (!whole) return;
  gathering.add(*whole, Dropout{callee->getName().str(), Dropout::Form::function,
                                rate_of_call(*callee, arguments, gathering)});
}

} // namespace misfire::reader
