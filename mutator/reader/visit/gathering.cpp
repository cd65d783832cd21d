#include "mutator/reader/visit/gathering.h"

#include "mutator/reader/ast/wrappers.h"

namespace misfire::reader {

namespace {

/// `T(x)` around a construction with one argument, temporaries looked through; null if there is none.
const clang::CXXFunctionalCastExpr* cast_around(const std::vector<Ancestor>& ancestors) {
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (!ancestor->statement) return nullptr;
    if (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(ancestor->statement)) return cast;
    if (!llvm::isa<clang::CXXBindTemporaryExpr, clang::ImplicitCastExpr>(ancestor->statement)) return nullptr;
  }
  return nullptr;
}

} // namespace

void Gathering::add(SourceRange range, Meaning meaning) {
  const Key& where = function.empty() ? record : function;
  facts.sites.push_back(Site{std::move(range), where, loop, Role::unknown, std::move(meaning)});
}

void Gathering::skip(clang::SourceRange tokens, std::string kind, std::string reason) {
  const auto& sources = context.getSourceManager();
  const auto expanded = sources.getExpansionRange(tokens).getAsRange();
  if (const auto range = spelling.range(expanded))
    facts.skipped.push_back(Skipped{*range, std::move(kind), std::move(reason)});
}

void Gathering::skip_in_macro(clang::SourceRange tokens, std::string kind) {
  skip(tokens, std::move(kind), "it is written in a macro's body");
}

std::optional<SourceRange> Gathering::written(clang::SourceRange tokens, const char* kind) {
  auto range = spelling.range(tokens);
  if (!range) skip_in_macro(tokens, kind);
  return range;
}

void Gathering::call(const clang::Decl& callee, clang::SourceRange tokens, bool by_definition) {
  const auto range = spelling.range(tokens);
  const Key& caller = function.empty() ? record : function;
  Call made{caller, key_of(callee), loop, range.value_or(SourceRange{}), by_definition};
  made.statement = spelling.range(statement_among_others(tokens)).value_or(SourceRange{});
  facts.calls.push_back(std::move(made));
}

void Gathering::mention(const clang::CXXRecordDecl& named) {
  if (named.isLambda() || name_of(&named).empty() || !spelling.of_subject(named)) return;
  const Key key = key_of_record(named, spelling);
  if (key == record && function.empty()) return;
  const Key& caller = function.empty() ? record : function;
  facts.mentions.push_back({caller, key});
}

Ancestor Gathering::meaningful_ancestor() const {
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (!ancestor->statement || !is_wrapper(*ancestor->statement)) return *ancestor;
  }
  return {};
}

clang::SourceRange Gathering::written_construction(const clang::CXXConstructExpr& construction) const {
  const auto* cast = cast_around(ancestors);
  return cast ? cast->getSourceRange() : construction.getSourceRange();
}

bool Gathering::names_its_type(const clang::CXXConstructExpr& construction) const {
  return llvm::isa<clang::CXXTemporaryObjectExpr>(construction) || cast_around(ancestors);
}

clang::SourceRange Gathering::statement_among_others(clang::SourceRange tokens) const {
  clang::SourceRange inner = tokens;
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (!ancestor->statement) continue; // a variable that a statement declares
    if (llvm::isa<clang::CompoundStmt>(ancestor->statement)) return inner;
    const bool other =
        is_loop(ancestor->statement) ||
        llvm::isa<clang::IfStmt, clang::SwitchCase, clang::LabelStmt, clang::LambdaExpr>(ancestor->statement);
    if (other) return {};
    inner = ancestor->statement->getSourceRange();
  }
  return {};
}

bool Gathering::stands_among_others(const clang::Stmt& statement) const {
  for (auto ancestor = ancestors.rbegin(); ancestor != ancestors.rend(); ++ancestor) {
    if (ancestor->statement == &statement) continue;
    return ancestor->statement && llvm::isa<clang::CompoundStmt>(ancestor->statement);
  }
  return false;
}

const clang::Stmt* Gathering::outermost_block() const {
  const clang::Stmt* block = nullptr;
  for (auto above = ancestors.rbegin(); above != ancestors.rend(); ++above) {
    if (llvm::isa_and_nonnull<clang::FunctionDecl>(above->declaration) ||
        llvm::isa_and_nonnull<clang::LambdaExpr>(above->statement))
      break;
    if (llvm::isa_and_nonnull<clang::CompoundStmt>(above->statement)) block = above->statement;
  }
  return block;
}

const Body* Gathering::body() const {
  const clang::Stmt* outermost = nullptr;
  for (auto above = ancestors.rbegin(); above != ancestors.rend(); ++above) {
    if (above->initializer || llvm::isa_and_nonnull<clang::FunctionDecl>(above->declaration) ||
        llvm::isa_and_nonnull<clang::LambdaExpr>(above->statement))
      break;
    if (llvm::isa_and_nonnull<clang::CompoundStmt, clang::CXXTryStmt>(above->statement))
      outermost = above->statement;
  }
  return outermost ? &body_of(*outermost) : nullptr;
}

const Body& Gathering::body_of(const clang::Stmt& body) const {
  auto& known = bodies_[&body];
  if (!known) known = std::make_unique<Body>(body, context);
  return *known;
}

bool Gathering::is_discarded() const {
  const Ancestor above = meaningful_ancestor();
  if (!above.statement) return false;
  return is_loop(above.statement) ||
         llvm::isa<clang::CompoundStmt, clang::IfStmt, clang::CaseStmt, clang::LabelStmt>(above.statement);
}

std::optional<SourceRange> Gathering::statement_of(const clang::Expr& expression) const {
  if (!is_discarded()) return std::nullopt;
  const auto range = spelling.range(expression);
  const bool in_block = llvm::isa<clang::CompoundStmt>(meaningful_ancestor().statement);
  return range && in_block ? spelling.with_semicolon(*range) : range;
}

} // namespace misfire::reader
