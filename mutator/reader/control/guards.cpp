// Conditions: each may guard the model or end training. What ends loops is gathered beside them; linking
// decides which conditions guard anything, by what they compare and what they decide.
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/visit/flags.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

/// The variables of one side of a comparison that may count rounds: `++wait`, `wait`, `epoch - best_epoch`;
/// none if it can be no count.
std::vector<const clang::ValueDecl*> counters_in(const clang::Expr& side) {
  const clang::Expr* inner = &strip(side);
  if (!inner->getType()->isIntegerType()) return {};
  if (const auto* step = llvm::dyn_cast<clang::UnaryOperator>(inner); step && step->isIncrementOp())
    inner = step->getSubExpr();
  const auto* difference = llvm::dyn_cast<clang::BinaryOperator>(inner);
  if (difference && difference->getOpcode() == clang::BO_Sub) {
    const auto* now = named_by(*difference->getLHS());
    const auto* then = named_by(*difference->getRHS());
    return now && then ? std::vector{now, then} : std::vector<const clang::ValueDecl*>();
  }
  const auto* counter = named_by(*inner);
  return counter ? std::vector{counter} : std::vector<const clang::ValueDecl*>();
}

/// Whether the comparison visited says when a loop goes on: `while (waited < patience && ...)`; and whether
/// it does so alone.
struct Header {
  bool goes_on = false, alone = true;
};

Header header_around(const Gathering& gathering) {
  Header header;
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (!ancestor->statement) return {};
    if (is_loop(ancestor->statement)) {
      header.goes_on = true;
      return header;
    }
    const auto* joined = llvm::dyn_cast<clang::BinaryOperator>(ancestor->statement);
    if (joined ? joined->getOpcode() != clang::BO_LAnd
               : !llvm::isa<clang::ParenExpr, clang::ImplicitCastExpr>(ancestor->statement))
      return {};
    header.alone = header.alone && !joined;
  }
  return {};
}

/// Whether a branch ends the round, or a function outside of loops: what stands behind it runs otherwise.
bool leaves(const clang::Stmt* branch, const Gathering& gathering) {
  const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(branch);
  const clang::Stmt* last = block ? (block->body_empty() ? nullptr : block->body_back()) : branch;
  return llvm::isa_and_nonnull<clang::ContinueStmt>(last) ||
         (llvm::isa_and_nonnull<clang::ReturnStmt>(last) && gathering.loop.empty());
}

/// What stands behind the statement visited in its block.
SourceRange rest_of_block(const clang::Stmt& statement, const Gathering& gathering) {
  const auto* block = gathering.ancestors.empty()
                          ? nullptr
                          : llvm::dyn_cast_or_null<clang::CompoundStmt>(gathering.ancestors.back().statement);
  if (!block || block->body_back() == &statement) return {};
  const auto here = llvm::find(block->body(), &statement);
  if (here == block->body_end()) return {};
  const clang::SourceRange rest((*std::next(here))->getBeginLoc(), block->body_back()->getEndLoc());
  return gathering.spelling.range(rest).value_or(SourceRange{});
}

/// The patience where the comparison is `counter >= patience` in any form (`<` where a loop goes on), and
/// what it counts by.
void read_patience(const clang::BinaryOperator& comparison, bool loop_goes_on, Guard& guard,
                   const Gathering& gathering) {
  if (!comparison.isRelationalOp() && comparison.getOpcode() != clang::BO_EQ) return;
  const clang::Expr* sides[] = {comparison.getLHS(), comparison.getRHS()};
  auto opcode = comparison.getOpcode();
  if (loop_goes_on) opcode = clang::BinaryOperator::negateComparisonOp(opcode);
  // Of two variables, the counter is the one that grows too large.
  const bool left_grows = opcode == clang::BO_GE || opcode == clang::BO_GT || opcode == clang::BO_EQ;
  const clang::Expr& counter = *sides[left_grows ? 0 : 1];
  const clang::Expr& patience = *sides[left_grows ? 1 : 0];
  if (!strip(patience).getType()->isIntegerType()) return;
  for (const auto* variable : counters_in(counter))
    guard.counters.push_back(gathering.key_of(*variable));
  if (!guard.counters.empty()) guard.patience = plain_slot(patience, gathering);
}

/// Whether main() returns a number that says that the program failed: that ends no training by its success.
bool fails(const clang::ReturnStmt& end, const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (llvm::isa_and_nonnull<clang::LambdaExpr>(above->statement)) return false;
    const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(above->declaration);
    if (!function) continue;
    const auto status = function->isMain() && end.getRetValue()
                            ? constant_of(*end.getRetValue(), gathering.context)
                            : std::nullopt;
    return status && number_of(*status) != 0;
  }
  return false;
}

SourceRange range_of(const clang::Stmt* statement, const Gathering& gathering) {
  if (!statement) return {};
  return gathering.spelling.range(statement->getSourceRange()).value_or(SourceRange{});
}

const clang::BinaryOperator* comparison_in(const clang::Expr& condition) {
  const auto* comparison = llvm::dyn_cast<clang::BinaryOperator>(&strip(condition));
  return comparison && comparison->isComparisonOp() ? comparison : nullptr;
}

} // namespace

void find_guard(const clang::IfStmt& decision, Gathering& gathering) {
  if (!decision.getCond() || decision.isConstexpr() || decision.hasVarStorage()) return;
  const auto range = gathering.spelling.range(*decision.getCond());
  if (!range) return;
  Guard guard;
  guard.condition = *range;
  guard.value = gathering.facts_of(*decision.getCond());
  guard.accepted = range_of(decision.getThen(), gathering);
  guard.rejected = range_of(decision.getElse(), gathering);
  if (!decision.getElse() && leaves(decision.getThen(), gathering))
    guard.rejected = rest_of_block(decision, gathering);
  guard.if_accepted = tests_in(*decision.getCond(), true, gathering);
  guard.if_rejected = tests_in(*decision.getCond(), false, gathering);
  if (const auto* comparison = comparison_in(*decision.getCond()))
    read_patience(*comparison, false, guard, gathering);
  gathering.add(*range, std::move(guard));
}

void find_guard(const clang::BinaryOperator& comparison, Gathering& gathering) {
  const auto* decision = llvm::dyn_cast_or_null<clang::IfStmt>(gathering.meaningful_ancestor().statement);
  if (decision && comparison_in(*decision->getCond()) == &comparison) return;
  const auto range = gathering.spelling.range(comparison);
  if (!range) return;
  Guard guard;
  const Header header = header_around(gathering);
  read_patience(comparison, header.goes_on, guard, gathering);
  if (!guard.patience && !header.goes_on) return;
  guard.inverted = header.goes_on;
  guard.alone = header.goes_on && header.alone;
  guard.condition = *range;
  guard.value = gathering.facts_of(comparison);
  gathering.add(*range, std::move(guard));
}

void find_stop(const clang::BreakStmt& end, Gathering& gathering) {
  // A break may end a switch.
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (llvm::isa_and_nonnull<clang::SwitchStmt>(ancestor->statement)) return;
    if (is_loop(ancestor->statement)) break;
  }
  gathering.facts.stops.push_back({range_of(&end, gathering), gathering.function, gathering.loop, {}, false});
}

void find_stop(const clang::ReturnStmt& end, Gathering& gathering) {
  if (!gathering.loop.empty() && !fails(end, gathering))
    gathering.facts.stops.push_back(
        {range_of(&end, gathering), gathering.function, gathering.loop, {}, true});
}

void find_stop(const clang::BinaryOperator& assignment, Gathering& gathering) {
  const auto* flag = named_by(*assignment.getLHS());
  if (!flag || assignment.getOpcode() != clang::BO_Assign || !flag->getType()->isBooleanType()) return;
  if (!constant_of(*assignment.getRHS(), gathering.context)) return;
  gathering.facts.stops.push_back(
      {range_of(&assignment, gathering), gathering.function, gathering.loop, gathering.key_of(*flag), false});
}

} // namespace misfire::reader
