// Loops: what their headers count, and whether they walk data.
#include "mutator/reader/finders.h"
#include "mutator/reader/torch_types.h"

#include <clang/AST/RecursiveASTVisitor.h>

namespace misfire::reader {

namespace {

/// A header that counts: `variable` goes from `start` towards `bound` one by one.
struct Count {
  const clang::Expr* start = nullptr;
  const clang::Expr* bound = nullptr;
  bool inclusive = false;
  bool down = false;
};

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

/// Looks for a step of the variable anywhere in a while loop's body.
class FindStep : public clang::RecursiveASTVisitor<FindStep> {
public:
  FindStep(const clang::VarDecl& variable, const clang::ASTContext& context)
      : variable_(variable), context_(context) {}
  bool VisitExpr(clang::Expr* expression) {
    if (const int step = step_of(expression, variable_, context_)) found = step;
    return true;
  }
  int found = 0;

private:
  const clang::VarDecl& variable_;
  const clang::ASTContext& context_;
};

std::optional<Count> count_of(const clang::Expr& condition, const clang::VarDecl& variable,
                              const clang::Expr* start, int step) {
  const auto* comparison = comparison_of(condition, variable);
  if (!comparison || !start || step == 0) return std::nullopt;
  const bool variable_left = variable_in(*comparison->getLHS()) == &variable;
  auto opcode = comparison->getOpcode();
  if (!variable_left && opcode != clang::BO_NE) opcode = clang::BinaryOperator::reverseComparisonOp(opcode);
  Count count{start, variable_left ? comparison->getRHS() : comparison->getLHS(), false, step < 0};
  count.inclusive = opcode == clang::BO_LE || opcode == clang::BO_GE;
  const bool upwards = opcode == clang::BO_LT || opcode == clang::BO_LE;
  if (opcode != clang::BO_NE && upwards == count.down) return std::nullopt;
  return count;
}

std::optional<Count> count_of(const clang::ForStmt& loop, const clang::ASTContext& context) {
  const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(loop.getInit());
  if (!loop.getCond()) return std::nullopt;
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
  return variable ? count_of(*loop.getCond(), *variable, start, step_of(loop.getInc(), *variable, context))
                  : std::nullopt;
}

/// `while (epoch < n)` counts where the variable starts at its declaration and its body steps it.
std::optional<Count> count_of(const clang::Expr& condition, const clang::Stmt& body,
                              const clang::ASTContext& context) {
  const auto* comparison = llvm::dyn_cast<clang::BinaryOperator>(&strip(condition));
  while (comparison && comparison->getOpcode() == clang::BO_LAnd) {
    comparison = llvm::dyn_cast<clang::BinaryOperator>(&strip(*comparison->getLHS()));
  }
  if (!comparison) return std::nullopt;
  for (const clang::Expr* side : {comparison->getLHS(), comparison->getRHS()}) {
    const auto* variable = variable_in(*side);
    if (!variable || !variable->isLocalVarDecl() || !variable->hasInit()) continue;
    FindStep steps(*variable, context);
    steps.TraverseStmt(const_cast<clang::Stmt*>(&body));
    if (const auto count = count_of(condition, *variable, variable->getInit(), steps.found)) return count;
  }
  return std::nullopt;
}

bool is_range_of_numbers(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  return callee && callee->getIdentifier() && callee->getName() == "irange";
}

/// `for (auto epoch : c10::irange(n))` and `irange(first, n)`.
std::optional<Count> count_of(const clang::CXXForRangeStmt& loop) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(*loop.getRangeInit()));
  if (!call || !is_range_of_numbers(*call)) return std::nullopt;
  const auto arguments = written_arguments(*call);
  if (arguments.size() == 1) return Count{nullptr, arguments[0], false, false};
  if (arguments.size() == 2) return Count{arguments[0], arguments[1], false, false};
  return std::nullopt;
}

bool is_primary(const clang::Expr& expression) {
  return llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::IntegerLiteral, clang::CallExpr>(
      strip(expression));
}

std::string in_parentheses(const clang::Expr& expression, const std::string& text) {
  return is_primary(expression) ? text : "(" + text + ")";
}

std::string with_sign(std::int64_t number) {
  return (number < 0 ? " - " : " + ") + std::to_string(number < 0 ? -number : number);
}

/// The slot for the number of rounds: upwards n rounds end at bound = start + n (one less if inclusive),
/// downwards the start is what can be replaced.
std::optional<Slot> slot_of(const Count& count, const Gathering& gathering) {
  const clang::Expr& changed = count.down ? *count.start : *count.bound;
  const clang::Expr* fixed = count.down ? count.bound : count.start;
  const auto range = gathering.spelling.range(changed);
  if (!range) return std::nullopt;
  Slot slot{*range, {}, {}, gathering.spelling.text(*range), gathering.facts_of(changed), 0, {}};
  const auto start = fixed ? constant_of(*fixed, gathering.context) : Value(std::int64_t{0});
  const auto number = start ? number_of(*start) : std::nullopt;
  const std::int64_t past = count.inclusive ? 1 : 0;
  if (number) {
    slot.offset = past - static_cast<std::int64_t>(*number);
    if (slot.offset != 0) {
      slot.written = in_parentheses(changed, slot.written) + with_sign(slot.offset);
      slot.after = with_sign(-slot.offset);
    }
    return slot;
  }
  const std::string text = in_parentheses(*fixed, gathering.spelling.text(*fixed));
  if (text.empty()) return std::nullopt;
  slot.written = in_parentheses(changed, slot.written) + " - " + text + (past ? " + 1" : "");
  slot.after = " + " + text + (past ? " - 1" : "");
  slot.origin.constant.reset(); // Two values make it: it is known only at run time.
  slot.origin.reads.clear();
  slot.origin.copies = false;
  return slot;
}

/// Whether the type is a loader's or dataset's, or one of its iterators'.
bool is_data(clang::QualType type) {
  const auto* record = class_of(type);
  for (const clang::DeclContext* context = record; context; context = context->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (space && space->getIdentifier() && space->getName() == "data" && is_torch(*record)) return true;
  }
  return derives_from(record, "torch::data::DataLoaderBase") ||
         derives_from(record, "torch::data::datasets::BatchDataset");
}

/// Looks for signs that a loop walks data: loaders and iterators in its header, tensors indexed by its
/// variable in its body.
class FindData : public clang::RecursiveASTVisitor<FindData> {
public:
  explicit FindData(const clang::VarDecl* variable) : variable_(variable) {}

  bool VisitExpr(clang::Expr* expression) {
    if (!variable_ && is_data(expression->getType())) found = true;
    return true;
  }
  bool VisitCallExpr(clang::CallExpr* call) {
    if (!variable_ || call->getNumArgs() == 0) return true;
    const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
    const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
    const clang::Expr* object = method ? method->getImplicitObjectArgument() : call->getArg(0);
    const bool indexes = operation && operation->getOperator() == clang::OO_Subscript;
    if (!object || !is_tensor(object->getType()) || !(method || indexes)) return true;
    const auto* named = method ? method->getMethodDecl() : nullptr;
    const bool slices =
        named && named->getIdentifier() &&
        llvm::is_contained({"slice", "narrow", "index", "select", "index_select"}, named->getName());
    if (!indexes && !slices) return true;
    for (const clang::Expr* argument : call->arguments()) {
      if (mentions(*argument)) found = true;
    }
    return true;
  }
  bool found = false;

private:
  bool mentions(const clang::Stmt& statement) const {
    const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&statement);
    if (reference && reference->getDecl() == variable_) return true;
    return llvm::any_of(statement.children(),
                        [&](const clang::Stmt* child) { return child && mentions(*child); });
  }
  const clang::VarDecl* variable_;
};

bool mentions_data(const clang::Stmt* header) {
  FindData data(nullptr);
  if (header) data.TraverseStmt(const_cast<clang::Stmt*>(header));
  return data.found;
}

bool slices_by(const clang::ForStmt& loop) {
  const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(loop.getInit());
  if (!declaration || !loop.getBody()) return false;
  return llvm::any_of(declaration->decls(), [&](const clang::Decl* declared) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
    if (!variable || !variable->getType()->isIntegerType()) return false;
    FindData data(variable);
    data.TraverseStmt(const_cast<clang::Stmt*>(loop.getBody()));
    return data.found;
  });
}

bool walks_elements(const clang::CXXForRangeStmt& loop) {
  const auto type = loop.getLoopVariable()->getType().getNonReferenceType();
  return !type->isArithmeticType() && !type->isEnumeralType();
}

void add_reads(const clang::Stmt* part, Expression& header, const Gathering& gathering) {
  if (!part) return;
  if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(part)) {
    for (const auto* declared : declaration->decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      if (variable && variable->getInit()) add_reads(variable->getInit(), header, gathering);
    }
    return;
  }
  const auto* expression = llvm::dyn_cast<clang::Expr>(part);
  if (!expression) return;
  const Expression facts = gathering.facts_of(*expression);
  header.reads.insert(header.reads.end(), facts.reads.begin(), facts.reads.end());
}

} // namespace

void find_loop(const clang::Stmt& statement, const Key& key, const Key& parent, Gathering& gathering) {
  Loop loop{key, gathering.function, parent, {}, {}, {}, false, false, {}, {}};
  std::optional<Count> count;
  const clang::Stmt* body = nullptr;
  clang::SourceLocation end = statement.getEndLoc();
  if (const auto* counted = llvm::dyn_cast<clang::ForStmt>(&statement)) {
    body = counted->getBody();
    end = counted->getRParenLoc();
    count = count_of(*counted, gathering.context);
    for (const clang::Stmt* part :
         {counted->getInit(), static_cast<const clang::Stmt*>(counted->getCond())}) {
      add_reads(part, loop.header, gathering);
    }
    loop.walks_data =
        mentions_data(counted->getInit()) || mentions_data(counted->getCond()) || slices_by(*counted);
  } else if (const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&statement)) {
    body = walk->getBody();
    end = walk->getRParenLoc();
    count = count_of(*walk);
    loop.header = gathering.facts_of(*walk->getRangeInit());
    loop.walks_elements = !count && walks_elements(*walk);
    loop.walks_data = mentions_data(walk->getRangeInit());
  } else if (const auto* repeated = llvm::dyn_cast<clang::WhileStmt>(&statement)) {
    body = repeated->getBody();
    end = repeated->getRParenLoc();
    count = count_of(*repeated->getCond(), *body, gathering.context);
    add_reads(repeated->getCond(), loop.header, gathering);
    loop.walks_data = mentions_data(repeated->getCond());
  } else if (const auto* at_end = llvm::dyn_cast<clang::DoStmt>(&statement)) {
    body = at_end->getBody();
    end = at_end->getDoLoc();
    add_reads(at_end->getCond(), loop.header, gathering);
    loop.walks_data = mentions_data(at_end->getCond());
  }
  if (const auto range = gathering.spelling.range(clang::SourceRange(statement.getBeginLoc(), end)))
    loop.range = *range;
  if (const auto range = body ? gathering.spelling.range(body->getSourceRange()) : std::nullopt)
    loop.body = *range;
  if (count) loop.epochs = slot_of(*count, gathering);
  if (!loop.epochs)
    loop.uncounted = count ? "its bound is written in a macro's body" : "its header is no count of rounds";
  gathering.facts.loops.push_back(std::move(loop));
}

} // namespace misfire::reader
