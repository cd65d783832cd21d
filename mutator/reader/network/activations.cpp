// Activations: functions, tensor methods, modules, and functions named in nn::Functional.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/purposes.h"
#include "mutator/reader/network/sequences.h"
#include "mutator/reader/torch/names.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

std::string activation_of_function(const clang::FunctionDecl& function) {
  if (!is_torch(function)) return {};
  llvm::StringRef name = name_of(&function);
  name.consume_back("_");
  return activation_named(name);
}

std::string activation_of_module(const clang::CXXRecordDecl* record) {
  return activation_named(llvm::StringRef(torch_module_name(module_of(record))).lower());
}

/// The variable that a result thrown away must go to: `torch::relu_(x);` changes x.
std::string assigned_to(const clang::Expr& argument, bool in_place, const Gathering& gathering) {
  if (!in_place || !gathering.is_discarded() || !named_by(argument)) return {};
  return gathering.spelling.text(argument);
}

void add_call(std::string function, const clang::CallExpr& call, const clang::Expr& argument, bool in_place,
              Gathering& gathering) {
  const auto whole = gathering.spelling.range(call);
  const auto inner = gathering.spelling.range(argument);
  if (!whole || !inner || !whole->contains(*inner)) {
    gathering.skip_in_macro(call.getSourceRange(), "Activation");
    return;
  }
  const Body* body = gathering.body();
  if (body && !is_of_network(call, *body, gathering)) {
    gathering.skip(call.getSourceRange(), "Activation",
                   "it stands behind the network, where a loss or a score is computed");
    return;
  }
  gathering.add(*whole, Activation{std::move(function),
                                   Activation::Form::call,
                                   *inner,
                                   assigned_to(argument, in_place, gathering),
                                   {}});
}

/// `torch::relu` in `Functional(torch::relu)`, casts and & looked through.
const clang::DeclRefExpr* named_function(const clang::Expr& argument) {
  const clang::Expr* inner = &strip_access(argument);
  while (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    if (converted->getNumArgs() != 1) return nullptr;
    inner = &strip_access(*converted->getArg(0));
  }
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  return reference && llvm::isa<clang::FunctionDecl>(reference->getDecl()) ? reference : nullptr;
}

/// A Functional: where it takes nothing but the function, another's name can stand there; where it takes
/// options too, all of it is exchanged.
void add_functional(const Construction& made, Gathering& gathering) {
  const auto* reference = made.arguments.empty() ? nullptr : named_function(*made.arguments[0]);
  const auto function = reference
                            ? activation_of_function(*llvm::cast<clang::FunctionDecl>(reference->getDecl()))
                            : std::string();
  if (function.empty()) return;
  const bool exchangeable = is_exchangeable(gathering);
  const auto name = gathering.spelling.range(*reference);
  const SourceRange whole = exchangeable && made.range ? *made.range : SourceRange{};
  if (made.arguments.size() == 1 && name)
    gathering.add(*name, Activation{function, Activation::Form::name, {}, {}, whole});
  else if (whole.written())
    gathering.add(whole, Activation{function, Activation::Form::construction, {}, {}, whole});
}

void add_module(const std::optional<Construction>& made, Gathering& gathering) {
  if (!made) return;
  if (made->type == "Functional") return add_functional(*made, gathering);
  const auto function = activation_named(llvm::StringRef(made->type).lower());
  if (function.empty()) return;
  if (!made->range) {
    gathering.skip_in_macro(made->tokens, "Activation");
    return;
  }
  const auto form =
      is_exchangeable(gathering) ? Activation::Form::construction : Activation::Form::definition;
  gathering.add(*made->range, Activation{function, form, {}, {}, *made->range});
}

/// The function that an option names: libtorch's constants, or a function in a transformer's options.
std::string function_of_option(const clang::Expr& option) {
  const clang::Expr* value = &strip_access(option);
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(value);
      converted && converted->getNumArgs() == 1)
    value = &strip_access(*converted->getArg(0));
  const std::string type = class_name(*value);
  if (type == "torch::enumtype::kReLU") return "relu";
  if (type == "torch::enumtype::kTanh") return "tanh";
  if (type == "torch::enumtype::kGELU") return "gelu";
  const auto* function = named_function(option);
  return function ? activation_of_function(*llvm::cast<clang::FunctionDecl>(function->getDecl())) : "";
}

/// `.nonlinearity(torch::kReLU)` on the options of a recurrent layer, `.activation(torch::kReLU)` on a
/// transformer's, where any function can stand.
void find_option(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  const bool transforms = name_of(method) == "activation";
  if ((!transforms && name_of(method) != "nonlinearity") || call.getNumArgs() != 1) return;
  const auto* record = class_of(call.getObjectType());
  if (!record || !is_torch(*record)) return;
  const auto function = function_of_option(*call.getArg(0));
  const auto range = gathering.spelling.range(*call.getArg(0));
  if (function.empty() || !range) {
    gathering.skip(call.getSourceRange(), "Activation", "which nonlinearity is chosen is not known");
    return;
  }
  gathering.add(*range, Activation{function, Activation::Form::option, {}, {}, {}, transforms});
}

} // namespace

void find_activation(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return;
  add_module(module_made_by(call, gathering), gathering);
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    const clang::Expr* object = method->getImplicitObjectArgument();
    if (!object) return;
    find_option(*method, gathering);
    if (is_tensor(object->getType())) {
      const auto function = activation_of_function(*callee);
      const bool in_place = ends_with(name_of(callee), "_");
      if (!function.empty()) add_call(function, call, *object, in_place, gathering);
    } else if (name_of(callee) == "forward" && call.getNumArgs() >= 1) {
      const auto function = activation_of_module(class_of(object->IgnoreParenImpCasts()->getType()));
      if (!function.empty()) add_call(function, call, *call.getArg(0), false, gathering);
    }
    return;
  }
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
    if (operation->getOperator() != clang::OO_Call || call.getNumArgs() < 2) return;
    const auto function = activation_of_module(class_of(call.getArg(0)->getType()));
    if (!function.empty()) add_call(function, call, *call.getArg(1), false, gathering);
    return;
  }
  if (call.getNumArgs() == 0 || !is_tensor(call.getArg(0)->getType())) return;
  const auto function = activation_of_function(*callee);
  const bool in_place = ends_with(name_of(callee), "_");
  if (!function.empty()) add_call(function, call, *call.getArg(0), in_place, gathering);
}

void find_activation(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  add_module(module_made_by(construction, gathering), gathering);
}

void find_activation(const clang::FieldDecl& field, Gathering& gathering) {
  add_module(module_made_by(field, gathering), gathering);
}

} // namespace misfire::reader
