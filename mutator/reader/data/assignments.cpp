#include "mutator/reader/data/assignments.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// What stands in a body.
class Notes {
public:
  explicit Notes(const clang::Stmt* body) {
    look_at_each<clang::Expr>(body, [&](const clang::Expr& expression) { see(expression); });
    look_at_each<clang::CXXForRangeStmt>(body, [&](const clang::CXXForRangeStmt& walk) {
      const auto* range = llvm::dyn_cast<clang::CallExpr>(&strip(*walk.getRangeInit()));
      if (range && is_called(*range, {"parameters", "named_parameters", "buffers"}))
        learned.insert(walk.getLoopVariable());
    });
  }

  std::map<const clang::ValueDecl*, std::vector<const clang::Expr*>> given;
  std::set<const clang::ValueDecl*> learned;

private:
  void see(const clang::Expr& expression) {
    if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&expression)) {
      if (operation->isAssignmentOp()) note(*operation->getLHS(), *operation->getRHS());
    } else if (const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&expression)) {
      if (overloaded->isAssignmentOp()) note(*overloaded->getArg(0), *overloaded->getArg(1));
    } else if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression)) {
      const bool takes = is_called(*call, {"grad", "mutable_grad", "requires_grad_", "set_requires_grad"});
      const auto* variable = takes ? named_by(*call->getImplicitObjectArgument()) : nullptr;
      if (variable) learned.insert(variable);
      if (is_called(*call, {"push_back", "emplace_back"}) && call->getNumArgs() == 1)
        note(*call->getImplicitObjectArgument(), *call->getArg(0));
    }
  }
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
           return Notes(method->getBody()).learned.count(&field) > 0;
         });
}

} // namespace

Assignments::Assignments(const clang::Stmt* body) {
  Notes notes(body);
  given_ = std::move(notes.given);
  learned_ = std::move(notes.learned);
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
