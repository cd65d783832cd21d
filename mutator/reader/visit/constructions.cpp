#include "mutator/reader/visit/constructions.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

/// What makes no module of its own: nullptr, a copy or move of a holder, a pointer to a module made
/// elsewhere.
bool takes_another(const std::vector<const clang::Expr*>& arguments) {
  if (arguments.empty()) return false;
  const clang::Expr& first = strip(*arguments[0]);
  if (first.getType()->isNullPtrType() || llvm::isa<clang::CXXNullPtrLiteralExpr>(first)) return true;
  return arguments.size() == 1 && module_of(class_of(first.getType())) != nullptr;
}

bool is_holder(const clang::CXXRecordDecl& record) {
  const auto* module = module_of(&record);
  return module && module != &record;
}

/// From the name of the member or variable that is initialised to the end of its initialiser.
clang::SourceRange declared_range(const clang::CXXConstructExpr& construction, const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  if (above.initializer) return above.initializer->getSourceRange();
  const auto* declared = llvm::dyn_cast_or_null<clang::DeclaratorDecl>(above.declaration);
  if (!declared || llvm::isa<clang::FunctionDecl>(declared)) return construction.getSourceRange();
  const auto end = construction.getEndLoc();
  return {declared->getLocation(), end.isValid() ? end : declared->getLocation()};
}

/// Before the closing bracket that ends `range`; after a name without brackets, in brackets of its own.
std::optional<Place> first_argument_at_end(const SourceRange& range, const Spelling& spelling) {
  const std::string text = spelling.text(range);
  if (text.empty()) return std::nullopt;
  const bool bracket = text.back() == ')' || text.back() == '}';
  const auto point = bracket ? range.end - 1 : range.end;
  const char* open = bracket ? "" : "{";
  return Place{{range.file, point, point}, open, bracket ? "" : "}"};
}

/// With the dots behind it, where it is the pack of a template: `layer(sizes...)`.
SourceRange with_expansion(SourceRange inside, const clang::Expr& last, const clang::SourceRange& around,
                           const Gathering& gathering) {
  const auto whole = gathering.spelling.range(around);
  const auto* named = llvm::dyn_cast_or_null<clang::ParmVarDecl>(named_by(last));
  if (!named || !whole || whole->file != inside.file || whole->end <= inside.end) return inside;
  const std::string behind = gathering.spelling.text({inside.file, inside.end, whole->end});
  const auto dots = behind.find_first_not_of(" \t\r\n");
  if (dots != std::string::npos && behind.compare(dots, 3, "...") == 0)
    inside.end += static_cast<std::uint32_t>(dots) + 3;
  return inside;
}

Construction described(const clang::CXXRecordDecl& module, std::vector<const clang::Expr*> arguments,
                       clang::SourceRange tokens, const Gathering& gathering) {
  Construction made{torch_module_name(&module), std::move(arguments), tokens, {}, {}, {}, {}};
  made.range = gathering.spelling.range(tokens);
  if (!made.arguments.empty())
    made.inside = gathering.spelling.range(*made.arguments.front(), *made.arguments.back());
  if (made.inside) made.inside = with_expansion(*made.inside, *made.arguments.back(), tokens, gathering);
  if (made.arguments.empty() && made.range)
    made.first_argument = first_argument_at_end(*made.range, gathering.spelling);
  return made;
}

const clang::CXXNewExpr* new_around(const Gathering& gathering) {
  return llvm::dyn_cast_or_null<clang::CXXNewExpr>(gathering.meaningful_ancestor().statement);
}

bool is_part_of_module(const clang::CXXConstructExpr& construction, const Gathering& gathering) {
  if (!makes_complete_object(construction)) return true;
  const auto* initializer = gathering.meaningful_ancestor().initializer;
  return initializer && !initializer->isAnyMemberInitializer();
}

bool names_of_containers(llvm::StringRef name) {
  return name == "push_back" || name == "emplace_back" || name == "insert" || name == "emplace";
}

/// Whether a member is given a value in a body: `drop = ...`.
bool is_assigned_in(const clang::Stmt* body, const clang::FieldDecl& field) {
  return any_below<clang::CXXOperatorCallExpr>(body, [&](const clang::CXXOperatorCallExpr& operation) {
    return operation.isAssignmentOp() && named_by(*operation.getArg(0)) == &field;
  });
}

bool is_given_a_value(const clang::FieldDecl& field) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(field.getParent());
  if (!record) return true;
  for (const auto* declared : record->ctors()) {
    const auto* constructor = llvm::cast_or_null<clang::CXXConstructorDecl>(declared->getDefinition());
    // One that is defined in another unit, or that nothing in this one instantiates, may give it one.
    if (declared->isUserProvided() && !constructor) return true;
    if (!constructor) continue;
    for (const auto* initializer : constructor->inits())
      if (initializer->getAnyMember() == &field && initializer->isWritten()) return true;
  }
  for (const auto* method : record->methods()) {
    if (is_assigned_in(method->getBody(), field)) return true;
  }
  return false;
}

/// T of `emplace_back(...)` on a vector of holders or pointers, or of `emplace_back<T>(...)` on a Sequential.
const clang::CXXRecordDecl* emplaced_by(const clang::CXXMemberCallExpr& call) {
  const auto* method = call.getMethodDecl();
  if (name_of(method) != "emplace_back") return nullptr;
  const auto* container = call.getRecordDecl();
  if (container && container->isInStdNamespace()) {
    const auto* vector = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(container);
    const bool of_types = vector && vector->getTemplateArgs().size() > 0 &&
                          vector->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type;
    return of_types ? vector->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl() : nullptr;
  }
  return nullptr;
}

/// What is made on the heap or in a container: a pointer to a module can be wrapped itself; what a pointer or
/// container has of a holder is made of another holder.
std::optional<Place> place_on_the_heap(const Construction& made, bool holder) {
  if (!holder) return made.range ? std::optional(Place{*made.range, {}, {}}) : std::nullopt;
  if (!made.inside) return std::nullopt;
  return Place{*made.inside, "torch::nn::" + made.type + "(", ")"};
}

} // namespace

std::optional<Construction> module_made_by(const clang::CXXConstructExpr& construction,
                                           const Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  const auto* module = module_of(record);
  if (!module || torch_module_name(module).empty()) return std::nullopt;
  if (construction.getConstructor()->isCopyOrMoveConstructor() || is_part_of_module(construction, gathering))
    return std::nullopt;
  auto arguments = written_arguments(construction);
  if (takes_another(arguments)) return std::nullopt;
  if (const auto* whole = new_around(gathering)) {
    auto made = described(*module, std::move(arguments), whole->getSourceRange(), gathering);
    made.place = place_on_the_heap(made, is_holder(*record));
    return made;
  }
  if (gathering.names_its_type(construction)) {
    auto made =
        described(*module, std::move(arguments), gathering.written_construction(construction), gathering);
    // A bare Impl is neither holder nor pointer.
    if (made.range && record != module) made.place = Place{*made.range, {}, {}};
    return made;
  }
  // A conversion from the arguments alone (`Linear fc = {784, 64}`) has no range of its own but theirs.
  auto made = described(*module, std::move(arguments), declared_range(construction, gathering), gathering);
  if (made.inside && is_holder(*record))
    made.place = Place{*made.inside, "torch::nn::" + made.type + "(", ")"};
  return made;
}

std::optional<Construction> module_made_by(const clang::CallExpr& call, const Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return std::nullopt;
  const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const clang::CXXRecordDecl* record = member ? emplaced_by(*member) : nullptr;
  const bool makes = !member && is_std(callee, {"make_shared", "make_unique"});
  if (makes) record = class_of(call.getType());
  const auto* module = module_of(record);
  auto arguments = written_arguments(call);
  if (!module || torch_module_name(module).empty() || takes_another(arguments)) return std::nullopt;
  auto made = described(*module, std::move(arguments), call.getSourceRange(), gathering);
  if (makes || is_holder(*record)) made.place = place_on_the_heap(made, is_holder(*record));
  return made;
}

std::optional<Construction> module_made_by(const clang::FieldDecl& field, const Gathering& gathering) {
  const auto* record = field.getType()->getAsCXXRecordDecl();
  const auto* module = module_of(record);
  if (!module || !is_holder(*record) || torch_module_name(module).empty()) return std::nullopt;
  if (field.hasInClassInitializer() || is_given_a_value(field)) return std::nullopt;
  return described(*module, {}, field.getLocation(), gathering);
}

bool makes_nothing(const clang::Expr& initialiser) {
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&strip(initialiser));
  return construction && is_holder(*construction->getConstructor()->getParent()) &&
         construction->getNumArgs() == 1 && construction->getArg(0)->getType()->isNullPtrType();
}

Key holder_of(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (above->initializer) {
      const auto* member = above->initializer->getAnyMember();
      return member ? gathering.key_of(*member) : Key();
    }
    if (const auto* variable = llvm::dyn_cast_or_null<clang::ValueDecl>(above->declaration)) {
      return llvm::isa<clang::FunctionDecl>(variable) ? Key() : gathering.key_of(*variable);
    }
    if (llvm::isa_and_nonnull<clang::ReturnStmt>(above->statement)) return gathering.function;
    if (const auto* operation = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(above->statement);
        operation && operation->isAssignmentOp()) {
      const auto* assigned = named_by(*operation->getArg(0));
      return assigned ? gathering.key_of(*assigned) : Key();
    }
    if (const auto* call = llvm::dyn_cast_or_null<clang::CXXMemberCallExpr>(above->statement)) {
      const auto* container = call->getImplicitObjectArgument();
      if (!names_of_containers(name_of(call->getMethodDecl()))) continue;
      const auto* variable = container ? named_by(*container) : nullptr;
      return variable ? gathering.key_of(*variable) : Key();
    }
  }
  return {};
}

} // namespace misfire::reader
