// Follows an activation's value through the body that it stands in.
#include "mutator/reader/network/purposes.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/loss_kinds.h"
#include "mutator/reader/torch/names.h"
#include "mutator/reader/torch/torch_types.h"

#include <set>

namespace misfire::reader {

namespace {

/// Where a value goes, the strongest sign first; unknown where it goes nowhere in sight.
enum class Purpose { network, loss, score, unknown };

bool is_product(llvm::StringRef name) {
  return is_one_of({"mm", "matmul", "bmm", "mv", "addmm", "baddbmm", "addmv", "linear", "bilinear", "conv1d",
                    "conv2d", "conv3d", "einsum"},
                   name);
}

/// What reduces all of a tensor to the number that is trained on, without a dimension among its arguments.
bool reduces(const clang::CallExpr& call, llvm::StringRef name) {
  const std::size_t own = llvm::isa<clang::CXXMemberCallExpr>(call) ? 0 : 1;
  return is_one_of({"mean", "sum"}, name) && written_arguments(call).size() == own;
}

/// What asks which class or side a value is on, as scores do.
bool decides(llvm::StringRef name) {
  return is_one_of({"argmax", "max", "topk", "multinomial", "round", "gt", "ge", "lt", "le", "eq", "ne",
                    "item", "greater", "less", "sort", "histc"},
                   name) ||
         asks_for_shape(name);
}

bool compares(clang::OverloadedOperatorKind operation) {
  return operation == clang::OO_Greater || operation == clang::OO_GreaterEqual ||
         operation == clang::OO_Less || operation == clang::OO_LessEqual ||
         operation == clang::OO_EqualEqual || operation == clang::OO_ExclaimEqual ||
         operation == clang::OO_LessLess;
}

class Following {
public:
  explicit Following(const Body& body) : body_(body) {}

  Purpose from(const clang::Expr& value) {
    const clang::Stmt* node = &value;
    while (node && ++steps_ < most_steps) {
      const clang::Stmt* below = nullptr;
      const clang::Stmt* outer = body_.meaningfully_above(*node, &below);
      if (!outer) return Purpose::unknown;
      const auto ends = at(*outer, *below);
      if (ends) return *ends;
      node = outer;
    }
    return Purpose::unknown;
  }

private:
  /// Where the value ends in this node; nothing where the node's own value goes on.
  std::optional<Purpose> at(const clang::Stmt& outer, const clang::Stmt& below) {
    if (llvm::isa<clang::ReturnStmt>(outer)) return Purpose::network;
    if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&outer))
      return choice->getCond() == &below ? std::optional(Purpose::score) : std::nullopt;
    if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&outer))
      return at_variable(*declaration, below);
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&outer))
      return at_operator(*operation, below);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&outer)) return at_call(*call);
    return llvm::isa<clang::Expr>(outer) ? std::nullopt : std::optional(Purpose::unknown);
  }

  /// Of several variables that a statement declares, the one that is given the value.
  std::optional<Purpose> at_variable(const clang::DeclStmt& declaration, const clang::Stmt& below) {
    Purpose purpose = Purpose::unknown;
    for (const auto* declared : declaration.decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      const bool given =
          variable && any_below<clang::Stmt>(variable->getInit(),
                                             [&](const clang::Stmt& part) { return &part == &below; });
      if (given) purpose = std::min(purpose, of_reads(*variable, declaration));
    }
    return purpose;
  }

  Purpose of_reads(const clang::ValueDecl& variable, const clang::Stmt& given) {
    if (!seen_.insert({&given, &variable}).second) return Purpose::unknown;
    Purpose purpose = Purpose::unknown;
    for (const auto* read : body_.reads_after(variable, given))
      purpose = std::min(purpose, from(*read));
    return purpose;
  }

  std::optional<Purpose> at_operator(const clang::CXXOperatorCallExpr& operation, const clang::Stmt& below) {
    const auto kind = operation.getOperator();
    if (kind == clang::OO_Call) return at_call(operation);
    if (compares(kind)) return Purpose::score;
    if (!operation.isAssignmentOp() || operation.getArg(0) == &below) return std::nullopt;
    const auto* variable = named_by(*operation.getArg(0));
    if (!variable) return Purpose::unknown;
    if (llvm::isa<clang::FieldDecl>(variable)) return Purpose::network; // who reads a member is not known
    return of_reads(*variable, operation);
  }

  std::optional<Purpose> at_call(const clang::CallExpr& call) const {
    const auto* callee = call.getDirectCallee();
    const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const auto name = name_of(callee);
    if (method && name == "backward") return Purpose::loss;
    const auto* object = method ? method->getImplicitObjectArgument()
                                : (llvm::isa<clang::CXXOperatorCallExpr>(call) ? call.getArg(0) : nullptr);
    const auto* record = object ? class_of(object->IgnoreParenImpCasts()->getType()) : nullptr;
    if (record && loss_of_module(record)) return Purpose::loss;
    if (record && module_of(record)) return Purpose::network;
    if (!callee || !is_torch(*callee)) return std::nullopt;
    if (loss_named(name) || reduces(call, name)) return Purpose::loss;
    if (is_product(name)) return Purpose::network;
    return decides(name) ? std::optional(Purpose::score) : std::nullopt;
  }

  static constexpr int most_steps = 500;

  const Body& body_;
  std::set<std::pair<const clang::Stmt*, const clang::ValueDecl*>> seen_;
  int steps_ = 0;
};

bool stands_in_module(const Gathering& gathering) {
  return llvm::any_of(gathering.ancestors, [](const Ancestor& above) {
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(above.declaration);
    return method && module_of(method->getParent());
  });
}

/// Whether something that `is_sought` asks for is called in an expression, or in what a variable in it was
/// given.
bool is_made_by(const clang::Expr& expression, const Body& body,
                llvm::function_ref<bool(const clang::CallExpr&)> is_sought, unsigned depth = 0) {
  return any_below<clang::Expr>(&expression, [&](const clang::Expr& part) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&part);
    if (call && is_sought(*call)) return true;
    const auto* variable = depth < 3 ? named_by(part) : nullptr;
    const auto values = variable ? body.values_of(*variable) : std::vector<const clang::Expr*>();
    return llvm::any_of(
        values, [&](const clang::Expr* value) { return is_made_by(*value, body, is_sought, depth + 1); });
  });
}

bool calls_product(const clang::CallExpr& call) {
  return is_product(torch_function(call));
}

bool calls_module(const clang::CallExpr& call) {
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool forward = method && name_of(method->getMethodDecl()) == "forward";
  const bool invoked = operation && operation->getOperator() == clang::OO_Call;
  const auto* object = forward ? method->getImplicitObjectArgument() : invoked ? call.getArg(0) : nullptr;
  const auto* record = object ? class_of(object->IgnoreParenImpCasts()->getType()) : nullptr;
  return module_of(record) && !loss_of_module(record);
}

} // namespace

bool is_of_network(const clang::CallExpr& activation, const Body& body, const Gathering& gathering) {
  const Purpose purpose = Following(body).from(activation);
  if (purpose == Purpose::network || purpose == Purpose::unknown) return true;
  if (stands_in_module(gathering)) return purpose == Purpose::score;
  return is_made_by(activation, body, calls_product);
}

bool is_made_by_network(const clang::Expr& value, const Body& body) {
  return is_made_by(value, body,
                    [](const clang::CallExpr& call) { return calls_product(call) || calls_module(call); });
}

} // namespace misfire::reader
