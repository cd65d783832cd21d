#include "mutator/reader/walk.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/flows.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/objective/finders.h"
#include "mutator/reader/observation/finders.h"
#include "mutator/reader/optimization/finders.h"

#include <clang/AST/DeclFriend.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprConcepts.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <array>

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

/// Whether a method may run with no call of it in sight: a class that is made from a library's is handed to
/// that library, and any class may have what templates call.
bool may_be_called_by_libraries(const clang::CXXMethodDecl& method, const Spelling& spelling) {
  const auto* name = method.getDeclName().isIdentifier() ? method.getIdentifier() : nullptr;
  if (!name || is_one_of({"forward", "get", "size", "begin", "end", "next", "empty"}, name->getName()))
    return true;
  const auto* record = method.getParent()->getDefinition();
  return !record || llvm::any_of(record->bases(), [&](const clang::CXXBaseSpecifier& base) {
    const auto* made_from = base.getType()->getAsCXXRecordDecl();
    return !made_from || !spelling.of_subject(*made_from);
  });
}

/// Whether the declaration is part of a template as it is written, whose instances are read instead: a
/// partial specialisation, or a member that is defined outside of its class template.
bool is_of_pattern(const clang::Decl& declaration) {
  const auto* inside = llvm::dyn_cast<clang::DeclContext>(&declaration);
  const auto* around = declaration.getDeclContext();
  return (inside && inside->isDependentContext()) || (around && around->isDependentContext()) ||
         llvm::isa<clang::VarTemplatePartialSpecializationDecl, clang::ConceptDecl>(declaration);
}

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
    if (declaration && is_of_pattern(*declaration)) return true;
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

  bool TraverseVarTemplateDecl(clang::VarTemplateDecl* variable) {
    for (auto* instance : variable->specializations()) {
      if (instance->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization) continue;
      g_.ancestors.push_back({nullptr, instance, nullptr});
      const bool go_on = TraverseVarDecl(instance);
      g_.ancestors.pop_back();
      if (!go_on) return false;
    }
    return true;
  }

  // A friend is read where it is declared itself: instances of one template can be friends of one another.
  bool TraverseFriendDecl(clang::FriendDecl* friendship) {
    return llvm::isa_and_nonnull<clang::ClassTemplateDecl>(friendship->getFriendDecl()) ||
           Base::TraverseFriendDecl(friendship);
  }

  bool TraverseCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (record->isLambda()) return Base::TraverseCXXRecordDecl(record);
    const Within inside(g_.record, key_of_record(*record, g_.spelling));
    const Within outside(g_.function, Key()); // of a local class
    return Base::TraverseCXXRecordDecl(record);
  }
  // Another name for a class at namespace scope is no use of it.
  bool TraverseTypeAliasDecl(clang::TypeAliasDecl* alias) {
    return is_outside() || Base::TraverseTypeAliasDecl(alias);
  }
  bool TraverseTypedefDecl(clang::TypedefDecl* alias) {
    return is_outside() || Base::TraverseTypedefDecl(alias);
  }
  bool VisitTypeLoc(clang::TypeLoc type) {
    if (const auto* record = type.getType()->getAsCXXRecordDecl()) g_.mention(*record);
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
  bool TraverseRequiresExpr(clang::RequiresExpr*) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr*) { return true; }

  // Nodes for the finders.

  bool VisitCallExpr(clang::CallExpr* call) { return at(*call); }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction) { return at(*construction); }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) { return at(*operation); }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) { return at(*operation); }
  bool VisitIfStmt(clang::IfStmt* decision) { return at(*decision); }
  bool VisitBreakStmt(clang::BreakStmt* end) { return at(*end); }
  bool VisitReturnStmt(clang::ReturnStmt* result) { return at(*result); }
  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) { return at(*reference); }
  bool VisitVarDecl(clang::VarDecl* variable) { return show_all(*variable); }
  bool VisitFieldDecl(clang::FieldDecl* field) { return show_all(*field); }

private:
  bool is_outside() const { return g_.function.empty() && g_.record.empty(); }

  template <typename Node>
  bool show_all(const Node& node) {
    for (const auto* table : tables_)
      show(node, *table, g_);
    return true;
  }

  /// Finders see the ancestors of a statement without itself, which the walk has already put on the way.
  template <typename Node>
  bool at(const Node& node) {
    const bool on_the_way = !g_.ancestors.empty() && g_.ancestors.back().statement == &node;
    if (on_the_way) g_.ancestors.pop_back();
    show_all(node);
    if (on_the_way) g_.ancestors.push_back({&node, nullptr, nullptr});
    return true;
  }

  template <typename Walk>
  bool in_function(const clang::FunctionDecl& function, Walk walk) {
    if (!function.doesThisDeclarationHaveABody()) return true;
    const Key key = g_.key_of(function);
    g_.reading = function.getNameAsString() + "() at " +
                 function.getLocation().printToString(g_.context.getSourceManager());
    Function facts{.key = key, .name = function.getNameAsString()};
    facts.entry = function.isMain();
    facts.range = g_.spelling.range(function.getSourceRange()).value_or(SourceRange{});
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function)) {
      facts.test = facts.name == "TestBody";
      if (!method->getParent()->isLambda()) facts.record = key_of_record(*method->getParent(), g_.spelling);
      for (const auto* overridden : method->overridden_methods())
        facts.overrides.push_back(g_.key_of(*overridden));
      facts.open = may_be_called_by_libraries(*method, g_.spelling);
    }
    g_.facts.functions.push_back(std::move(facts));
    const Within inside(g_.function, key);
    const Within outside_loops(g_.loop, Key());
    find_meetings_of_parameters(function, g_);
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
  const std::array<const FinderTable*, 7> tables_ = {
      &network_finders(), &data_finders(),        &objective_finders(), &optimization_finders(),
      &control_finders(), &observation_finders(), &flow_finders()};
};

} // namespace

void visit_unit(Gathering& gathering) {
  Visitor visitor(gathering);
  for (auto* declaration : gathering.context.getTranslationUnitDecl()->decls()) {
    if (gathering.spelling.of_subject(*declaration)) visitor.TraverseDecl(declaration);
  }
}

} // namespace misfire::reader
