// Batches whose size stands where no other number can: said, and left alone.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/cuts.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/backward.h"

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

/// Whether `tensor.chunk(n)` cuts along the samples, as `chunk(n, 1)` does not.
bool is_chunked_by_samples(const clang::CallExpr& call, const clang::ASTContext& context) {
  const auto arguments = written_arguments(call);
  const std::size_t dimension = llvm::isa<clang::CXXMemberCallExpr>(call) ? 1 : 2;
  if (!is_called(call, {"chunk"}) || torch_function(call).empty() || arguments.size() < dimension)
    return false;
  if (arguments.size() == dimension) return true;
  const auto constant = constant_of(*arguments[dimension], context);
  return constant && number_of(*constant) == 0;
}

/// Whether each turn of the loop takes a step of its own.
bool trains_in_each_turn(const clang::Stmt& loop) {
  return any_below<clang::CallExpr>(
      body_of_loop(loop), [](const clang::CallExpr& call) { return is_called(call, {"backward", "step"}); });
}

/// Whether a loop that trains takes the parts one after another: `for (auto& part : parts)`, `parts[i]`.
bool are_walked_in_training(const clang::CallExpr& parts, const clang::Stmt* around) {
  const clang::VarDecl* holder = nullptr;
  look_at_each<clang::DeclStmt>(around, [&](const clang::DeclStmt& declaration) {
    for (const auto* declared : declaration.decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      if (variable && variable->getInit() && &strip(*variable->getInit()) == &parts) holder = variable;
    }
  });
  return any_below<clang::Stmt>(around, [&](const clang::Stmt& loop) {
    if (!trains_in_each_turn(loop)) return false;
    const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&loop);
    if (!walk) return holder && mentions(*body_of_loop(loop), *holder) && llvm::isa<clang::ForStmt>(loop);
    return &strip(*walk->getRangeInit()) == &parts || (holder && named_by(*walk->getRangeInit()) == holder);
  });
}

/// The assignment, in a loop below `around` that does not hold `use`, that adds each turn's loss to the
/// variable; the loop.
const clang::ForStmt* loop_adding_to(const clang::ValueDecl& sum, const clang::Stmt* around,
                                     const clang::Stmt& use) {
  const clang::ForStmt* found = nullptr;
  look_at_each<clang::ForStmt>(around, [&](const clang::ForStmt& loop) {
    if (found || any_below<clang::Stmt>(&loop, [&](const clang::Stmt& below) { return &below == &use; }))
      return;
    const bool adds =
        any_below<clang::CXXOperatorCallExpr>(loop.getBody(), [&](const clang::CXXOperatorCallExpr& given) {
          const auto kind = given.getOperator();
          if (given.getNumArgs() != 2 || named_by(*given.getArg(0)) != &sum) return false;
          return kind == clang::OO_PlusEqual || kind == clang::OO_MinusEqual ||
                 (kind == clang::OO_Equal && mentions(*given.getArg(1), sum));
        });
    if (adds) found = &loop;
  });
  return found;
}

/// Whether the turns of the loop do all the same: none asks which one it is.
bool repeats_the_same(const clang::ForStmt& loop) {
  const auto* start = llvm::dyn_cast_or_null<clang::DeclStmt>(loop.getInit());
  const auto* counter =
      start && start->isSingleDecl() ? llvm::dyn_cast<clang::VarDecl>(start->getSingleDecl()) : nullptr;
  return counter && loop.getBody() && !mentions(*loop.getBody(), *counter);
}

const clang::Stmt* body_around(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (const auto* lambda = llvm::dyn_cast_or_null<clang::LambdaExpr>(above->statement))
      return lambda->getBody();
    if (const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(above->declaration))
      return function->getBody();
  }
  return nullptr;
}

} // namespace

void find_chunks(const clang::CallExpr& call, Gathering& gathering) {
  if (!is_chunked_by_samples(call, gathering.context)) return;
  if (!are_walked_in_training(call, body_around(gathering))) return;
  gathering.skip(call.getSourceRange(), "Loader",
                 "it says how many batches there are, not how many samples are in one");
}

void find_summed_turns(const clang::CallExpr& backward, Gathering& gathering) {
  const auto* loss = loss_under(backward, gathering);
  const auto* sum = loss ? named_by(*loss) : nullptr;
  const auto* loop = sum ? loop_adding_to(*sum, body_around(gathering), backward) : nullptr;
  if (!loop || !repeats_the_same(*loop)) return;
  gathering.skip({loop->getForLoc(), loop->getRParenLoc()}, "Loader",
                 "an update adds up its turns: how many there are cuts no training set into batches");
}

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
  if (!around || &pattern_of(*callee) != &pattern_of(*around)) return;
  for (const auto* argument : written_arguments(call)) {
    const auto* next = sum_of_parameters(*argument);
    if (!next) continue;
    const std::string written = gathering.spelling.text(*next);
    // `set.part(from, from + size)`: what comes next begins where this one ends.
    const bool cuts = any_below<clang::CallExpr>(around->getBody(), [&](const clang::CallExpr& other) {
      const auto* cutting = other.getDirectCallee();
      const bool is_itself = cutting && &pattern_of(*cutting) == &pattern_of(*callee);
      return &other != &call && !is_itself &&
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
