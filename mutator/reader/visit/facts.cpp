#include "mutator/reader/visit/facts.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/loss_kinds.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/terms.h"

#include <clang/AST/ExprCXX.h>

#include <algorithm>

namespace misfire::reader {

namespace {

/// A field of a library's class, `batch.data` or `pair.first`: one key for those of all objects would join
/// what has nothing in common.
bool is_library_field(const clang::ValueDecl& declaration, const Spelling& spelling) {
  return llvm::isa<clang::FieldDecl>(declaration) && !spelling.of_subject(declaration);
}

/// What an expression reads. `a.b` reads b, where b is a library's field a; a lambda's body is not part of
/// the expression.
std::vector<Key> reads_of(const clang::Expr& expression, const Spelling& spelling) {
  std::vector<Key> keys;
  const auto add = [&](const clang::ValueDecl& declaration) {
    const bool counts = llvm::isa<clang::VarDecl, clang::FieldDecl, clang::BindingDecl>(declaration) ||
                        (llvm::isa<clang::FunctionDecl>(declaration) && spelling.of_subject(declaration));
    if (!counts) return;
    Key key = key_of(declaration, spelling);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  };
  look(&expression, [&](const clang::Stmt& node) {
    if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&node)) {
      keys.push_back(key_of(*lambda->getCallOperator(), spelling)); // it may be called by what it is given to
      return Go::past;
    }
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node)) add(*reference->getDecl());
    const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node);
    if (!member || is_library_field(*member->getMemberDecl(), spelling)) return Go::into;
    add(*member->getMemberDecl());
    return llvm::isa<clang::FieldDecl>(member->getMemberDecl()) ? Go::past : Go::into;
  });
  return keys;
}

/// The field of `a.b`, where `a` is not `this`.
const clang::FieldDecl* field_of_another(const clang::MemberExpr& member) {
  if (llvm::isa<clang::CXXThisExpr>(strip_access(*member.getBase()))) return nullptr;
  return llvm::dyn_cast<clang::FieldDecl>(member.getMemberDecl());
}

bool is_container(clang::QualType type) {
  const auto* record = class_of(type);
  return record && record->isInStdNamespace();
}

/// Adds what takes part in an expression: tensors, networks, other objects.
class Participants {
public:
  Participants(Expression& facts, const Spelling& spelling) : facts_(facts), spelling_(spelling) {}

  void add(const clang::Expr& expression) {
    look(&expression, [&](const clang::Stmt& node) {
      if (llvm::isa<clang::LambdaExpr>(node)) return Go::past;
      const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node);
      const auto* field = member ? field_of_another(*member) : nullptr;
      const auto* whole = field ? named_by(*member->getBase()) : nullptr;
      if (whole && holds_tensors(field->getType())) {
        add(*whole, is_container(whole->getType()) ? nullptr : field);
        return Go::past;
      }
      const auto* named = llvm::dyn_cast<clang::Expr>(&node);
      const bool names = named && llvm::isa<clang::DeclRefExpr, clang::MemberExpr>(named);
      if (const auto* variable = names && !field ? named_by(*named) : nullptr) add(*variable, nullptr);
      return Go::into;
    });
  }

private:
  void add(const clang::ValueDecl& variable, const clang::FieldDecl* field) {
    const auto type = variable.getType();
    if (!class_of(type)) return;
    if (module_of(class_of(type))) {
      facts_.runs = true;
    } else if (holds_tensors(type)) {
      Part part{key_of(variable, spelling_), field ? key_of(*field, spelling_) : Key(), is_container(type)};
      if (!llvm::is_contained(facts_.data, part)) facts_.data.push_back(std::move(part));
    } else if (Key key = key_of(variable, spelling_);
               !llvm::is_contained(facts_.reads, key) && !llvm::is_contained(facts_.objects, key)) {
      facts_.objects.push_back(std::move(key));
    }
  }

  Expression& facts_;
  const Spelling& spelling_;
};

/// What `register_module("fc", fc)` gives back; null for all else.
const clang::Expr* registered_by(const clang::Expr& expression) {
  const clang::Expr* inner = &strip_access(expression);
  // It gives a shared_ptr, of which a holder is made.
  for (const auto* holder = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
       holder && holder->getNumArgs() == 1; holder = llvm::dyn_cast<clang::CXXConstructExpr>(inner))
    inner = &strip_access(*holder->getArg(0));
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(inner);
  const bool registers =
      call && call->getNumArgs() >= 2 && is_called(*call, {"register_module", "register_parameter"});
  return registers ? call->getArg(1) : nullptr;
}

/// `shards[i]`: an element of a list, by its place; modules in lists are followed elsewhere.
bool is_element_of_data(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  if (!operation || operation->getOperator() != clang::OO_Subscript || !named_by(*call.getArg(0)))
    return false;
  const auto* list = class_of(call.getArg(0)->getType());
  const auto* element = class_of(call.getType());
  return list && list->isInStdNamespace() && element && !module_of(element);
}

/// A class of the subject's that holds or hands out data: none of modules or tensors.
const clang::CXXRecordDecl* own_class_of(const clang::Expr& expression, const Spelling& spelling) {
  const auto* record = class_of(expression.getType());
  return record && spelling.of_subject(*record) && !module_of(record) ? record : nullptr;
}

/// The variable of whose data the value is a part, or which it hands out; null for all else.
const clang::ValueDecl* whole_of(const clang::Expr& value, const Spelling& spelling) {
  const auto* record = own_class_of(value, spelling);
  if (!record) return nullptr;
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&value)) {
    const auto* object = call->getImplicitObjectArgument();
    return object && own_class_of(*object, spelling) == record ? named_by(*object) : nullptr;
  }
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&value);
  if (!made || made->getConstructor()->isCopyOrMoveConstructor()) return nullptr;
  const auto arguments = written_arguments(*made);
  return !arguments.empty() && own_class_of(*arguments[0], spelling) ? named_by(*arguments[0]) : nullptr;
}

} // namespace

Expression facts_of(const clang::Expr& expression, const clang::ASTContext& context,
                    const Spelling& spelling) {
  if (const auto* registered = registered_by(expression)) {
    Expression facts = facts_of(*registered, context, spelling);
    if (const auto range = spelling.range(expression)) facts.range = *range;
    return facts;
  }
  Expression facts;
  if (const auto range = spelling.range(expression)) facts.range = *range;
  facts.constant = constant_of(expression, context);
  if (!facts.constant) facts.constant = reduction_made_by(expression, context);
  facts.reads = reads_of(expression, spelling);
  Participants(facts, spelling).add(expression);
  facts.terms = terms_of(expression, spelling);
  if (const auto* whole = whole_of(strip_access(expression), spelling))
    facts.part_of = key_of(*whole, spelling);
  const clang::Expr& inner = strip_access(expression);
  if (const auto* named = named_by(expression); named && !is_library_field(*named, spelling)) {
    facts.copies = true;
    facts.reads = {key_of(*named, spelling)};
  } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&inner)) {
    const auto* callee = call->getDirectCallee();
    facts.element = is_element_of_data(*call) && !facts.reads.empty();
    if (callee && spelling.of_subject(*callee)) {
      const Key key = key_of(*callee, spelling);
      facts.copies = true;
      std::erase(facts.reads, key);
      facts.reads.insert(facts.reads.begin(), key);
    }
  }
  return facts;
}

} // namespace misfire::reader
