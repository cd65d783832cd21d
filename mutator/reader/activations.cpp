// Activations: functions, tensor methods, modules, and functions named in nn::Functional.
#include "mutator/reader/finders.h"
#include "mutator/reader/torch_types.h"

#include <llvm/ADT/StringMap.h>

namespace misfire::reader {

namespace {

/// libtorch's functions and modules by their names in lower case, with Keras' name where Keras has the same
/// function. Softmax is not among them: before a loss it belongs to the loss.
std::string activation_named(llvm::StringRef name) {
  static const llvm::StringMap<std::string> names = {
      {"relu", "relu"},
      {"elu", "elu"},
      {"selu", "selu"},
      {"celu", "celu"},
      {"gelu", "gelu"},
      {"silu", "silu"},
      {"mish", "mish"},
      {"sigmoid", "sigmoid"},
      {"tanh", "tanh"},
      {"softplus", "softplus"},
      {"softsign", "softsign"},
      {"hardsigmoid", "hardsigmoid"},
      {"relu6", "relu6"},
      {"leaky_relu", "leaky_relu"},
      {"leakyrelu", "leaky_relu"},
      {"hardtanh", "hardtanh"},
      {"prelu", "prelu"},
      {"rrelu", "rrelu"},
      {"hardswish", "hardswish"},
      {"logsigmoid", "logsigmoid"},
      {"tanhshrink", "tanhshrink"},
      {"softshrink", "softshrink"},
      {"hardshrink", "hardshrink"},
      {"threshold", "threshold"},
  };
  const auto found = names.find(name);
  return found == names.end() ? std::string() : found->second;
}

std::string activation_of_function(const clang::FunctionDecl& function) {
  if (!function.getIdentifier() || !is_torch(function)) return {};
  llvm::StringRef name = function.getName();
  name.consume_back("_");
  return activation_named(name);
}

std::string activation_of_module(const clang::CXXRecordDecl* record) {
  return activation_named(llvm::StringRef(torch_module_name(module_of(record))).lower());
}

/// Whether the construction visited is an argument that another module can stand for: of Sequential,
/// push_back, a named pair or AnyModule, not of register_module, which gives it a name and type.
bool is_exchangeable(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return false;
    if (llvm::isa<clang::InitListExpr>(above->statement)) continue;
    if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(above->statement)) {
      const auto* record = construction->getConstructor()->getParent();
      if (torch_module_name(module_of(record)) == "Sequential") return true;
      continue;
    }
    if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above->statement)) {
      const auto* method = call->getMethodDecl();
      const bool adds = method && method->getIdentifier() &&
                        (method->getName() == "push_back" || method->getName() == "emplace_back");
      return adds && torch_module_name(module_of(class_of(call->getObjectType()))) == "Sequential";
    }
    if (!llvm::isa<clang::CastExpr, clang::MaterializeTemporaryExpr, clang::CXXBindTemporaryExpr,
                   clang::ExprWithCleanups, clang::CXXStdInitializerListExpr, clang::ParenExpr>(
            above->statement)) {
      return false;
    }
  }
  return false;
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
    gathering.skip(call.getSourceRange(), "Activation", "it is written in a macro's body");
    return;
  }
  gathering.add(*whole, Activation{std::move(function),
                                   Activation::Form::call,
                                   *inner,
                                   assigned_to(argument, in_place, gathering),
                                   {}});
}

} // namespace

void find_activation(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return;
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    const clang::Expr* object = method->getImplicitObjectArgument();
    if (!object) return;
    if (is_tensor(object->getType())) {
      const auto function = activation_of_function(*callee);
      const bool in_place = callee->getIdentifier() && callee->getName().ends_with("_");
      if (!function.empty()) add_call(function, call, *object, in_place, gathering);
    } else if (callee->getIdentifier() && callee->getName() == "forward" && call.getNumArgs() >= 1) {
      const auto function = activation_of_module(class_of(object->getType()));
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
  const bool in_place = callee->getIdentifier() && callee->getName().ends_with("_");
  if (!function.empty()) add_call(function, call, *call.getArg(0), in_place, gathering);
}

void find_activation(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  if (construction.getConstructor()->isCopyOrMoveConstructor() || !gathering.names_its_type(construction))
    return;
  const auto* record = construction.getConstructor()->getParent();
  const auto tokens = gathering.written_construction(construction);
  if (torch_module_name(module_of(record)) == "Functional") {
    const auto arguments = written_arguments(construction);
    const auto* reference =
        arguments.size() == 1 ? llvm::dyn_cast<clang::DeclRefExpr>(&strip_access(*arguments[0])) : nullptr;
    const auto* named = reference ? llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()) : nullptr;
    const auto function = named ? activation_of_function(*named) : std::string();
    const auto name = named ? gathering.spelling.range(*reference) : std::nullopt;
    const auto whole = gathering.spelling.range(tokens);
    if (function.empty() || !name || !whole || !is_exchangeable(gathering)) return;
    gathering.add(*name, Activation{function, Activation::Form::name, {}, {}, *whole});
    return;
  }
  const auto function = activation_of_module(record);
  if (function.empty() || !is_exchangeable(gathering)) return;
  if (const auto whole = gathering.spelling.range(tokens)) {
    gathering.add(*whole, Activation{function, Activation::Form::construction, {}, {}, *whole});
  } else {
    gathering.skip(tokens, "Activation", "it is written in a macro's body");
  }
}

} // namespace misfire::reader
