#include "mutator/reader/network/sequences.h"

#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// What the construction visited is an argument of, to be exchanged or followed: a Sequential's construction
/// or its push_back; null if it is neither. `pair` gets the named pair around it.
const clang::Stmt* sequence_around(const Gathering& gathering, const clang::Expr** pair) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return nullptr;
    const clang::Stmt& statement = *above->statement;
    if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
      const auto* record = construction->getConstructor()->getParent();
      if (torch_module_name(module_of(record)) == "Sequential") return construction;
      if (name_of(record) == "NamedAnyModule" && construction->getNumArgs() == 2) *pair = construction;
    } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&statement)) {
      // The same pair, as it is written.
      const bool named =
          list->getNumInits() == 2 && llvm::isa<clang::StringLiteral>(strip(*list->getInit(0)));
      if (named) *pair = list;
    } else if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&statement)) {
      const bool adds = is_called(*call, {"push_back", "emplace_back"});
      const bool to_sequential =
          torch_module_name(module_of(class_of(call->getObjectType()))) == "Sequential";
      return adds && to_sequential ? call : nullptr;
    } else if (const auto* maker = llvm::dyn_cast<clang::CallExpr>(&statement)) {
      return makes_sequence(*maker) ? maker : nullptr;
    } else if (!llvm::isa<clang::CastExpr, clang::MaterializeTemporaryExpr, clang::CXXBindTemporaryExpr,
                          clang::ExprWithCleanups, clang::CXXStdInitializerListExpr, clang::ParenExpr>(
                   statement)) {
      return nullptr;
    }
  }
  return nullptr;
}

/// The text of a string literal, quotes included, with "_activation" at its end: a name that is free.
std::string following_name(const clang::Expr& name, const Gathering& gathering) {
  std::string text = gathering.spelling.text(name);
  if (text.size() < 2 || text.back() != '"') return {};
  text.insert(text.size() - 1, "_activation");
  return text;
}

/// The name in a named pair.
const clang::Expr& name_in(const clang::Expr& pair) {
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(&pair);
  return strip(list ? *list->getInit(0) : *llvm::cast<clang::CXXConstructExpr>(pair).getArg(0));
}

/// "layers->" of `layers->push_back(...)`; empty where the object is implied.
std::string access_of(const clang::CXXMemberCallExpr& call, const Gathering& gathering) {
  const clang::Expr& object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (const auto* self = llvm::dyn_cast<clang::CXXThisExpr>(&object); self && self->isImplicit()) return {};
  const auto* holder = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&object);
  if (holder && holder->getOperator() == clang::OO_Arrow)
    return gathering.spelling.text(*holder->getArg(0)) + "->";
  const auto* callee = llvm::dyn_cast<clang::MemberExpr>(call.getCallee()->IgnoreParenImpCasts());
  return gathering.spelling.text(object) + (callee && callee->isArrow() ? "->" : ".");
}

/// After `layers->push_back(...);`, where that stands among the statements of a block.
std::optional<Place> after_statement(const clang::CXXMemberCallExpr& push, const Gathering& gathering) {
  const clang::Stmt* below = &push;
  bool passed = false;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    passed = passed || above->statement == &push;
    if (!passed || above->statement == &push) continue;
    if (!above->statement) return std::nullopt;
    if (llvm::isa<clang::CompoundStmt>(above->statement)) break;
    if (!llvm::isa<clang::ExprWithCleanups>(above->statement)) return std::nullopt;
    below = above->statement;
  }
  const auto whole = gathering.spelling.range(below->getSourceRange());
  const auto arguments = written_arguments(push);
  std::string name = arguments.size() == 2 ? following_name(strip(*arguments[0]), gathering) : "";
  if (!whole || (arguments.size() == 2 && name.empty())) return std::nullopt;
  if (!name.empty()) name += ", ";
  const std::string through = access_of(push, gathering);
  return Place{{whole->file, whole->end, whole->end}, "; " + through + "push_back(" + name, ")"};
}

} // namespace

bool makes_sequence(const clang::CallExpr& call) {
  return is_std(call.getDirectCallee(), {"make_shared", "make_unique"}) &&
         torch_module_name(module_of(class_of(call.getType()))) == "Sequential";
}

std::optional<Place> behind_element(const clang::Expr& element, const Gathering& gathering) {
  const auto whole = gathering.spelling.range(element);
  return whole ? std::optional(Place{{whole->file, whole->end, whole->end}, ", ", ""}) : std::nullopt;
}

std::optional<Place> behind_push(const clang::CXXMemberCallExpr& push, const Gathering& gathering) {
  return gathering.stands_among_others(push) ? after_statement(push, gathering) : std::nullopt;
}

bool is_exchangeable(const Gathering& gathering) {
  const clang::Expr* pair = nullptr;
  return sequence_around(gathering, &pair) != nullptr;
}

std::optional<Place> successor_of(const SourceRange& construction, const Gathering& gathering) {
  const clang::Expr* pair = nullptr;
  const auto* sequence = sequence_around(gathering, &pair);
  if (!sequence) return std::nullopt;
  if (const auto* push = llvm::dyn_cast<clang::CXXMemberCallExpr>(sequence))
    return after_statement(*push, gathering);
  if (!pair) return Place{{construction.file, construction.end, construction.end}, ", ", ""};
  const auto whole = gathering.spelling.range(*pair);
  const std::string name = following_name(name_in(*pair), gathering);
  if (!whole || name.empty()) return std::nullopt;
  return Place{{whole->file, whole->end, whole->end}, ", {" + name + ", ", "}"};
}

} // namespace misfire::reader
