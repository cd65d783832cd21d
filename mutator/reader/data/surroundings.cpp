// Where a node stands, as far as the data that it is given are made there.
#include "mutator/reader/data/surroundings.h"

#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"

#include "mutator/reader/ast/clang_versions.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

/// The pointed-to or held class too: `std::unique_ptr<Net>`.
const clang::CXXRecordDecl* held_class_of(const clang::VarDecl& variable) {
  auto type = variable.getType().getNonReferenceType();
  if (type->isPointerType()) type = type->getPointeeType();
  const auto* record = class_of(type);
  if (record && record->isInStdNamespace())
    if (const auto* held = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
        held && ends_with(record->getName(), "_ptr") && held->getTemplateArgs().size() > 0)
      record = class_of(held->getTemplateArgs()[0].getAsType());
  return record;
}

bool is_trained_or_trains(const clang::VarDecl& variable) {
  const auto* record = held_class_of(variable);
  return record && (module_of(record) || is_optimizer(record));
}

bool makes_its_own(const clang::VarDecl& variable) {
  return variable.hasInit() && !variable.getType()->isReferenceType() && !named_by(*variable.getInit());
}

bool makes_one(const clang::Decl& declared) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declared);
  return variable && makes_its_own(*variable) && is_trained_or_trains(*variable);
}

/// Whether a network or an optimizer is made among the statements of a loop's body.
bool trains_anew(const clang::Stmt& loop) {
  for (const auto* part : loop.children()) {
    const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(part);
    if (body && llvm::any_of(body->body(), [](const clang::Stmt* statement) {
          const auto* declared = llvm::dyn_cast<clang::DeclStmt>(statement);
          return declared && llvm::any_of(declared->decls(), [](const auto* one) { return makes_one(*one); });
        }))
      return true;
  }
  return false;
}

} // namespace

void find_made_network(const clang::VarDecl& variable, Gathering& gathering) {
  if (!variable.isLocalVarDecl() || !makes_its_own(variable)) return;
  const auto* record = held_class_of(variable);
  if (record && module_of(record))
    gathering.facts.networks.push_back({gathering.key_of(variable), gathering.function, gathering.loop});
}

Surroundings surroundings_of(const Gathering& gathering) {
  Surroundings found;
  bool closed = false; // by a loop that trains anew
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(ancestor->declaration)) {
      found.body = function->getBody();
      return found;
    }
    if (!ancestor->statement) continue;
    if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(ancestor->statement)) {
      found.body = lambda->getBody();
      return found;
    }
    if (!is_loop(ancestor->statement)) continue;
    closed = closed || (found.loop && trains_anew(*ancestor->statement));
    if (!closed) found.loop = ancestor->statement;
  }
  return found;
}

} // namespace misfire::reader
