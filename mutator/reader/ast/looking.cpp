#include "mutator/reader/ast/looking.h"

#include <clang/AST/RecursiveASTVisitor.h>

namespace misfire::reader {

namespace {

class Looking : public clang::RecursiveASTVisitor<Looking> {
public:
  explicit Looking(llvm::function_ref<Go(const clang::Stmt&)> see) : see_(see) {}

  bool TraverseStmt(clang::Stmt* statement) {
    if (!statement) return true;
    const Go go = see_(*statement);
    if (go != Go::into) return go == Go::past;
    return clang::RecursiveASTVisitor<Looking>::TraverseStmt(statement);
  }
  bool VisitTemplateTypeParmType(clang::TemplateTypeParmType* type) {
    parameter = type;
    return true;
  }
  const clang::TemplateTypeParmType* parameter = nullptr;

private:
  llvm::function_ref<Go(const clang::Stmt&)> see_;
};

} // namespace

void look(const clang::Stmt* node, llvm::function_ref<Go(const clang::Stmt&)> see) {
  Looking(see).TraverseStmt(const_cast<clang::Stmt*>(node));
}

const clang::TemplateTypeParmType* template_parameter_in(clang::QualType type) {
  Looking looking([](const clang::Stmt&) { return Go::into; });
  looking.TraverseType(type);
  return looking.parameter;
}

} // namespace misfire::reader
