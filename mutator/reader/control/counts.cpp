// What the headers of loops count, and how the number of their rounds can be written.
#include "mutator/reader/control/counts.h"
#include "mutator/reader/ast/looking.h"

#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

const clang::VarDecl* variable_in(const clang::Expr& expression) {
  return llvm::dyn_cast_or_null<clang::VarDecl>(named_by(expression));
}

/// The comparison in a condition that may join several: `epoch <= n && !stop`.
const clang::BinaryOperator* comparison_of(const clang::Expr& condition, const clang::VarDecl& variable) {
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&strip(condition));
  if (!operation) return nullptr;
  if (operation->getOpcode() == clang::BO_LAnd) {
    const auto* left = comparison_of(*operation->getLHS(), variable);
    return left ? left : comparison_of(*operation->getRHS(), variable);
  }
  const bool compares = operation->isRelationalOp() || operation->getOpcode() == clang::BO_NE;
  const bool names =
      variable_in(*operation->getLHS()) == &variable || variable_in(*operation->getRHS()) == &variable;
  return compares && names ? operation : nullptr;
}

/// +1 or -1 where the expression is `++v`, `v++`, `v += 1`, `v = v + 1` or their opposites; 0 else.
int step_of(const clang::Expr* increment, const clang::VarDecl& variable, const clang::ASTContext& context) {
  if (!increment) return 0;
  const clang::Expr& inner = strip(*increment);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&inner)) {
    if (!unary->isIncrementDecrementOp() || variable_in(*unary->getSubExpr()) != &variable) return 0;
    return unary->isIncrementOp() ? 1 : -1;
  }
  const auto* compound = llvm::dyn_cast<clang::CompoundAssignOperator>(&inner);
  if (!compound || variable_in(*compound->getLHS()) != &variable) return 0;
  if (constant_of(*compound->getRHS(), context) != Value(std::int64_t{1})) return 0;
  if (compound->getOpcode() == clang::BO_AddAssign) return 1;
  return compound->getOpcode() == clang::BO_SubAssign ? -1 : 0;
}

/// A header that goes on while the comparison in its condition holds.
std::optional<Count> count_while(const clang::Expr& condition, const clang::VarDecl& variable,
                                 const clang::Expr* start, int step) {
  const auto* comparison = comparison_of(condition, variable);
  if (!comparison || !start || step == 0) return std::nullopt;
  const bool variable_left = variable_in(*comparison->getLHS()) == &variable;
  auto opcode = comparison->getOpcode();
  if (!variable_left && opcode != clang::BO_NE) opcode = clang::BinaryOperator::reverseComparisonOp(opcode);
  Count count{start,    variable_left ? comparison->getRHS() : comparison->getLHS(), false, step < 0, 0,
              &variable};
  count.inclusive = opcode == clang::BO_LE || opcode == clang::BO_GE;
  const bool upwards = opcode == clang::BO_LT || opcode == clang::BO_LE;
  if (opcode != clang::BO_NE && upwards == count.down) return std::nullopt;
  return count;
}

/// One side of a comparison that counts as it compares: `epoch`, `++epoch`, `epoch--`.
struct Side {
  const clang::VarDecl* variable = nullptr;
  int step = 0;        ///< +1 or -1 where it is changed here
  bool before = false; ///< it is changed before it is compared
};

Side side_of(const clang::Expr& expression) {
  const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&strip(expression));
  if (!unary || !unary->isIncrementDecrementOp()) return {variable_in(expression), 0, false};
  return {variable_in(*unary->getSubExpr()), unary->isIncrementOp() ? 1 : -1, unary->isPrefix()};
}

bool has_start(const clang::VarDecl* variable) {
  return variable && variable->isLocalVarDecl() && variable->hasInit() &&
         variable->getType()->isIntegerType();
}

/// How a check in a round sees the variable.
struct Check {
  bool first = false;     ///< it comes before what the round does
  bool continues = false; ///< the loop goes on where the comparison holds; else it ends there
  /// Whether the variable is stepped before the check, where the check does not step it itself.
  bool stepped = false;
  int step = 0; ///< how it is stepped outside the check
};

/// The count of a loop that compares so once in each round. The check of round k sees start + k - 1, and one
/// more if the step comes before it.
std::optional<Count> count_of(const clang::BinaryOperator& comparison, const clang::VarDecl& variable,
                              const Check& check) {
  const Side left = side_of(*comparison.getLHS()), right = side_of(*comparison.getRHS());
  const bool is_left = left.variable == &variable;
  if (!is_left && right.variable != &variable) return std::nullopt;
  const Side& side = is_left ? left : right;
  if ((side.step ? side.step : check.step) != 1) return std::nullopt;
  auto opcode = comparison.getOpcode();
  if (!is_left && comparison.isRelationalOp()) opcode = clang::BinaryOperator::reverseComparisonOp(opcode);
  if (!check.continues) opcode = clang::BinaryOperator::negateComparisonOp(opcode);
  if (opcode != clang::BO_LT && opcode != clang::BO_LE && opcode != clang::BO_NE) return std::nullopt;
  const bool before = side.step ? side.before : check.stepped;
  return Count{variable.getInit(),
               is_left ? comparison.getRHS() : comparison.getLHS(),
               opcode == clang::BO_LE,
               false,
               (check.first ? 0 : 1) - (before ? 1 : 0),
               &variable};
}

/// The comparisons of a condition that joins several by && (or by ||, where one that holds ends the loop).
void collect_comparisons(const clang::Expr& condition, clang::BinaryOperatorKind joint,
                         std::vector<const clang::BinaryOperator*>& found) {
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&strip(condition));
  if (!operation) return;
  if (operation->isComparisonOp()) found.push_back(operation);
  if (operation->getOpcode() != joint) return;
  collect_comparisons(*operation->getLHS(), joint, found);
  collect_comparisons(*operation->getRHS(), joint, found);
}

/// Whether the body gives the variable a value other than by a step: then the rounds are not counted by it.
bool is_reset_in(const clang::Stmt& body, const clang::VarDecl& variable, const clang::ASTContext& context) {
  return any_below<clang::BinaryOperator>(&body, [&](const clang::BinaryOperator& operation) {
    return operation.isAssignmentOp() && variable_in(*operation.getLHS()) == &variable &&
           step_of(&operation, variable, context) == 0;
  });
}

/// The last step of the variable in what is below; 0 without one.
int step_in(const clang::Stmt* statement, const clang::VarDecl& variable, const clang::ASTContext& context) {
  int found = 0;
  look_at_each<clang::Expr>(statement, [&](const clang::Expr& expression) {
    if (const int step = step_of(&expression, variable, context)) found = step;
  });
  return found;
}

/// A condition at the loop's top or bottom that steps what it compares, or leaves that to the body.
std::optional<Count> count_in(const clang::Expr& condition, const clang::Stmt& body, bool first,
                              const clang::ASTContext& context) {
  std::vector<const clang::BinaryOperator*> comparisons;
  collect_comparisons(condition, clang::BO_LAnd, comparisons);
  for (const auto* comparison : comparisons) {
    for (const clang::Expr* expression : {comparison->getLHS(), comparison->getRHS()}) {
      const auto* variable = side_of(*expression).variable;
      if (!has_start(variable) || is_reset_in(body, *variable, context)) continue;
      const int step = step_in(&body, *variable, context);
      if (const auto count = count_of(*comparison, *variable, {first, true, !first, step})) return count;
    }
  }
  return std::nullopt;
}

bool is_endless(const clang::Expr* condition, const clang::ASTContext& context) {
  if (!condition) return true;
  const auto constant = constant_of(*condition, context);
  return constant && number_of(*constant).value_or(0) != 0;
}

bool ends_in_break(const clang::Stmt* statement) {
  const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(statement);
  if (block) return !block->body_empty() && ends_in_break(block->body_back());
  return llvm::isa_and_nonnull<clang::BreakStmt>(statement);
}

/// `for (;;) { ...; if (++epoch >= n) break; }`: a loop without a condition of its own that a condition in
/// its body ends. `step` is the loop's own, which comes after the body.
std::optional<Count> count_by_break(const clang::Stmt& body, const clang::Expr* step,
                                    const clang::ASTContext& context) {
  const auto* block = llvm::dyn_cast<clang::CompoundStmt>(&body);
  if (!block) return std::nullopt;
  for (auto statement = block->body_begin(); statement != block->body_end(); ++statement) {
    const auto* decision = llvm::dyn_cast<clang::IfStmt>(*statement);
    if (!decision || !decision->getCond() || !ends_in_break(decision->getThen())) continue;
    std::vector<const clang::BinaryOperator*> comparisons;
    collect_comparisons(*decision->getCond(), clang::BO_LOr, comparisons);
    for (const auto* comparison : comparisons) {
      for (const clang::Expr* expression : {comparison->getLHS(), comparison->getRHS()}) {
        const auto* variable = side_of(*expression).variable;
        if (!has_start(variable) || is_reset_in(body, *variable, context)) continue;
        int before = 0, after = step ? step_of(step, *variable, context) : 0;
        for (auto other = block->body_begin(); other != block->body_end(); ++other)
          if (other != statement) (other < statement ? before : after) += step_in(*other, *variable, context);
        const Check check{statement == block->body_begin(), false, before != 0, before + after};
        if (const auto count = count_of(*comparison, *variable, check)) return count;
      }
    }
  }
  return std::nullopt;
}

bool is_range_of_numbers(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  return name_of(callee) == "irange";
}

/// The variable of `for (; epoch <= n; ++epoch)`.
const clang::VarDecl* started_before(const clang::ForStmt& loop, const clang::ASTContext& context) {
  const auto* stepped =
      loop.getInc() ? llvm::dyn_cast<clang::UnaryOperator>(&strip(*loop.getInc())) : nullptr;
  const auto* variable = stepped ? variable_in(*stepped->getSubExpr()) : nullptr;
  return has_start(variable) && !is_reset_in(*loop.getBody(), *variable, context) ? variable : nullptr;
}

} // namespace

std::optional<Count> count_of(const clang::ForStmt& loop, const clang::ASTContext& context) {
  const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(loop.getInit());
  if (is_endless(loop.getCond(), context))
    return loop.getBody() ? count_by_break(*loop.getBody(), loop.getInc(), context) : std::nullopt;
  const clang::VarDecl* variable = nullptr;
  const clang::Expr* start = nullptr;
  if (declaration) {
    for (const auto* declared : declaration->decls()) {
      const auto* candidate = llvm::dyn_cast<clang::VarDecl>(declared);
      if (candidate && candidate->hasInit() && comparison_of(*loop.getCond(), *candidate)) {
        variable = candidate;
        start = candidate->getInit();
      }
    }
  } else if (const auto* assignment = llvm::dyn_cast_or_null<clang::BinaryOperator>(loop.getInit());
             assignment && assignment->getOpcode() == clang::BO_Assign) {
    variable = variable_in(*assignment->getLHS());
    start = assignment->getRHS();
  }
  if (!loop.getInit()) variable = started_before(loop, context);
  if (variable && !start) start = variable->getInit();
  if (!variable) return std::nullopt;
  return count_while(*loop.getCond(), *variable, start, step_of(loop.getInc(), *variable, context));
}

/// `while (left > 0)` and `while (left--)` count downwards from where the variable starts.
std::optional<Count> count_down(const clang::Expr& condition, const clang::Stmt& body,
                                const clang::ASTContext& context) {
  const Side alone = side_of(condition);
  if (alone.step == -1 && !alone.before && has_start(alone.variable))
    return Count{alone.variable->getInit(), nullptr, false, true, 0};
  std::vector<const clang::BinaryOperator*> comparisons;
  collect_comparisons(condition, clang::BO_LAnd, comparisons);
  for (const auto* comparison : comparisons) {
    for (const clang::Expr* expression : {comparison->getLHS(), comparison->getRHS()}) {
      const auto* variable = variable_in(*expression);
      if (!has_start(variable) || step_in(&body, *variable, context) != -1) continue;
      if (const auto count = count_while(condition, *variable, variable->getInit(), -1)) return count;
    }
  }
  return std::nullopt;
}

std::optional<Count> count_of(const clang::WhileStmt& loop, const clang::ASTContext& context) {
  if (is_endless(loop.getCond(), context)) return count_by_break(*loop.getBody(), nullptr, context);
  if (const auto count = count_in(*loop.getCond(), *loop.getBody(), /*first=*/true, context)) return count;
  return count_down(*loop.getCond(), *loop.getBody(), context);
}

std::optional<Count> count_of(const clang::DoStmt& loop, const clang::ASTContext& context) {
  if (is_endless(loop.getCond(), context)) return count_by_break(*loop.getBody(), nullptr, context);
  return count_in(*loop.getCond(), *loop.getBody(), /*first=*/false, context);
}

/// `for (auto epoch : c10::irange(n))` and `irange(first, n)`.
std::optional<Count> count_of(const clang::CXXForRangeStmt& loop) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(*loop.getRangeInit()));
  if (!call || !is_range_of_numbers(*call)) return std::nullopt;
  const auto arguments = written_arguments(*call);
  if (arguments.size() == 1) return Count{nullptr, arguments[0], false, false, 0, loop.getLoopVariable()};
  if (arguments.size() == 2)
    return Count{arguments[0], arguments[1], false, false, 0, loop.getLoopVariable()};
  return std::nullopt;
}

} // namespace misfire::reader
