#include "mutator/reader/visit/parameters.h"

#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// Without what gives the same numbers under another name: `.data()`, the value of a named parameter.
const clang::Expr& bare(const clang::Expr& expression) {
  const clang::Expr* inner = &strip_access(expression);
  while (true) {
    if (const auto* call = method_call(*inner, {"data", "value", "tensor_data", "variable_data", "detach"})) {
      inner = &strip_access(*call->getImplicitObjectArgument());
      continue;
    }
    const auto* member = llvm::dyn_cast<clang::MemberExpr>(inner);
    if (!member || !llvm::isa<clang::FieldDecl>(member->getMemberDecl()) ||
        member->getMemberDecl()->getName() != "second")
      return *inner;
    inner = &strip_access(*member->getBase());
  }
}

/// Whether the text of a condition around what is visited says that a weight, or a bias, is meant: by a
/// string in a comparison of names.
enum class Named { nothing, weight, bias };

Named named_in(const clang::Stmt& condition) {
  if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(&condition);
      text && text->getCharByteWidth() == 1) {
    if (text->getString().contains("weight")) return Named::weight;
    if (text->getString().contains("bias")) return Named::bias;
  }
  for (const auto* child : condition.children()) {
    const Named found = child ? named_in(*child) : Named::nothing;
    if (found != Named::nothing) return found;
  }
  return Named::nothing;
}

bool may_be_weight(const Gathering& gathering) {
  const clang::Stmt* below = nullptr;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) continue;
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(above->statement);
    const Named named = branch ? named_in(*branch->getCond()) : Named::nothing;
    if (named == Named::weight) return branch->getElse() != below;
    if (named == Named::bias) return branch->getElse() == below;
    below = above->statement;
  }
  return true;
}

/// Whether a variable holds whatever module has its type: `if (auto* linear =
/// module.as<torch::nn::Linear>())`.
bool is_found_by_type(const clang::ValueDecl* variable) {
  const auto* local = llvm::dyn_cast_or_null<clang::VarDecl>(variable);
  if (!local || llvm::isa<clang::ParmVarDecl>(local) || !local->getInit()) return false;
  const clang::Expr& made = strip(*local->getInit());
  return llvm::isa<clang::CXXDynamicCastExpr, clang::CallExpr>(made);
}

/// The type as which a module of any type is used, `module->as<torch::nn::Linear>()->weight`; empty for a
/// variable that holds one module, or modules of one type.
std::string type_taken_as(const clang::Expr& used, const clang::ValueDecl* holder) {
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(holder);
  if (!variable || !(llvm::isa<clang::ParmVarDecl>(variable) || variable->isCXXForRangeDecl())) return {};
  if (torch_module_name(module_of(class_of(variable->getType()))) != "Module") return {};
  const std::string type = torch_module_name(module_of(class_of(strip(used).getType())));
  return type == "Module" ? std::string() : type;
}

/// The scale of a normalization is no weight between two layers, though libtorch calls it one.
bool has_weights_between_layers(llvm::StringRef type) {
  return !type.contains("Norm");
}

/// One after another of all parameters of a module: of one layer, of all layers of a type, or of the network.
ParameterReference walked(const clang::Expr& parameters, const Gathering& gathering) {
  ParameterReference found{may_be_weight(gathering), {}, {}, false};
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip_access(parameters));
  const auto* holder = call ? held_by(*call->getImplicitObjectArgument()) : nullptr;
  const std::string type = holder ? torch_module_name(module_of(class_of(holder->getType()))) : std::string();
  found.layer_type = holder ? type_taken_as(*call->getImplicitObjectArgument(), holder) : std::string();
  if (!has_weights_between_layers(found.layer_type.empty() ? type : found.layer_type)) found.weight = false;
  if (!found.layer_type.empty() || type.empty() || type == "Module" || type == "Sequential" ||
      type == "ModuleList")
    return found;
  if (is_found_by_type(holder))
    found.layer_type = type;
  else
    found.layer = gathering.key_of(*holder);
  return found;
}

std::optional<ParameterReference> member_of_module(const clang::MemberExpr& member,
                                                   const Gathering& gathering) {
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(member.getMemberDecl());
  const auto* record = field ? llvm::dyn_cast<clang::CXXRecordDecl>(field->getParent()) : nullptr;
  if (!record || !is_tensor(field->getType()) || !module_of(record)) return std::nullopt;
  ParameterReference found;
  found.weight = field->getName().contains_insensitive("weight");
  if (!is_torch(*record)) {
    found.layer = gathering.key_of(*field);
    found.own = true;
    return found;
  }
  const auto* holder = held_by(*member.getBase());
  const std::string taken_as = type_taken_as(*member.getBase(), holder);
  const auto* local = llvm::dyn_cast_or_null<clang::VarDecl>(holder);
  const bool found_by_type = is_found_by_type(holder) || !taken_as.empty();
  std::string type = torch_module_name(class_of(member.getBase()->getType()));
  if (const auto* held = local ? module_of(class_of(local->getType())) : nullptr)
    type = taken_as.empty() ? torch_module_name(held) : taken_as;
  if (!has_weights_between_layers(type)) found.weight = false;
  if (!holder || found_by_type)
    found.layer_type = type;
  else
    found.layer = gathering.key_of(*holder);
  return found;
}

} // namespace

bool are_parameters(const clang::Expr& expression) {
  return method_call(expression, {"parameters", "named_parameters", "weights", "all_weights"}) != nullptr;
}

std::optional<ParameterReference> parameter_named(const clang::Expr& expression, const Body& body,
                                                  const Gathering& gathering) {
  const clang::Expr& inner = bare(expression);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&inner))
    if (const auto found = member_of_module(*member, gathering)) return found;
  const auto* variable = named_by(inner);
  if (!variable) return std::nullopt;
  for (const auto* value : body.values_of(*variable)) {
    if (&strip(*value) == &inner) continue;
    if (are_parameters(*value)) return walked(*value, gathering);
    const auto* list = named_by(*value);
    if (list && list != variable) {
      for (const auto* origin : body.values_of(*list))
        if (are_parameters(*origin)) return walked(*origin, gathering);
    }
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&bare(*value)))
      if (const auto found = member_of_module(*member, gathering)) return found;
  }
  return std::nullopt;
}

} // namespace misfire::reader
