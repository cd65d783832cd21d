#include "mutator/reader/data/made_of.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/givings.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

#include <array>
#include <set>

namespace misfire::reader {

namespace {

/// What asks for less than the numbers, draws others, or gives their places.
constexpr std::array else_than_numbers = {
    "size",      "sizes",     "dim",      "numel",    "options",    "device",      "dtype",   "scalar_type",
    "defined",   "strides",   "normal",   "normal_",  "random_",    "multinomial", "argmax",  "argmin",
    "argsort",   "nonzero",   "randn",    "rand",     "randint",    "bernoulli",   "poisson", "uniform_",
    "new_empty", "new_zeros", "new_ones", "new_full", "bernoulli_", "randperm",    "layout",  "is_cuda"};

bool gives_numbers(const clang::CallExpr& call) {
  const auto name = name_of(call.getDirectCallee());
  return !llvm::is_contained(else_than_numbers, name) && !ends_with(name, "_like");
}

using Variables = std::set<const clang::ValueDecl*>;

/// Whether an expression is made of the numbers of one of the variables.
bool has_numbers_of(const clang::Expr& expression, const Variables& variables) {
  bool found = false;
  look(&expression, [&](const clang::Stmt& one) {
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&one); call && !gives_numbers(*call))
      return Go::past;
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&one);
    found = reference && variables.contains(reference->getDecl());
    return found ? Go::out : Go::into;
  });
  return found;
}

/// Adds the variables that are given numbers of one of those that there are.
void add_given(const clang::Stmt& one, const Body& body, Variables& variables) {
  const auto add = [&](const clang::ValueDecl* to, const clang::Expr* value) {
    if (to && value && has_numbers_of(*value, variables)) variables.insert(to);
  };
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&one))
    for (const auto* value : body.values_of(*reference->getDecl()))
      add(reference->getDecl(), value);
  if (const auto* expression = llvm::dyn_cast<clang::Expr>(&one))
    for (const auto& giving : givings_of(*expression))
      add(held_by(*giving.to), giving.value);
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&one);
  if (!method || !method->getImplicitObjectArgument() || !gives_numbers(*method)) return;
  const auto* changed = method->getImplicitObjectArgument();
  while (const auto* part = method_call(*changed, {"slice", "select", "narrow", "index"}))
    changed = part->getImplicitObjectArgument();
  for (const auto* given : written_arguments(*method))
    add(held_by(*changed), given);
}

} // namespace

bool returns_numbers_of(const clang::ParmVarDecl& parameter, const Body& body, const clang::Stmt& block) {
  Variables variables = {&parameter};
  for (std::size_t before = 0; before != variables.size();) {
    before = variables.size();
    look_at_each<clang::Stmt>(&block, [&](const clang::Stmt& one) { add_given(one, body, variables); });
  }
  return llvm::any_of(body.returns(),
                      [&](const clang::Expr* value) { return has_numbers_of(*value, variables); });
}

} // namespace misfire::reader
