#include "mutator/reader/optimization/optimizer_classes.h"

#include "mutator/reader/torch/torch_types.h"

#include <clang/AST/Attr.h>
#include <clang/AST/TypeLoc.h>

namespace misfire::reader {

namespace {

ClassNames none(std::string reason) {
  return {{}, std::move(reason)};
}

ClassNames named(std::vector<const clang::TypeSourceInfo*> types, const Gathering& gathering) {
  ClassNames names;
  for (const auto* type : types) {
    if (!type) return none("its class is not named where it is made");
    const auto range = gathering.spelling.range(type->getTypeLoc().getUnqualifiedLoc().getSourceRange());
    if (!range) return none("its class is named in a macro's body");
    names.ranges.push_back(*range);
  }
  return names;
}

/// The type that the construction visited names itself, as in `SGD(parameters, 0.1)`; null if none.
const clang::TypeSourceInfo* own_name(const clang::CXXConstructExpr& construction,
                                      const Gathering& gathering) {
  if (const auto* temporary = llvm::dyn_cast<clang::CXXTemporaryObjectExpr>(&construction))
    return temporary->getTypeSourceInfo();
  if (!gathering.names_its_type(construction)) return nullptr;
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    const auto* cast = llvm::dyn_cast_or_null<clang::CXXFunctionalCastExpr>(ancestor->statement);
    if (cast) return cast->getTypeInfoAsWritten();
  }
  return nullptr;
}

/// The declaration that is initialised by what stands under `above`; null if none is.
const clang::DeclaratorDecl* initialised_by(const Ancestor& above) {
  if (above.initializer) return above.initializer->getAnyMember();
  return llvm::dyn_cast_or_null<clang::DeclaratorDecl>(above.declaration);
}

bool deduces_or_refers(const clang::DeclaratorDecl& declared) {
  return declared.getType()->isReferenceType() || declared.getType()->getContainedAutoType() ||
         (declared.getTypeSourceInfo() && declared.getTypeSourceInfo()->getType()->getContainedAutoType());
}

/// `final` keeps a class, or its step(), from being another's base.
bool is_final(const clang::CXXRecordDecl& record) {
  if (record.isEffectivelyFinal()) return true;
  return llvm::any_of(record.methods(), [](const clang::CXXMethodDecl* method) {
    return name_of(method) == "step" && method->hasAttr<clang::FinalAttr>();
  });
}

} // namespace

ClassNames class_names_of(const clang::CXXConstructExpr& construction, const Gathering& gathering) {
  if (is_final(*construction.getConstructor()->getParent())) return none("its class is final");
  const Ancestor above = gathering.meaningful_ancestor();
  const auto* written = own_name(construction, gathering);
  if (const auto* made = llvm::dyn_cast_or_null<clang::CXXNewExpr>(above.statement))
    return named({made->getAllocatedTypeSourceInfo()}, gathering);
  const auto* declared = initialised_by(above);
  if (declared && !written) return named({declared->getTypeSourceInfo()}, gathering);
  if (declared && deduces_or_refers(*declared)) return named({written}, gathering);
  // `SGD sgd = SGD(...)`: another class is to be named at both, or the object would be cut to the declared
  // one.
  if (declared && class_of(declared->getType()) == construction.getConstructor()->getParent() &&
      declared->getType()->isRecordType())
    return named({declared->getTypeSourceInfo(), written}, gathering);
  return none("it is handed on by value, where another class would be cut to this one");
}

ClassNames class_names_of(const clang::CallExpr& make_unique, const Gathering& gathering) {
  const auto* record = class_of(make_unique.getType());
  if (record && is_final(*record)) return none("its class is final");
  const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(make_unique.getCallee()->IgnoreParenImpCasts());
  if (!callee || callee->getNumTemplateArgs() == 0) return none("its class is not named where it is made");
  return named({callee->getTemplateArgs()[0].getTypeSourceInfo()}, gathering);
}

bool stands_in_optimizer(const Gathering& gathering) {
  return llvm::any_of(gathering.ancestors, [](const Ancestor& above) {
    const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(above.declaration);
    return method && is_optimizer(method->getParent());
  });
}

} // namespace misfire::reader
