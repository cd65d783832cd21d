// Statements of training that can stand elsewhere: calls that clear, compute, limit and apply gradients, step
// a schedule or switch the mode.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

bool is_function(const Ancestor& ancestor) {
  return (ancestor.declaration && llvm::isa<clang::FunctionDecl>(ancestor.declaration)) ||
         llvm::isa_and_nonnull<clang::LambdaExpr>(ancestor.statement);
}

/// Whether the node visited stands in main(), and in no lambda there.
bool is_in_main(const Gathering& gathering) {
  const auto function = std::find_if(gathering.ancestors.rbegin(), gathering.ancestors.rend(), is_function);
  if (function == gathering.ancestors.rend() || !function->declaration) return false;
  return llvm::cast<clang::FunctionDecl>(function->declaration)->isMain();
}

/// The statements around the node visited, up to its function; the innermost first.
std::vector<const clang::Stmt*> statements_around(const Gathering& gathering) {
  std::vector<const clang::Stmt*> around;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (is_function(*above)) break;
    if (above->statement) around.push_back(above->statement);
  }
  return around;
}

/// The local variables that a call names.
std::vector<const clang::VarDecl*> locals_in(const clang::CallExpr& call) {
  std::vector<const clang::VarDecl*> locals;
  look_at_each<clang::DeclRefExpr>(&call, [&](const clang::DeclRefExpr& reference) {
    const clang::ValueDecl* named = reference.getDecl();
    if (const auto* part = llvm::dyn_cast<clang::BindingDecl>(named))
      named = llvm::dyn_cast_or_null<clang::ValueDecl>(part->getDecomposedDecl());
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named);
    if (variable && variable->isLocalVarDecl()) locals.push_back(variable);
  });
  return locals;
}

/// Where all that the call visited names can be named: in its function, behind the last of the variables, and
/// in the blocks of all of them. Not written where that is not known.
SourceRange reach_of(const clang::CallExpr& call, const Gathering& gathering) {
  const auto around = statements_around(gathering);
  const auto body = around.empty() ? std::nullopt : gathering.spelling.range(around.back()->getSourceRange());
  if (!body) return {};
  SourceRange reach = *body;
  for (const auto* variable : locals_in(call)) {
    const auto declared = gathering.spelling.range(variable->getSourceRange());
    if (!declared) return {};
    for (const auto* statement : around) {
      const auto block = gathering.spelling.range(statement->getSourceRange());
      if (!block || !block->contains(*declared)) continue;
      reach.begin = std::max(reach.begin, declared->end);
      reach.end = std::min(reach.end, block->end);
      break;
    }
  }
  return reach;
}

std::vector<LoopAround> loops_around(const Gathering& gathering) {
  const auto around = statements_around(gathering);
  std::vector<LoopAround> loops;
  for (std::size_t i = 0; i < around.size(); ++i) {
    if (!is_loop(around[i])) continue;
    const bool among_others = i + 1 < around.size() && llvm::isa<clang::CompoundStmt>(around[i + 1]);
    if (const auto range = gathering.spelling.range(around[i]->getSourceRange()))
      loops.push_back({*range, among_others});
  }
  return loops;
}

/// What an overloaded arrow is called on: its call is spelled with the arrow.
std::string without_arrow(const std::string& object) {
  return ends_with(object, "->") ? object.substr(0, object.size() - 2) : object;
}

} // namespace

void find_statement(const clang::CallExpr& call, Gathering& gathering) {
  const auto name = name_of(call.getDirectCallee());
  if (!is_one_of({"zero_grad", "step", "backward", "train", "eval", "clip_grad_norm_", "clip_grad_value_",
                  "register_module"},
                 name))
    return;
  const auto whole = gathering.statement_of(call);
  const auto range = gathering.spelling.range(call);
  if (!whole || !range) return;
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const auto* object = method ? method->getImplicitObjectArgument() : nullptr;
  TrainingStatement statement{.call = *range,
                              .whole = *whole,
                              .reach = reach_of(call, gathering),
                              .function = gathering.function,
                              .loops = loops_around(gathering)};
  statement.among_others = llvm::isa<clang::CompoundStmt>(gathering.meaningful_ancestor().statement);
  statement.in_main = is_in_main(gathering);
  if (object) statement.object = without_arrow(gathering.spelling.text(*object));
  gathering.facts.statements.push_back(std::move(statement));
}

} // namespace misfire::reader
