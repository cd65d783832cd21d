#include "mutator/reader/visit/flags.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// A smart pointer, or an optional.
bool may_hold_nothing(clang::QualType type) {
  const auto* record = class_of(type);
  const auto name = name_of(record);
  return name == "optional" || ends_with(name, "_ptr");
}

bool is_nothing(const clang::Expr& expression) {
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(expression)) return true;
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(&expression);
  if (list && list->getNumInits() == 0 && expression.getType()->isPointerType()) return true;
  const auto* record = class_of(expression.getType());
  return name_of(record) == "nullopt_t";
}

std::optional<Value> enumerator_in(const clang::Expr& expression) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression);
  const auto* named = reference ? llvm::dyn_cast<clang::EnumConstantDecl>(reference->getDecl()) : nullptr;
  if (!named || !named->getInitVal().isSignedIntN(63)) return std::nullopt;
  return Value(static_cast<std::int64_t>(named->getInitVal().getExtValue()));
}

class FindTests {
public:
  explicit FindTests(const Gathering& gathering) : gathering_(gathering) {}

  void see(const clang::Expr& condition, bool holds, unsigned depth = 0) {
    const clang::Expr& inner = strip(condition);
    if (const auto* negation = llvm::dyn_cast<clang::UnaryOperator>(&inner);
        negation && negation->getOpcode() == clang::UO_LNot)
      return see(*negation->getSubExpr(), !holds, depth);
    if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&inner)) {
      const auto joint = holds ? clang::BO_LAnd : clang::BO_LOr;
      if (operation->getOpcode() == joint) {
        see(*operation->getLHS(), holds, depth);
        see(*operation->getRHS(), holds, depth);
      } else if (operation->isEqualityOp()) {
        compare(*operation->getLHS(), *operation->getRHS(),
                (operation->getOpcode() == clang::BO_EQ) == holds);
      }
      return;
    }
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&inner)) {
      const bool equality = operation->getOperator() == clang::OO_EqualEqual ||
                            operation->getOperator() == clang::OO_ExclaimEqual;
      if (equality && operation->getNumArgs() == 2)
        compare(*operation->getArg(0), *operation->getArg(1),
                (operation->getOperator() == clang::OO_EqualEqual) == holds);
      return;
    }
    see_truth(inner, holds, depth);
  }

  std::vector<FlagTest> found;

private:
  /// Something that is true or holds something, or is not and does not.
  void see_truth(const clang::Expr& expression, bool holds, unsigned depth) {
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression);
    const bool asks = call && (llvm::isa_and_nonnull<clang::CXXConversionDecl>(call->getMethodDecl()) ||
                               is_called(*call, {"has_value", "get", "defined"}));
    const clang::Expr& flag = asks ? *call->getImplicitObjectArgument() : expression;
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(flag));
    if (!variable) return;
    if (llvm::isa<clang::ParmVarDecl>(variable)) return add(*variable, Value(false), !holds);
    constexpr unsigned deepest = 4;
    const Body* body = depth < deepest && variable->isLocalVarDecl() ? gathering_.body() : nullptr;
    const auto values = body ? body->values_of(*variable) : std::vector<const clang::Expr*>();
    if (values.size() == 1) see(*values.front(), holds, depth + 1);
  }

  void compare(const clang::Expr& left, const clang::Expr& right, bool equal) {
    const clang::Expr* sides[] = {&left, &right};
    for (const bool first : {false, true}) {
      const auto value = flag_value_of(*sides[first ? 0 : 1], gathering_.context);
      const auto* parameter = llvm::dyn_cast_or_null<clang::ParmVarDecl>(named_by(*sides[first ? 1 : 0]));
      if (value && parameter) return add(*parameter, *value, equal);
    }
  }

  void add(const clang::VarDecl& parameter, Value value, bool equal) {
    found.push_back({gathering_.key_of(parameter), std::move(value), equal});
  }

  const Gathering& gathering_;
};

} // namespace

std::optional<Value> flag_value_of(const clang::Expr& argument, const clang::ASTContext& context) {
  const clang::Expr* inner = &strip(argument);
  if (const auto* implied = llvm::dyn_cast<clang::CXXDefaultArgExpr>(inner))
    return flag_value_of(*implied->getExpr(), context);
  if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
      made && may_hold_nothing(made->getType())) {
    const auto arguments = written_arguments(*made);
    if (arguments.empty()) return Value(false);
    return arguments.size() == 1 ? flag_value_of(*arguments[0], context) : std::nullopt;
  }
  if (is_nothing(*inner)) return Value(false);
  const auto* address = llvm::dyn_cast<clang::UnaryOperator>(inner);
  if (address && address->getOpcode() == clang::UO_AddrOf) return Value(true);
  if (const auto enumerator = enumerator_in(*inner)) return enumerator;
  return constant_of(*inner, context);
}

std::vector<FlagTest> tests_in(const clang::Expr& condition, bool holds, const Gathering& gathering) {
  FindTests tests(gathering);
  tests.see(condition, holds);
  return std::move(tests.found);
}

} // namespace misfire::reader
