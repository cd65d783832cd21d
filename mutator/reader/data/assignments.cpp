#include "mutator/reader/data/assignments.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/torch/torch_types.h"

#include <clang/AST/RecursiveASTVisitor.h>

namespace misfire::reader {

namespace {

class Visitor : public clang::RecursiveASTVisitor<Visitor> {
public:
  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->isAssignmentOp()) note(*operation->getLHS(), *operation->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* operation) {
    if (operation->isAssignmentOp()) note(*operation->getArg(0), *operation->getArg(1));
    return true;
  }
  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr* call) {
    if (!is_called(*call, {"grad", "mutable_grad", "requires_grad_", "set_requires_grad"})) return true;
    if (const auto* variable = named_by(*call->getImplicitObjectArgument())) learned.insert(variable);
    return true;
  }

  std::map<const clang::ValueDecl*, std::vector<const clang::Expr*>> given;
  std::set<const clang::ValueDecl*> learned;

private:
  void note(const clang::Expr& left, const clang::Expr& right) {
    if (const auto* variable = named_by(left)) given[variable].push_back(&right);
    // `std::tie(output, state) = net(x)`
    const auto* tied = llvm::dyn_cast<clang::CallExpr>(&strip(left));
    if (tied && is_called(*tied, {"tie"}))
      for (const auto* one : tied->arguments())
        note(*one, right);
  }
};

/// `torch::rand({3}, torch::requires_grad())`, the options in a variable too.
bool asks_for_gradients(const clang::Stmt& node) {
  if (llvm::isa<clang::LambdaExpr>(node)) return false;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&node);
      call && is_called(*call, {"requires_grad", "requires_grad_", "set_requires_grad"}))
    return true;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node)) {
    const auto* options = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    const bool other = options && options->getInit() && !is_tensor(options->getType());
    return other &&
           llvm::StringRef(options->getType().getCanonicalType().getAsString()).contains("TensorOptions") &&
           asks_for_gradients(*options->getInit());
  }
  return llvm::any_of(node.children(),
                      [](const clang::Stmt* child) { return child && asks_for_gradients(*child); });
}

/// Whether a method of its class takes gradients by a member.
bool is_learned_by_class(const clang::FieldDecl& field) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
  return record && llvm::any_of(record->methods(), [&](const clang::CXXMethodDecl* method) {
           Visitor visitor;
           if (method->getBody()) visitor.TraverseStmt(method->getBody());
           return visitor.learned.count(&field) > 0;
         });
}

} // namespace

Assignments::Assignments(const clang::Stmt* body) {
  Visitor visitor;
  if (body) visitor.TraverseStmt(const_cast<clang::Stmt*>(body));
  given_ = std::move(visitor.given);
  learned_ = std::move(visitor.learned);
}

std::vector<const clang::Expr*> Assignments::given_to(const clang::ValueDecl& variable) const {
  const auto found = given_.find(&variable);
  return found == given_.end() ? std::vector<const clang::Expr*>() : found->second;
}

bool Assignments::is_learned(const clang::ValueDecl& variable) const {
  if (learned_.count(&variable)) return true;
  if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(&variable)) return is_learned_by_class(*field);
  const auto* made = llvm::dyn_cast<clang::VarDecl>(&variable);
  return made && made->getInit() && asks_for_gradients(*made->getInit());
}

} // namespace misfire::reader
