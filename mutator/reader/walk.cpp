#include "mutator/reader/walk.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/tree_visitor.h"
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

#include <array>

namespace misfire::reader {

namespace {

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
  const auto name = name_of(&method);
  if (name.empty() || is_one_of({"forward", "get", "size", "begin", "end", "next", "empty"}, name))
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

/// What is never evaluated is no part of the program.
bool is_unevaluated(const clang::Stmt& statement) {
  return llvm::isa<clang::RequiresExpr, clang::UnaryExprOrTypeTraitExpr>(statement);
}

class Visitor : public TreeVisitor {
public:
  explicit Visitor(Gathering& gathering) : g_(gathering) {}

  bool at(clang::Stmt& statement) override {
    if (is_unevaluated(statement)) return true;
    show_all(statement); // finders see its ancestors without itself
    g_.ancestors.push_back({&statement, nullptr, nullptr});
    const bool go_on = walk(statement);
    g_.ancestors.pop_back();
    return go_on;
  }

  bool at(clang::Decl& declaration) override {
    const bool of_subject = g_.spelling.of_subject(declaration.getLocation());
    if (!of_subject && !llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration)) return true;
    if (declaration.isImplicit() || is_of_pattern(declaration)) return true;
    g_.ancestors.push_back({nullptr, &declaration, nullptr});
    show_all(declaration);
    const bool go_on = walk(declaration);
    g_.ancestors.pop_back();
    return go_on;
  }

  bool at(clang::CXXCtorInitializer& initializer) override {
    g_.ancestors.push_back({nullptr, nullptr, &initializer});
    find_flow(initializer, g_);
    const bool go_on = go_below(initializer);
    g_.ancestors.pop_back();
    return go_on;
  }

  bool at_type(clang::TypeLoc type) override {
    if (const auto* record = type.getType()->getAsCXXRecordDecl()) g_.mention(*record);
    return true;
  }

private:
  bool walk(clang::Stmt& statement) {
    if (auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&statement)) return walk_lambda(*lambda);
    const bool loop =
        llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(statement);
    return loop ? in_loop(statement, [&] { return go_below(statement); }) : go_below(statement);
  }

  bool walk(clang::Decl& declaration) {
    if (auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
      return in_function(*function, [&] {
        if (auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(function))
          find_unwritten_members(*constructor);
        return go_below(declaration);
      });
    if (auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(&declaration))
      return walk_template(*function);
    if (auto* record = llvm::dyn_cast<clang::ClassTemplateDecl>(&declaration)) return walk_template(*record);
    if (auto* variable = llvm::dyn_cast<clang::VarTemplateDecl>(&declaration))
      return walk_template(*variable);
    // A friend is read where it is declared itself: instances of one template can be friends of one another.
    if (const auto* friendship = llvm::dyn_cast<clang::FriendDecl>(&declaration))
      if (llvm::isa_and_nonnull<clang::ClassTemplateDecl>(friendship->getFriendDecl())) return true;
    if (declaration.getKind() == clang::Decl::CXXRecord) {
      auto& record = llvm::cast<clang::CXXRecordDecl>(declaration);
      return in_class(record, [&] { return go_below(declaration); });
    }
    // Another name for a class at namespace scope is no use of it.
    return (is_outside() && llvm::isa<clang::TypedefNameDecl>(declaration)) || go_below(declaration);
  }

  bool walk_lambda(clang::LambdaExpr& lambda) {
    const auto* generic = lambda.getLambdaClass()->getDependentLambdaCallOperator();
    if (!generic) return in_lambda(*lambda.getCallOperator(), lambda, [&] { return go_below(lambda); });
    for (auto* instance : generic->specializations()) {
      if (instance->hasBody() && !in_lambda(*instance, lambda, [&] { return at(*instance->getBody()); }))
        return false;
    }
    return true;
  }

  bool walk_template(clang::FunctionTemplateDecl& function) {
    bool instantiated = false;
    for (auto* instance : function.specializations()) {
      if (instance->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization ||
          !instance->hasBody())
        continue;
      instantiated = true;
      if (!at(*instance)) return false;
    }
    const bool has_body = function.getTemplatedDecl()->isThisDeclarationADefinition();
    if (!instantiated && has_body) {
      g_.skip(function.getTemplatedDecl()->getNameInfo().getSourceRange(), "Function",
              "nothing in this unit instantiates the template, so what it calls is not known");
    }
    return true;
  }

  bool walk_template(clang::ClassTemplateDecl& record) {
    for (auto* instance : record.specializations()) {
      if (instance->getTemplateSpecializationKind() != clang::TSK_ExplicitSpecialization &&
          instance->hasDefinition() && !in_class(*instance, [&] { return go_below_class(*instance); })) {
        return false;
      }
    }
    return true;
  }

  bool walk_template(clang::VarTemplateDecl& variable) {
    for (auto* instance : variable.specializations()) {
      if (instance->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization) continue;
      g_.ancestors.push_back({nullptr, instance, nullptr});
      show_all(*instance);
      const bool go_on = go_below_variable(*instance);
      g_.ancestors.pop_back();
      if (!go_on) return false;
    }
    return true;
  }

  bool is_outside() const { return g_.function.empty() && g_.record.empty(); }

  template <typename Node>
  void show_all(const Node& node) {
    for (const auto* table : tables_)
      show(node, *table, g_);
  }

  template <typename Walk>
  bool in_class(const clang::CXXRecordDecl& record, Walk walk) {
    if (record.isLambda()) return walk();
    const Within inside(g_.record, key_of_record(record, g_.spelling));
    const Within outside(g_.function, Key()); // of a local class
    return walk();
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
    if (gathering.spelling.of_subject(*declaration)) visitor.at(*declaration);
  }
}

} // namespace misfire::reader
