#include "mutator/reader/data/deduction.h"

#include "mutator/reader/ast/looking.h"
#include "mutator/reader/ast/tree_visitor.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/torch/torch_types.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

/// What becomes of a value: it is asked something and goes nowhere, it goes where its type is deduced (free)
/// or where it is spelled, or what is made of it must be followed onwards.
enum class Fate { asked, free, spelled, onwards };

bool has_deduced_result(const clang::FunctionDecl& function) {
  const auto& pattern = pattern_of(function);
  const auto declared = pattern.getDeclaredReturnType();
  return declared->isDependentType() || declared->getContainedDeducedType();
}

unsigned explicit_arguments_of(const clang::CallExpr& call) {
  const clang::Expr* callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(callee))
    return reference->getNumTemplateArgs();
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee)) return member->getNumTemplateArgs();
  return 0;
}

/// The argument's place in the call; nothing if the expression is none of its arguments.
std::optional<unsigned> argument_index(const clang::CallExpr& call, const clang::Expr& expression) {
  unsigned index = 0;
  for (const auto* argument : written_arguments(call)) {
    if (&strip(*argument) == &strip(expression)) return index;
    ++index;
  }
  return std::nullopt;
}

Fate fate_in_call(const clang::CallExpr& call, const clang::Expr& expression) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return Fate::spelled;
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
      member && &strip(*member->getImplicitObjectArgument()) == &strip(expression)) {
    if (is_called(call, {"map"})) return Fate::onwards;
    const bool common = is_called(call, {"size", "get", "get_batch", "begin", "end", "options", "join"});
    return common || llvm::isa<clang::CXXConversionDecl>(callee) ? Fate::asked : Fate::spelled;
  }
  if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
      operation && operation->getNumArgs() == 1) {
    const auto access = operation->getOperator();
    return access == clang::OO_Star || access == clang::OO_Arrow ? Fate::onwards : Fate::spelled;
  }
  if (callee->isInStdNamespace()) {
    const bool passes = is_called(call, {"move", "forward", "make_pair", "make_tuple", "ref", "tie"});
    return passes && explicit_arguments_of(call) == 0 ? Fate::onwards : Fate::spelled;
  }
  const auto index = argument_index(call, expression);
  if (is_torch(*callee)) {
    const bool deduced = index && is_deduced_parameter(call, *index);
    if (is_called(call, {"make_data_loader"})) return deduced ? Fate::onwards : Fate::spelled;
    return is_called(call, {"map"}) ? Fate::onwards : Fate::spelled;
  }
  if (!index || !is_deduced_parameter(call, *index)) return Fate::spelled;
  return has_deduced_result(*callee) ? Fate::onwards : Fate::free;
}

Fate fate_in(const clang::Stmt& parent, const clang::Expr& expression,
             const std::vector<Ancestor>& ancestors) {
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&parent)) return fate_in_call(*call, expression);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&parent))
    return unary->getOpcode() == clang::UO_Deref ? Fate::onwards : Fate::spelled;
  if (llvm::isa<clang::ReturnStmt>(parent)) {
    for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
      if (ancestor->statement && llvm::isa<clang::LambdaExpr>(ancestor->statement)) {
        const auto* lambda = llvm::cast<clang::LambdaExpr>(ancestor->statement);
        return lambda->hasExplicitResultType() ? Fate::spelled : Fate::free;
      }
      const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(ancestor->declaration);
      if (function) return has_deduced_result(*function) ? Fate::free : Fate::spelled;
    }
    return Fate::spelled;
  }
  if (llvm::isa<clang::LambdaExpr>(parent)) return Fate::asked; // a capture
  const bool ends = llvm::isa<clang::CompoundStmt, clang::CXXForRangeStmt, clang::ForStmt, clang::IfStmt,
                              clang::WhileStmt, clang::UnaryExprOrTypeTraitExpr>(parent);
  return ends ? Fate::asked : Fate::spelled;
}

/// `x.size` of `x.size()`.
bool names_method(const clang::Stmt& statement) {
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(&statement);
  return member && llvm::isa<clang::CXXMethodDecl>(member->getMemberDecl());
}

bool is_on_the_way(const clang::Stmt& statement) {
  return is_wrapper(statement) || llvm::isa<clang::DeclStmt>(&statement) || names_method(statement);
}

bool is_deduced_local(const clang::VarDecl& variable) {
  return variable.getType()->getContainedDeducedType() && variable.isLocalVarDecl();
}

/// Follows a value upwards from its expression; `asked` where nothing takes it anywhere.
Fate follow(const clang::Expr& expression, std::vector<Ancestor> ancestors, unsigned depth);

/// The uses of a variable, each followed.
class Uses : public TreeVisitor {
public:
  Uses(const clang::VarDecl& variable, unsigned depth) : variable_(variable), depth_(depth) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(variable.getDeclContext());
    if (!function || !function->hasBody()) return;
    ancestors_.push_back({nullptr, function, nullptr});
    at(*function->getBody());
  }

  bool at(clang::Stmt& statement) override {
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement)) see(*reference);
    ancestors_.push_back({&statement, nullptr, nullptr});
    go_below(statement);
    ancestors_.pop_back();
    return true;
  }
  bool at(clang::Decl& declaration) override {
    ancestors_.push_back({nullptr, &declaration, nullptr});
    go_below(declaration);
    ancestors_.pop_back();
    return true;
  }

  unsigned spelled = 0;
  unsigned handed_over = 0;

private:
  void see(const clang::DeclRefExpr& reference) {
    if (reference.getDecl() != &variable_) return;
    const Fate fate = follow(reference, ancestors_, depth_);
    spelled += fate == Fate::spelled;
    handed_over += fate == Fate::free || fate == Fate::onwards;
  }

  const clang::VarDecl& variable_;
  unsigned depth_;
  std::vector<Ancestor> ancestors_;
};

/// How deep variables that are given to variables are followed.
constexpr unsigned deepest = 6;

Fate follow_into(const clang::Decl& declaration, unsigned depth) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  if (llvm::isa<clang::DecompositionDecl>(declaration)) return Fate::free;
  if (!variable || depth >= deepest) return Fate::spelled;
  if (variable->isImplicit()) return Fate::asked; // the range of a range-for
  if (!is_deduced_local(*variable)) return Fate::spelled;
  return Uses(*variable, depth + 1).spelled == 0 ? Fate::free : Fate::spelled;
}

Fate follow(const clang::Expr& expression, std::vector<Ancestor> ancestors, unsigned depth) {
  const clang::Expr* value = &expression;
  bool went_on = false;
  while (!ancestors.empty()) {
    const Ancestor parent = ancestors.back();
    ancestors.pop_back();
    if (parent.declaration) return follow_into(*parent.declaration, depth);
    if (!parent.statement) return Fate::spelled;
    if (is_on_the_way(*parent.statement)) continue;
    const Fate fate = fate_in(*parent.statement, *value, ancestors);
    if (fate == Fate::asked) return went_on ? Fate::free : Fate::asked;
    if (fate != Fate::onwards) return fate;
    const auto* next = llvm::dyn_cast<clang::Expr>(parent.statement);
    if (!next) return Fate::spelled;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(next))
      went_on = went_on || is_called(*call, {"map", "make_data_loader"});
    value = next;
  }
  return Fate::spelled;
}

} // namespace

bool is_deduced_parameter(const clang::CallExpr& call, unsigned index) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return false;
  const auto& pattern = pattern_of(*callee);
  if (&pattern == callee || pattern.getNumParams() == 0) return false;
  const auto* parameter = pattern.getParamDecl(std::min(index, pattern.getNumParams() - 1));
  const auto* made_of = template_parameter_in(parameter->getType());
  if (!made_of || made_of->getIndex() < explicit_arguments_of(call)) return false;
  // Two arguments of one type must stay so.
  return llvm::none_of(pattern.parameters(), [&](const clang::ParmVarDecl* other) {
    const auto* also = other == parameter ? nullptr : template_parameter_in(other->getType());
    return also && also->getDepth() == made_of->getDepth() && also->getIndex() == made_of->getIndex();
  });
}

bool is_free_argument(const clang::CallExpr& call, unsigned index, const std::vector<Ancestor>& ancestors) {
  if (!is_deduced_parameter(call, index)) return false;
  return !has_deduced_result(*call.getDirectCallee()) || has_free_type(call, ancestors);
}

bool has_free_type(const clang::Expr& expression, std::vector<Ancestor> ancestors) {
  return follow(expression, std::move(ancestors), 0) != Fate::spelled;
}

bool has_free_type(const clang::VarDecl& variable) {
  return is_deduced_local(variable) && !variable.getType()->isReferenceType() &&
         Uses(variable, 0).spelled == 0;
}

unsigned hand_overs_of(const clang::VarDecl& variable) {
  return Uses(variable, 0).handed_over;
}

} // namespace misfire::reader
