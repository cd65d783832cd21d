// Samples that the loop that trains puts together from plain numbers, `x.push_back(row.x)`: no tensor and no
// data set holds them all. Said where what holds them is made, and left alone.
#include "mutator/reader/data/plain_numbers.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/givings.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

#include <set>

namespace misfire::reader {

namespace {

bool holds_numbers(const clang::VarDecl& variable) {
  const auto* list = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
      variable.getType().getNonReferenceType()->getAsCXXRecordDecl());
  return list && list->isInStdNamespace() && is_one_of({"vector", "deque", "array"}, name_of(list)) &&
         list->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type &&
         list->getTemplateArgs()[0].getAsType()->isArithmeticType();
}

/// A class of the subject's, or a container, that is neither tensor nor module.
bool may_hold_samples(const clang::VarDecl& variable, const Spelling& spelling) {
  const auto* record = class_of(variable.getType());
  if (!record || is_tensor(variable.getType()) || module_of(record)) return false;
  const bool contains =
      record->isInStdNamespace() &&
      is_one_of({"vector", "deque", "array", "map", "set", "unordered_map", "list"}, name_of(record));
  return contains || spelling.of_subject(*record);
}

class NumberFollower {
public:
  NumberFollower(const clang::Stmt& loop, const Gathering& gathering) : loop_(loop), g_(gathering) {}

  /// What the numbers come from that a loss's tensors are made of.
  void see_loss(const clang::Expr& loss) {
    look(&loss, [&](const clang::Stmt& node) {
      const auto* call = llvm::dyn_cast<clang::CallExpr>(&node);
      if (call && is_one_of({"tensor", "from_blob"}, torch_function(*call))) {
        look_at_each<clang::DeclRefExpr>(call, [&](const clang::DeclRefExpr& named) {
          const auto* list = llvm::dyn_cast<clang::VarDecl>(named.getDecl());
          if (list && holds_numbers(*list)) see_elements_of(*list);
        });
        return Go::past;
      }
      const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(&node);
      const auto* variable = named ? llvm::dyn_cast<clang::VarDecl>(named->getDecl()) : nullptr;
      if (variable && is_inside(*variable) && variable->hasInit() && seen_.insert(variable).second)
        see_loss(*variable->getInit());
      return Go::into;
    });
  }

  std::set<const clang::VarDecl*> sources;

private:
  void see_elements_of(const clang::VarDecl& list) {
    if (!seen_.insert(&list).second) return;
    look_at_each<clang::Expr>(&loop_, [&](const clang::Expr& expression) {
      for (const auto& given : givings_of(expression))
        if (held_by(*given.to) == &list) see_value(*given.value);
    });
  }

  void see_value(const clang::Stmt& value) {
    look_at_each<clang::DeclRefExpr>(&value, [&](const clang::DeclRefExpr& named) {
      const clang::Decl* declared = named.getDecl();
      if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declared))
        declared = binding->getDecomposedDecl();
      const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(declared);
      if (!variable || !seen_.insert(variable).second) return;
      if (!is_inside(*variable)) {
        if (variable->isLocalVarDecl() && may_hold_samples(*variable, g_.spelling)) sources.insert(variable);
      } else if (variable->isCXXForRangeDecl()) {
        look_at_each<clang::CXXForRangeStmt>(&loop_, [&](const clang::CXXForRangeStmt& walk) {
          if (walk.getLoopVariable() == variable) see_value(*walk.getRangeInit());
        });
      } else if (variable->hasInit()) {
        see_value(*variable->getInit());
      }
    });
  }

  bool is_inside(const clang::VarDecl& variable) const {
    const auto& sources_of_code = g_.context.getSourceManager();
    return !sources_of_code.isBeforeInTranslationUnit(variable.getLocation(), loop_.getBeginLoc()) &&
           sources_of_code.isBeforeInTranslationUnit(variable.getLocation(), loop_.getEndLoc());
  }

  const clang::Stmt& loop_;
  const Gathering& g_;
  std::set<const clang::VarDecl*> seen_;
};

/// `likes.draw(2);`: what is held is made anew in each turn.
void say_where_made_anew(const clang::VarDecl& source, const clang::Stmt& loop, Gathering& gathering) {
  look_at_each<clang::CompoundStmt>(&loop, [&](const clang::CompoundStmt& block) {
    for (const auto* statement : block.body()) {
      const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
      const auto* call = expression ? llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(*expression)) : nullptr;
      const auto* method = call ? call->getMethodDecl() : nullptr;
      if (!method || method->isConst() || !gathering.spelling.of_subject(*method)) continue;
      if (named_by(*call->getImplicitObjectArgument()) != &source) continue;
      gathering.skip(call->getSourceRange(), "TrainingTensors",
                     "its samples are made anew in every turn, as plain numbers that no tensor holds");
    }
  });
}

} // namespace

void say_plain_numbers(const clang::Expr& loss, const clang::Stmt& loop, Gathering& gathering) {
  NumberFollower follower(loop, gathering);
  follower.see_loss(loss);
  for (const auto* source : follower.sources) {
    gathering.skip(
        {source->getLocation(), source->getEndLoc()}, "TrainingTensors",
        "the loop that trains puts its samples together from plain numbers: no tensor holds them all");
    say_where_made_anew(*source, loop, gathering);
  }
}

} // namespace misfire::reader
