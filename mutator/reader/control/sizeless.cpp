// Batches whose size stands where no other number can: said, and left alone.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/cuts.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// The numbers of `{-1, 40}`, as shapes are written.
std::vector<double> numbers_in(const clang::Expr& shape, const clang::ASTContext& context) {
  std::vector<double> numbers;
  look_at_each<clang::InitListExpr>(&shape, [&](const clang::InitListExpr& list) {
    if (!numbers.empty()) return;
    for (const auto* element : list.inits())
      if (const auto constant = constant_of(*element, context))
        if (const auto number = number_of(*constant)) numbers.push_back(*number);
  });
  return numbers;
}

/// The function that is called, as it is written: of a template, the template's.
const clang::FunctionDecl* pattern_of(const clang::FunctionDecl* function) {
  const auto* pattern = function ? function->getTemplateInstantiationPattern() : nullptr;
  return pattern ? pattern : function;
}

const clang::FunctionDecl* function_around(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above)
    if (const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(above->declaration))
      return function;
  return nullptr;
}

/// `from + size`, of two parameters of the function; null for all else.
const clang::BinaryOperator* sum_of_parameters(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  while (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    if (converted->getNumArgs() != 1) return nullptr;
    inner = &strip(*converted->getArg(0));
  }
  const auto* sum = llvm::dyn_cast<clang::BinaryOperator>(inner);
  if (!sum || sum->getOpcode() != clang::BO_Add) return nullptr;
  const auto is_parameter = [](const clang::Expr& side) {
    return llvm::isa_and_nonnull<clang::ParmVarDecl>(named_by(side));
  };
  return is_parameter(*sum->getLHS()) && is_parameter(*sum->getRHS()) ? sum : nullptr;
}

} // namespace

void find_rows_of_table(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  if (!is_called(call, {"view", "reshape"}) || torch_function(call).empty()) return;
  const auto* object = call.getImplicitObjectArgument();
  const bool shuffled = object && any_below<clang::CallExpr>(object, [](const clang::CallExpr& below) {
                          return torch_function(below) == "randperm";
                        });
  const auto arguments = written_arguments(call);
  if (!shuffled || arguments.size() != 1) return;
  const auto numbers = numbers_in(*arguments[0], gathering.context);
  if (numbers.size() != 2 || (numbers[0] != -1 && numbers[1] != -1)) return;
  gathering.skip(
      call.getSourceRange(), "Loader",
      "the rows of a table are its batches: another size need not divide how many samples there are");
}

void find_recursive_batches(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto* around = callee ? function_around(gathering) : nullptr;
  if (!around || pattern_of(callee) != pattern_of(around)) return;
  for (const auto* argument : written_arguments(call)) {
    const auto* next = sum_of_parameters(*argument);
    if (!next) continue;
    const std::string written = gathering.spelling.text(*next);
    // `set.part(from, from + size)`: what comes next begins where this one ends.
    const bool cuts = any_below<clang::CallExpr>(around->getBody(), [&](const clang::CallExpr& other) {
      return &other != &call && pattern_of(other.getDirectCallee()) != pattern_of(callee) &&
             llvm::any_of(written_arguments(other), [&](const clang::Expr* bound) {
               const auto* sum = sum_of_parameters(*bound);
               return sum && gathering.spelling.text(*sum) == written;
             });
    });
    if (!cuts) continue;
    gathering.skip(call.getSourceRange(), "Loader", "its batches are cut by a function that calls itself");
    return;
  }
}

} // namespace misfire::reader
