#include "mutator/reader/instances.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Sema.h>

namespace misfire::reader {

namespace {

using Members = std::vector<clang::CXXMethodDecl*>;

/// What only bodies of a library's functions may run: constructors, and what std::function calls.
bool is_run_by_libraries(const clang::CXXMethodDecl& member) {
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&member);
  return constructor ? !constructor->isCopyOrMoveConstructor()
                     : member.getOverloadedOperator() == clang::OO_Call;
}

void add_missing(const clang::ClassTemplateSpecializationDecl& instance, Members& missing) {
  if (instance.getTemplateSpecializationKind() != clang::TSK_ImplicitInstantiation ||
      !instance.hasDefinition())
    return;
  for (auto* member : instance.methods()) {
    if (!is_run_by_libraries(*member)) continue;
    const auto* pattern = member->getTemplateInstantiationPattern();
    const bool made = member->isDefined() || member->isDeleted() || member->isInvalidDecl();
    if (!made && pattern && pattern->isDefined()) missing.push_back(member);
  }
}

void add_missing(const clang::DeclContext& context, const Spelling& spelling, Members& missing) {
  for (const auto* declaration : context.decls()) {
    if (!spelling.of_subject(*declaration)) continue;
    if (const auto* record = llvm::dyn_cast<clang::ClassTemplateDecl>(declaration)) {
      for (const auto* instance : record->specializations())
        add_missing(*instance, missing);
    } else if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration)) {
      add_missing(*llvm::cast<clang::DeclContext>(declaration), spelling, missing);
    }
  }
}

/// A constructor may make objects of other templates, whose members hold others again.
constexpr int most_rounds = 8;

} // namespace

void instantiate_members(clang::Sema& sema, const Spelling& spelling) {
  auto& diagnostics = sema.getDiagnostics();
  const bool silent = diagnostics.getSuppressAllDiagnostics();
  diagnostics.setSuppressAllDiagnostics(true);
  std::set<const clang::CXXMethodDecl*> tried;
  for (int round = 0; round < most_rounds; ++round) {
    Members missing;
    add_missing(*sema.getASTContext().getTranslationUnitDecl(), spelling, missing);
    bool any = false;
    for (auto* member : missing) {
      if (!tried.insert(member).second) continue;
      any = true;
      sema.InstantiateFunctionDefinition(member->getLocation(), member, /*Recursive=*/true);
    }
    if (!any) break;
  }
  diagnostics.setSuppressAllDiagnostics(silent);
}

} // namespace misfire::reader
