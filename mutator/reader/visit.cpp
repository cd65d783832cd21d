#include "mutator/reader/visit.h"

#include "mutator/reader/finders.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace misfire::reader {

namespace {

using Base = clang::RecursiveASTVisitor<class Visitor>;

/// Sets a value for as long as a scope lasts.
template <typename T>
class Within {
public:
  Within(T& place, T value) : place_(place), outside_(std::exchange(place, std::move(value))) {}
  ~Within() { place_ = std::move(outside_); }
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

private:
  T& place_;
  T outside_;
};

class Visitor : public Base {
public:
  explicit Visitor(Gathering& gathering) : g_(gathering) {}

  // Where the visit stands.

  bool dataTraverseStmtPre(clang::Stmt* statement) {
    g_.ancestors.push_back({statement, nullptr, nullptr});
    return true;
  }
  bool dataTraverseStmtPost(clang::Stmt*) {
    g_.ancestors.pop_back();
    return true;
  }

  bool TraverseDecl(clang::Decl* declaration) {
    if (!declaration || !g_.spelling.of_subject(declaration->getLocation())) {
      if (declaration && !llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration)) return true;
    }
    g_.ancestors.push_back({nullptr, declaration, nullptr});
    const bool go_on = Base::TraverseDecl(declaration);
    g_.ancestors.pop_back();
    return go_on;
  }

  bool TraverseFunctionDecl(clang::FunctionDecl* f) {
    return in_function(*f, [&] { return Base::TraverseFunctionDecl(f); });
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* f) {
    return in_function(*f, [&] { return Base::TraverseCXXMethodDecl(f); });
  }
  bool TraverseCXXConstructorDecl(clang::CXXConstructorDecl* f) {
    return in_function(*f, [&] {
      find_unwritten_members(*f);
      return Base::TraverseCXXConstructorDecl(f);
    });
  }
  bool TraverseCXXDestructorDecl(clang::CXXDestructorDecl* f) {
    return in_function(*f, [&] { return Base::TraverseCXXDestructorDecl(f); });
  }
  bool TraverseCXXConversionDecl(clang::CXXConversionDecl* f) {
    return in_function(*f, [&] { return Base::TraverseCXXConversionDecl(f); });
  }

  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) {
    const auto* generic = lambda->getLambdaClass()->getDependentLambdaCallOperator();
    if (!generic)
      return in_lambda(*lambda->getCallOperator(), *lambda, [&] { return Base::TraverseLambdaExpr(lambda); });
    for (auto* instance : generic->specializations()) {
      if (instance->hasBody() &&
          !in_lambda(*instance, *lambda, [&] { return TraverseStmt(instance->getBody()); })) {
        return false;
      }
    }
    return true;
  }

  bool TraverseConstructorInitializer(clang::CXXCtorInitializer* initializer) {
    g_.ancestors.push_back({nullptr, nullptr, initializer});
    find_flow(*initializer, g_);
    const bool go_on = Base::TraverseConstructorInitializer(initializer);
    g_.ancestors.pop_back();
    return go_on;
  }

  bool TraverseFunctionTemplateDecl(clang::FunctionTemplateDecl* function) {
    bool instantiated = false;
    for (auto* instance : function->specializations()) {
      if (instance->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization ||
          !instance->hasBody())
        continue;
      instantiated = true;
      if (!TraverseDecl(instance)) return false;
    }
    const bool has_body = function->getTemplatedDecl()->isThisDeclarationADefinition();
    if (!instantiated && has_body) {
      g_.skip(function->getTemplatedDecl()->getNameInfo().getSourceRange(), "Function",
              "nothing in this unit instantiates the template, so what it calls is not known");
    }
    return true;
  }
  bool TraverseClassTemplateDecl(clang::ClassTemplateDecl* record) {
    for (auto* instance : record->specializations()) {
      if (instance->getTemplateSpecializationKind() != clang::TSK_ExplicitSpecialization &&
          instance->hasDefinition() && !TraverseCXXRecordDecl(instance)) {
        return false;
      }
    }
    return true;
  }

  bool TraverseForStmt(clang::ForStmt* loop) {
    return in_loop(*loop, [&] { return Base::TraverseForStmt(loop); });
  }
  bool TraverseWhileStmt(clang::WhileStmt* loop) {
    return in_loop(*loop, [&] { return Base::TraverseWhileStmt(loop); });
  }
  bool TraverseDoStmt(clang::DoStmt* loop) {
    return in_loop(*loop, [&] { return Base::TraverseDoStmt(loop); });
  }
  bool TraverseCXXForRangeStmt(clang::CXXForRangeStmt* loop) {
    return in_loop(*loop, [&] { return Base::TraverseCXXForRangeStmt(loop); });
  }

  // What is never evaluated is no part of the program.
  bool TraverseDecltypeTypeLoc(clang::DecltypeTypeLoc) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr*) { return true; }

  // Nodes for the finders.

  bool VisitCallExpr(clang::CallExpr* call) {
    return at(*call, [&] {
      find_layer(*call, g_);
      find_activation(*call, g_);
      find_loss(*call, g_);
      find_optimizer(*call, g_);
      find_loader(*call, g_);
      find_metrics(*call, g_);
      find_seed(*call, g_);
      find_flow(*call, g_);
      if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call)) {
        find_backward(*member, g_);
        find_step(*member, g_);
      }
    });
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
    return at(*construction, [&] {
      find_layer(*construction, g_);
      find_activation(*construction, g_);
      find_optimizer(*construction, g_);
      find_seed(*construction, g_);
      find_flow(*construction, g_);
    });
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->isAssignmentOp()) find_flow(*operation, g_);
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) {
    if (operation->isIncrementDecrementOp()) find_flow(*operation, g_);
    return true;
  }
  bool VisitReturnStmt(clang::ReturnStmt* result) {
    find_flow(*result, g_);
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    find_flow(*reference, g_);
    return true;
  }
  bool VisitVarDecl(clang::VarDecl* variable) {
    find_flow(*variable, g_);
    return true;
  }
  bool VisitFieldDecl(clang::FieldDecl* field) {
    find_flow(*field, g_);
    return true;
  }
  bool VisitDecompositionDecl(clang::DecompositionDecl* bindings) {
    find_flow(*bindings, g_);
    return true;
  }

private:
  /// Finders see the ancestors of a node without the node itself, which the walk has already put on the way.
  template <typename Finders>
  bool at(const clang::Stmt& node, Finders find) {
    const bool on_the_way = !g_.ancestors.empty() && g_.ancestors.back().statement == &node;
    if (on_the_way) g_.ancestors.pop_back();
    find();
    if (on_the_way) g_.ancestors.push_back({&node, nullptr, nullptr});
    return true;
  }

  template <typename Walk>
  bool in_function(const clang::FunctionDecl& function, Walk walk) {
    if (!function.doesThisDeclarationHaveABody()) return true;
    const Key key = g_.key_of(function);
    Function facts{key, function.getNameAsString(), {}, function.isMain(), false, {}};
    facts.range = g_.spelling.range(function.getSourceRange()).value_or(SourceRange{});
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function)) {
      facts.test = facts.name == "TestBody";
      for (const auto* overridden : method->overridden_methods())
        facts.overrides.push_back(g_.key_of(*overridden));
    }
    g_.facts.functions.push_back(std::move(facts));
    const Within inside(g_.function, key);
    const Within outside_loops(g_.loop, Key());
    return walk();
  }

  template <typename Walk>
  bool in_lambda(const clang::FunctionDecl& body, const clang::LambdaExpr& lambda, Walk walk) {
    g_.call(body, lambda.getSourceRange(), /*by_definition=*/true);
    return in_function(body, walk);
  }

  template <typename Walk>
  bool in_loop(const clang::Stmt& loop, Walk walk) {
    const Key key = g_.spelling.place(loop.getBeginLoc());
    find_loop(loop, key, g_.loop, g_);
    const Within inside(g_.loop, key);
    return walk();
  }

  /// Members that a constructor makes without writing so: their flow stands at the member's declaration.
  void find_unwritten_members(const clang::CXXConstructorDecl& constructor) {
    for (const auto* initializer : constructor.inits()) {
      if (!initializer->isWritten()) find_flow(*initializer, g_);
    }
  }

  Gathering& g_;
};

} // namespace

void visit_unit(Gathering& gathering) {
  Visitor visitor(gathering);
  for (auto* declaration : gathering.context.getTranslationUnitDecl()->decls()) {
    if (gathering.spelling.of_subject(*declaration)) visitor.TraverseDecl(declaration);
  }
}

} // namespace misfire::reader
