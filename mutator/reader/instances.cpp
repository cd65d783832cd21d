#include "mutator/reader/instances.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Sema.h>

namespace misfire::reader {

namespace {

using Constructors = std::vector<clang::CXXConstructorDecl*>;

void add_missing(const clang::ClassTemplateSpecializationDecl& instance, Constructors& missing) {
  if (instance.getTemplateSpecializationKind() != clang::TSK_ImplicitInstantiation ||
      !instance.hasDefinition())
    return;
  for (auto* constructor : instance.ctors()) {
    const auto* pattern = constructor->getTemplateInstantiationPattern();
    const bool made = constructor->isDefined() || constructor->isDeleted() || constructor->isInvalidDecl();
    if (!made && pattern && pattern->isDefined() && !constructor->isCopyOrMoveConstructor())
      missing.push_back(constructor);
  }
}

void add_missing(const clang::DeclContext& context, const Spelling& spelling, Constructors& missing) {
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

void instantiate_constructors(clang::Sema& sema, const Spelling& spelling) {
  auto& diagnostics = sema.getDiagnostics();
  const bool silent = diagnostics.getSuppressAllDiagnostics();
  diagnostics.setSuppressAllDiagnostics(true);
  std::set<const clang::CXXConstructorDecl*> tried;
  for (int round = 0; round < most_rounds; ++round) {
    Constructors missing;
    add_missing(*sema.getASTContext().getTranslationUnitDecl(), spelling, missing);
    bool any = false;
    for (auto* constructor : missing) {
      if (!tried.insert(constructor).second) continue;
      any = true;
      sema.InstantiateFunctionDefinition(constructor->getLocation(), constructor, /*Recursive=*/true);
    }
    if (!any) break;
  }
  diagnostics.setSuppressAllDiagnostics(silent);
}

} // namespace misfire::reader
