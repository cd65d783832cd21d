// Clang's RecursiveASTVisitor behind virtual functions: each class that derives from the template itself
// costs some seconds to compile, so it is compiled once, in tree_visitor.cpp.
#pragma once

#include <clang/AST/DeclCXX.h>
#include <clang/AST/Stmt.h>
#include <clang/AST/TypeLoc.h>

namespace misfire::reader {

/// Walks a tree in the order of the source, bodies of lambdas too. At each node a function below is called,
/// and what is under the node is walked if that calls go_below(). All give false to end the walk. What stands
/// in a decltype is never evaluated, and not walked. The nodes are not changed, though Clang's functions want
/// them so.
class TreeVisitor {
public:
  virtual ~TreeVisitor() = default;

  virtual bool at(clang::Stmt& statement) { return go_below(statement); }
  virtual bool at(clang::Decl& declaration) { return go_below(declaration); }
  virtual bool at(clang::CXXCtorInitializer& initializer) { return go_below(initializer); }
  virtual bool at_type(clang::TypeLoc) { return true; }
  virtual bool at_parameter(clang::TemplateTypeParmType&) { return true; }

  bool go_below(clang::Stmt& statement);
  bool go_below(clang::Decl& declaration);
  bool go_below(clang::CXXCtorInitializer& initializer);
  /// A class's members, also of a template's instance; `declaration` would be looked at as a template.
  bool go_below_class(clang::CXXRecordDecl& record);
  /// A variable's parts, likewise.
  bool go_below_variable(clang::VarDecl& variable);
  /// The types that a type is made of.
  bool go_below(clang::QualType type);
};

} // namespace misfire::reader
