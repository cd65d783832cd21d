#include "mutator/reader/ast/expressions.h"

#include "mutator/reader/ast/clang_versions.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/Index/USRGeneration.h>

#include <array>
#include <charconv>

namespace misfire::reader {

namespace {

const clang::Decl& pattern_of(const clang::Decl& declaration) {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    if (const auto* pattern = variable->getTemplateInstantiationPattern()) return *pattern;
  }
  return declaration;
}

/// Whether the expression is a call with one argument of one of these functions of the standard library.
bool is_std_function(const clang::Expr& expression, llvm::ArrayRef<llvm::StringRef> names) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression);
  return call && call->getNumArgs() == 1 && is_std(call->getDirectCallee(), names);
}

} // namespace

const clang::FunctionDecl& pattern_of(const clang::FunctionDecl& function) {
  if (const auto* pattern = function.getTemplateInstantiationPattern()) return *pattern;
  return function;
}

Key key_of(const clang::Decl& declaration, const Spelling& spelling) {
  if (const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&declaration)) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(parameter->getDeclContext());
    if (function) {
      // An argument of a pack has the pack's place in the pattern.
      return key_of(*function, spelling) + "#" + std::to_string(parameter->getFunctionScopeIndex());
    }
  }
  const clang::Decl* identity = &pattern_of(declaration);
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
    if (method && method->getParent()->isLambda()) return spelling.place(method->getParent()->getBeginLoc());
    identity = &pattern_of(*function);
  }
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(identity);
  const bool linked = named && named->hasLinkage() && !llvm::isa<clang::FieldDecl>(named) &&
                      (llvm::isa<clang::FunctionDecl>(named) || named->isExternallyVisible());
  if (linked) {
    llvm::SmallString<128> usr;
    if (!clang::index::generateUSRForDecl(identity, usr)) return usr.str().str();
  }
  return spelling.place(identity->getLocation());
}

Key key_of_record(const clang::CXXRecordDecl& record, const Spelling& spelling) {
  const auto* pattern = record.getTemplateInstantiationPattern();
  return "class " + spelling.place((pattern ? pattern : &record)->getLocation());
}

const clang::Expr& strip(const clang::Expr& expression) {
  const clang::Expr* inner = &expression;
  while (true) {
    const clang::Expr* next = inner->IgnoreParenImpCasts();
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(next))
      next = cleanups->getSubExpr();
    else if (const auto* temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(next))
      next = temporary->getSubExpr();
    else if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(next))
      next = bound->getSubExpr();
    else if (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(next))
      next = constant->getSubExpr();
    else if (const auto* initialiser = llvm::dyn_cast<clang::CXXDefaultInitExpr>(next))
      next = initialiser->getExpr();
    else if (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(next);
             cast && cast->getType()->isRecordType()) {
      next = cast->getSubExpr(); // `Linear(options)`: a construction with one argument.
    } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(next);
               construction && construction->getNumArgs() == 1 &&
               construction->getConstructor()->isCopyOrMoveConstructor()) {
      next = construction->getArg(0);
    }
    if (next == inner) return *inner;
    inner = next;
  }
}

const clang::Expr& strip_access(const clang::Expr& expression) {
  const clang::Expr* inner = &expression;
  while (true) {
    const clang::Expr* next = &strip(*inner);
    if (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(next))
      next = cast->getSubExpr();
    else if (is_std_function(*next, {"move", "forward", "ref", "cref", "as_const"})) {
      next = llvm::cast<clang::CallExpr>(next)->getArg(0);
    } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(next);
               unary && (unary->getOpcode() == clang::UO_Deref || unary->getOpcode() == clang::UO_AddrOf)) {
      next = unary->getSubExpr();
    } else if (const auto* access = llvm::dyn_cast<clang::CXXOperatorCallExpr>(next);
               access && access->getNumArgs() == 1 &&
               (access->getOperator() == clang::OO_Star || access->getOperator() == clang::OO_Arrow)) {
      next = access->getArg(0);
    }
    if (next == inner) return *inner;
    inner = next;
  }
}

const clang::ValueDecl* named_by(const clang::Expr& expression) {
  const clang::Expr& inner = strip_access(expression);
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&inner)) {
    const auto* declaration = reference->getDecl();
    return llvm::isa<clang::VarDecl, clang::BindingDecl>(declaration) ? declaration : nullptr;
  }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&inner)) {
    const auto* declaration = member->getMemberDecl();
    return llvm::isa<clang::FieldDecl, clang::VarDecl>(declaration) ? declaration : nullptr;
  }
  return nullptr;
}

const clang::ValueDecl* held_by(const clang::Expr& expression) {
  const clang::Expr* inner = &strip_access(expression);
  while (true) {
    if (const auto* named = named_by(*inner)) return named;
    const clang::Expr* next = nullptr;
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(inner)) {
      if (operation->getOperator() == clang::OO_Subscript) next = operation->getArg(0);
    } else if (const auto* subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(inner)) {
      next = subscript->getBase();
    } else if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner)) {
      const auto* method = call->getMethodDecl();
      const bool reaches = is_one_of({"as", "at", "ptr", "get", "front", "back"}, name_of(method));
      if (reaches) next = call->getImplicitObjectArgument();
    }
    if (!next) return nullptr;
    inner = &strip_access(*next);
  }
}

namespace {

/// A float as people write it: 0.01f is 0.01, not 0.009999999776482582.
double as_written(float number) {
  std::array<char, 64> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  double read = number;
  std::from_chars(text.data(), written.ptr, read);
  return read;
}

/// Nothing for what 64 bits with a sign do not hold, such as std::string::npos.
std::optional<std::int64_t> integer_of(const llvm::APSInt& number) {
  const bool fits = number.isSigned() ? number.isSignedIntN(64) : number.isIntN(63);
  return fits ? std::optional<std::int64_t>(number.getExtValue()) : std::nullopt;
}

} // namespace

bool mentions(const clang::Stmt& node, const clang::ValueDecl& variable) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node);
  if (reference && reference->getDecl() == &variable) return true;
  return llvm::any_of(node.children(),
                      [&](const clang::Stmt* child) { return child && mentions(*child, variable); });
}

std::string text_of(const clang::StringLiteral& literal) {
  if (literal.getCharByteWidth() == 1) return literal.getString().str();
  std::string text;
  for (unsigned i = 0; i < literal.getLength(); ++i) {
    const auto unit = literal.getCodeUnit(i);
    text += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  return text;
}

std::optional<Value> constant_of(const clang::Expr& expression, const clang::ASTContext& context) {
  if (expression.isValueDependent() || expression.isTypeDependent()) return std::nullopt;
  const clang::Expr& inner = strip(expression);
  if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(&inner);
      text && text->getCharByteWidth() == 1) {
    return Value(text->getString().str());
  }
  const auto type = inner.getType();
  if (!type->isArithmeticType()) return std::nullopt;
  clang::Expr::EvalResult result;
  if (!inner.EvaluateAsRValue(result, context) || result.HasSideEffects) return std::nullopt;
  if (result.Val.isFloat()) {
    llvm::APFloat number = result.Val.getFloat();
    if (&number.getSemantics() == &llvm::APFloat::IEEEsingle())
      return Value(as_written(number.convertToFloat()));
    bool loses = false;
    number.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &loses);
    return Value(number.convertToDouble());
  }
  if (!result.Val.isInt()) return std::nullopt;
  if (type->isBooleanType()) return Value(result.Val.getInt().getBoolValue());
  const auto number = integer_of(result.Val.getInt());
  return number ? std::optional<Value>(*number) : std::nullopt;
}

} // namespace misfire::reader
