#include "mutator/reader/data/assignments.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/givings.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/loss_kinds.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

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

/// What stands in a body.
class Notes {
public:
  explicit Notes(const clang::Stmt* body) {
    look_at_each<clang::Expr>(body, [&](const clang::Expr& expression) { see(expression); });
    look_at_each<clang::CXXForRangeStmt>(body, [&](const clang::CXXForRangeStmt& walk) { see_walk(walk); });
  }

  std::map<const clang::ValueDecl*, std::vector<const clang::Expr*>> given;
  std::set<const clang::ValueDecl*> learned;

private:
  void see(const clang::Expr& expression) {
    for (const auto& one : givings_of(expression)) {
      const auto* variable = named_by(*one.to);
      if (variable) given[variable].push_back(one.value);
      // `weights.push_back(w.clone().requires_grad_())`, `weights[i] = (...).requires_grad_()`
      const bool element = one.how == Giving::How::element || !variable;
      const auto* list = element ? held_by(*one.to) : nullptr;
      if (list && asks_for_gradients(*one.value)) learned.insert(list);
    }
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&expression);
    if (!call || !is_called(*call, {"grad", "mutable_grad", "requires_grad_", "set_requires_grad"})) return;
    const auto& object = *call->getImplicitObjectArgument();
    const auto* variable = is_called(*call, {"grad", "mutable_grad"}) ? held_by(object) : named_by(object);
    if (variable) learned.insert(variable);
  }

  /// `for (auto& p : net->parameters())`, and `for (auto& p : weights.all())` where gradients of p are used.
  void see_walk(const clang::CXXForRangeStmt& walk) {
    const clang::Expr& range = strip(*walk.getRangeInit());
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&range);
    if (call && is_called(*call, {"parameters", "named_parameters", "buffers"}))
      learned.insert(walk.getLoopVariable());
    const bool takes_gradients =
        any_below<clang::CXXMemberCallExpr>(walk.getBody(), [&](const clang::CXXMemberCallExpr& one) {
          return is_called(one, {"grad", "mutable_grad"}) &&
                 named_by(*one.getImplicitObjectArgument()) == walk.getLoopVariable();
        });
    const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&range);
    const auto* all =
        takes_gradients ? named_by(method ? *method->getImplicitObjectArgument() : range) : nullptr;
    if (all) learned.insert(all);
  }
};

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

/// `x.mm(w)`, `linear(x, w, b)`: what gradients are taken by meets something else than the target of a loss.
bool Assignments::takes_parameter(const clang::CallExpr& call, const clang::Expr* object) const {
  const auto* callee = call.getDirectCallee();
  if (!callee || loss_named(name_of(callee))) return false;
  if (object && is_parameter(*object)) return true;
  return llvm::any_of(call.arguments(), [&](const clang::Expr* argument) { return is_parameter(*argument); });
}

/// `model(weights, x)`: weights that stand together in an object or a list.
bool Assignments::takes_learned(const clang::CallExpr& call, const Spelling& spelling) const {
  const auto* callee = call.getDirectCallee();
  if (!callee || !spelling.of_subject(*callee)) return false;
  return llvm::any_of(call.arguments(), [&](const clang::Expr* argument) {
    const auto* variable = named_by(*argument);
    return variable && !is_tensor(variable->getType()) && is_learned(*variable);
  });
}

bool Assignments::is_parameter(const clang::Expr& expression) const {
  const clang::Expr* inner = &strip_access(expression);
  while (const auto* view = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner)) {
    if (!is_called(*view, {"t", "transpose", "view", "reshape", "unsqueeze", "squeeze", "to"})) return false;
    inner = &strip_access(*view->getImplicitObjectArgument());
  }
  const auto* variable = named_by(*inner);
  return variable && is_tensor(variable->getType()) && is_learned(*variable);
}

} // namespace misfire::reader
