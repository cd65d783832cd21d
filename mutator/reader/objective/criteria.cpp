#include "mutator/reader/objective/criteria.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/givings.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

/// `nullptr`, `{nullptr}`: it gets its value later.
bool is_null(const clang::Expr& initialiser) {
  return any_below<clang::Expr>(&initialiser, [](const clang::Expr& below) {
    return llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(below);
  });
}

/// What the methods of its class assign to a member, if that is one thing; else null.
const clang::Expr* assigned_to(const clang::FieldDecl& field) {
  const clang::Expr* only = nullptr;
  bool several = false;
  for (const auto* method : llvm::cast<clang::CXXRecordDecl>(field.getParent())->methods())
    look_at_each<clang::Expr>(method->getBody(), [&](const clang::Expr& expression) {
      for (const auto& given : givings_of(expression)) {
        if (named_by(*given.to) != &field) continue;
        several = several || only || given.how != Giving::How::value;
        only = given.value;
      }
    });
  return several ? nullptr : only;
}

/// What a criterion is initialised with, where that is in sight.
const clang::Expr* initialiser_of(const clang::ValueDecl& criterion) {
  if (llvm::isa<clang::ParmVarDecl>(criterion)) return nullptr;
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&criterion)) return variable->getAnyInitializer();
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(&criterion);
  if (!field) return nullptr;
  for (const auto* constructor : llvm::cast<clang::CXXRecordDecl>(field->getParent())->ctors()) {
    for (const auto* initializer : constructor->inits()) {
      if (initializer->getAnyMember() == field && initializer->isWritten() &&
          !is_null(*initializer->getInit()))
        return initializer->getInit();
    }
  }
  const auto* in_class = field->getInClassInitializer();
  return in_class && !is_null(*in_class) ? in_class : assigned_to(*field);
}

/// Of a criterion that is made of these arguments.
void read_making(const std::vector<const clang::Expr*>& arguments, Loss& loss, const Gathering& gathering) {
  loss.further_options = !arguments.empty() && !are_usual_loss_options(*arguments[0], gathering.context);
  if (arguments.empty())
    loss.reduction = "mean";
  else
    read_loss_options(*arguments[0], loss, gathering);
}

} // namespace

void read_loss_options(const clang::Expr& options, Loss& loss, const Gathering& gathering) {
  loss.reduction = reduction_in(options, gathering.context);
  if (const auto* weight = setter_argument(options, "weight")) loss.weight = gathering.spelling.text(*weight);
  if (const auto* ignored = setter_argument(options, "ignore_index"))
    loss.ignore_index = plain_slot(*ignored, gathering);
}

void read_criterion(const clang::ValueDecl& criterion, Loss& loss, const Gathering& gathering) {
  const auto* member = llvm::dyn_cast<clang::FieldDecl>(&criterion);
  if (const auto* made = initialiser_of(criterion))
    read_construction(*made, loss, gathering);
  else if (member && module_made_by(*member, gathering))
    read_making({}, loss, gathering); // by default
}

void read_construction(const clang::Expr& expression, Loss& loss, const Gathering& gathering) {
  const clang::Expr& inner = strip_access(expression);
  if (const auto* made = llvm::dyn_cast<clang::CXXNewExpr>(&inner)) {
    if (made->getConstructExpr()) read_construction(*made->getConstructExpr(), loss, gathering);
    return;
  }
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) {
    const auto arguments = written_arguments(*call);
    if (is_std(call->getDirectCallee(), {"make_unique", "make_shared"}) &&
        loss_of_module(class_of(call->getType()))) {
      read_making(arguments, loss, gathering);
      return;
    }
    if (!arguments.empty() && loss_of_module(class_of(arguments.back()->getType())))
      read_construction(*arguments.back(), loss, gathering);
    return;
  }
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&inner);
  if (construction) read_making(written_arguments(*construction), loss, gathering);
}

} // namespace misfire::reader
