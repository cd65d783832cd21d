// Clang's visitor, compiled once: it hands every node to a TreeVisitor.
#include "mutator/reader/ast/tree_visitor.h"

#include <clang/AST/RecursiveASTVisitor.h>

namespace misfire::reader {

namespace {

class Walk : public clang::RecursiveASTVisitor<Walk> {
public:
  explicit Walk(TreeVisitor& visitor) : visitor_(visitor) {}

  using Base = clang::RecursiveASTVisitor<Walk>;
  bool TraverseStmt(clang::Stmt* statement) { return !statement || visitor_.at(*statement); }
  bool TraverseDecl(clang::Decl* declaration) { return !declaration || visitor_.at(*declaration); }
  bool TraverseConstructorInitializer(clang::CXXCtorInitializer* initializer) {
    return visitor_.at(*initializer);
  }
  /// From Clang 22 on it is told whether to go into qualifiers too.
  template <typename... Qualifier>
  bool TraverseDecltypeTypeLoc(clang::DecltypeTypeLoc, const Qualifier&...) {
    return true;
  }
  bool VisitTypeLoc(clang::TypeLoc type) { return visitor_.at_type(type); }
  bool VisitTemplateTypeParmType(clang::TemplateTypeParmType* type) { return visitor_.at_parameter(*type); }

private:
  TreeVisitor& visitor_;
};

} // namespace

bool TreeVisitor::go_below(clang::Stmt& statement) {
  return Walk(*this).Walk::Base::TraverseStmt(&statement);
}

bool TreeVisitor::go_below(clang::Decl& declaration) {
  return Walk(*this).Walk::Base::TraverseDecl(&declaration);
}

bool TreeVisitor::go_below(clang::CXXCtorInitializer& initializer) {
  return Walk(*this).Walk::Base::TraverseConstructorInitializer(&initializer);
}

bool TreeVisitor::go_below_class(clang::CXXRecordDecl& record) {
  return Walk(*this).TraverseCXXRecordDecl(&record);
}

bool TreeVisitor::go_below_variable(clang::VarDecl& variable) {
  return Walk(*this).TraverseVarDecl(&variable);
}

bool TreeVisitor::go_below(clang::QualType type) {
  return Walk(*this).TraverseType(type);
}

} // namespace misfire::reader
