#include "mutator/reader/visit.h"

#include "mutator/reader/clang_versions.h"
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
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr*) { return true; }

  // Nodes for the finders.

  bool VisitCallExpr(clang::CallExpr* call) {
    return at(*call, [&] {
      find_layer(*call, g_);
      find_activation(*call, g_);
      find_dropout(*call, g_);
      find_mask(*call, g_);
      find_init(*call, g_);
      find_meeting(*call, g_);
      find_loss(*call, g_);
      find_optimizer(*call, g_);
      find_loader(*call, g_);
      find_dataset(*call, g_);
      find_metrics(*call, g_);
      find_seed(*call, g_);
      find_clip_grad(*call, g_);
      find_no_grad(*call, g_);
      find_checkpoint(*call, g_);
      find_flow(*call, g_);
      find_forward(*call, g_);
      if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call)) {
        find_backward(*member, g_);
        find_training_tensors(*member, g_);
        find_step(*member, g_);
        find_registration(*member, g_);
        find_gradient_change(*member, g_);
        find_update(*member, g_);
        find_mode_switch(*member, g_);
        find_schedule(*member, g_);
      } else if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call)) {
        find_gradient_change(*operation, g_);
        find_update(*operation, g_);
      } else {
        find_schedule(*call, g_);
      }
      if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call))
        find_penalty(*operation, g_);
    });
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
    return at(*construction, [&] {
      find_layer(*construction, g_);
      find_activation(*construction, g_);
      find_dropout(*construction, g_);
      find_meeting(*construction, g_);
      find_optimizer(*construction, g_);
      find_schedule(*construction, g_);
      find_no_grad(*construction, g_);
      find_seed(*construction, g_);
      find_flow(*construction, g_);
    });
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    return at(*operation, [&] {
      if (operation->isComparisonOp()) find_guard(*operation, g_);
      if (!operation->isAssignmentOp()) return;
      find_flow(*operation, g_);
      find_schedule(*operation, g_);
      find_stop(*operation, g_);
    });
  }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) {
    if (operation->isIncrementDecrementOp()) find_flow(*operation, g_);
    return true;
  }
  bool VisitIfStmt(clang::IfStmt* decision) {
    return at(*decision, [&] { find_guard(*decision, g_); });
  }
  bool VisitBreakStmt(clang::BreakStmt* end) {
    return at(*end, [&] { find_stop(*end, g_); });
  }
  bool VisitReturnStmt(clang::ReturnStmt* result) {
    find_flow(*result, g_);
    find_stop(*result, g_);
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    find_flow(*reference, g_);
    return true;
  }
  bool VisitVarDecl(clang::VarDecl* variable) {
    find_constant_tensor(*variable, g_);
    find_flow(*variable, g_);
    return true;
  }
  bool VisitFieldDecl(clang::FieldDecl* field) {
    find_flow(*field, g_);
    find_activation(*field, g_);
    find_dropout(*field, g_);
    return true;
  }
  bool VisitDecompositionDecl(clang::DecompositionDecl* bindings) {
    find_flow(*bindings, g_);
    return true;
  }

private:
  bool is_outside() const { return g_.function.empty() && g_.record.empty(); }

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
};

} // namespace

void visit_unit(Gathering& gathering) {
  Visitor visitor(gathering);
  for (auto* declaration : gathering.context.getTranslationUnitDecl()->decls()) {
    if (gathering.spelling.of_subject(*declaration)) visitor.TraverseDecl(declaration);
  }
}

} // namespace misfire::reader
