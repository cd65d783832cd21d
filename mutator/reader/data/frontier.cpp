#include "mutator/reader/data/frontier.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/data/parts.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

constexpr unsigned deepest_call = 4;

const clang::Expr* argument_for(const clang::CallExpr& call, const clang::FunctionDecl& function,
                                const clang::ValueDecl& variable) {
  const auto arguments = written_arguments(call);
  for (unsigned i = 0; i < function.getNumParams() && i < arguments.size(); ++i)
    if (function.getParamDecl(i) == &variable) return arguments[i];
  return nullptr;
}

/// What cannot be followed any further.
Origins handed_out() {
  return {.from_loader = true};
}

} // namespace

Origins Frontier::explore(const clang::Stmt& node, bool input) {
  if (llvm::isa<clang::LambdaExpr>(node)) return {};
  if (const auto* part = llvm::dyn_cast<clang::Expr>(&node)) {
    if (auto fixed = fixed_part(*part, input)) return *fixed;
    if (auto met = reach_.one_turn ? meet_part(*part, input) : std::nullopt) return *met;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node))
    return meet(*reference->getDecl(), *reference, input);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node)) return meet_member(*member, input);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&node)) return meet_call(*call, input);
  Origins found;
  for (const auto* child : node.children())
    if (child) join(found, explore(*child, input), g_);
  return found;
}

Origins Frontier::meet_call(const clang::CallExpr& call, bool input) {
  const clang::Expr* object = object_of(call);
  if (reach_.into_forward)
    if (auto met = meet_function(call, input)) return *met;
  if (object && runs_forward(call, *object, g_)) return meet_network(call, module_type_of(*object), input);
  if (auto met = meet_function(call, input)) return *met;
  if (object && is_own_method(call, *object, g_)) return meet_network(call, module_type_of(*object), input);
  // What a tensor is indexed by is no part of it.
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool method = llvm::isa<clang::CXXMemberCallExpr>(call);
  const bool indexes = operation ? operation->getOperator() == clang::OO_Subscript
                                 : method && is_called(call, {"index", "index_select", "gather"});
  const bool selects = is_called(call, {"index_select"});
  Origins found = indexes                            ? explore(*object, input)
                  : selects && call.getNumArgs() > 0 ? explore(*call.getArg(0), input)
                                                     : meet_operation(call, method ? object : nullptr, input);
  if (indexes || selects || is_called(call, {"slice", "narrow", "select", "split", "chunk"}))
    found.cut = true;
  return found;
}

/// `object` is what a method is called on, else null.
Origins Frontier::meet_operation(const clang::CallExpr& call, const clang::Expr* object, bool input) {
  const bool with_parameter = assignments_.takes_parameter(call, object);
  if (with_parameter && g_.spelling.of_subject(*call.getDirectCallee()))
    return meet_network(call, nullptr, input);
  const bool with_network = takes_network(call) || assignments_.takes_learned(call, g_.spelling);
  Origins found{.forward = with_network || with_parameter};
  input = input || with_parameter;
  if (object && !module_type_of(*object)) join(found, explore(*object, input), g_);
  for (const auto* argument : call.arguments()) {
    if (!module_type_of(*argument)) join(found, explore(*argument, input || with_network), g_);
  }
  return found;
}

/// A module is a loss, or a later part of the network, where an argument comes from a forward pass.
Origins Frontier::meet_network(const clang::CallExpr& call, const clang::CXXRecordDecl* module, bool input) {
  const auto arguments = written_arguments(call);
  const bool later =
      ends_with(torch_module_name(module), "Loss") ||
      llvm::any_of(arguments, [&](const clang::Expr* argument) { return explore(*argument, false).forward; });
  Origins found{.forward = true};
  for (const auto* argument : arguments)
    join(found, explore(*argument, later ? input : true), g_);
  return found;
}

/// A function or lambda of the subject that runs a network, its body in sight: its parameters are what they
/// are there. Nothing for all else.
std::optional<Origins> Frontier::meet_function(const clang::CallExpr& call, bool input) {
  const auto* callee = call.getDirectCallee();
  const clang::FunctionDecl* defined = nullptr;
  if (!callee || !g_.spelling.of_subject(*callee) || depth_ == deepest_call || !callee->hasBody(defined))
    return std::nullopt;
  Frontier inside({defined->getBody(), nullptr}, g_);
  inside.depth_ = depth_ + 1;
  Origins returned;
  for (const auto* result : g_.body_of(*defined->getBody()).returns())
    join(returned, inside.explore(*result, false), g_);
  if (!returned.forward) return std::nullopt;
  Origins found{.forward = true, .cut = returned.cut};
  for (const bool as_input : {true, false}) {
    for (const auto& met : as_input ? returned.inputs : returned.targets) {
      if (const auto* argument = argument_for(call, *defined, *met.variable))
        join(found, explore(*argument, input || as_input), g_);
      else if (!llvm::isa<clang::ParmVarDecl, clang::FieldDecl>(met.variable)) // captured, or global
        join(found, meet(*met.variable, *met.expression, input || as_input), g_);
    }
  }
  return found;
}

/// `std::get<0>(data)` of a pair or tuple that stays as it is while the loop goes on.
std::optional<Origins> Frontier::fixed_part(const clang::Expr& part, bool input) const {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&part);
  const auto* whole = call && is_tensor(part.getType()) ? whole_of(part) : nullptr;
  const auto* owner = whole ? llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*whole)) : nullptr;
  const auto* record = owner ? class_of(owner->getType()) : nullptr;
  if (!record || !record->isInStdNamespace() || is_made_here(*owner)) return std::nullopt;
  if (record->getName() != "pair" && record->getName() != "tuple" && record->getName() != "array")
    return std::nullopt;
  const auto* index = call->getNumArgs() == 2 ? call->getArg(1) : nullptr;
  if (index && !constant_of(*index, g_.context)) return std::nullopt;
  return leaf(*owner, part, input);
}

/// Parts of what a turn is handed, by anything but libtorch's data loader, and elements of vectors of
/// batches. Nothing for all else.
std::optional<Origins> Frontier::meet_part(const clang::Expr& part, bool input) {
  const auto* whole = is_tensor(part.getType()) ? whole_of(part) : nullptr;
  const auto* owner = whole ? llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*whole)) : nullptr;
  if (!owner || is_tensor(owner->getType())) return std::nullopt;
  const auto* record = class_of(owner->getType());
  if (!record || module_of(record)) return std::nullopt;
  if (!owner->isLocalVarDecl() || !is_made_here(*owner)) {
    if (!around_.loop || !record->isInStdNamespace() || record->getName() != "vector") return std::nullopt;
    Origins element = leaf(*owner, part, input);
    element.elements = true;
    return element;
  }
  Origins found = given_by_network(*owner, input);
  if (!found.forward)
    join(found, is_from_loader(*owner) && !reach_.of_loader ? handed_out() : leaf(*owner, part, input), g_);
  return found;
}

Origins Frontier::meet_member(const clang::MemberExpr& member, bool input) {
  const auto& declaration = *member.getMemberDecl();
  if (!llvm::isa<clang::FieldDecl>(declaration)) return explore(*member.getBase(), input);
  if (!is_tensor(declaration.getType())) return {};
  if (const auto* whole = holder_of(member); whole && stays(*whole, declaration)) {
    // What the network keeps is no data.
    const bool kept = module_of(class_of(whole->getType())) || assignments_.is_learned(declaration);
    return kept ? Origins{} : leaf(*whole, member, input);
  }
  if (!g_.spelling.of_subject(declaration)) { // batch.data, but no layer's weight
    const auto* batch = reach_.of_loader ? holder_of(member) : nullptr;
    if (batch && is_made_here(*batch)) return leaf(*batch, member, input);
    const bool weight = module_of(llvm::dyn_cast<clang::CXXRecordDecl>(declaration.getDeclContext()));
    return weight ? Origins{} : handed_out();
  }
  Origins found;
  const auto* owner = named_by(*member.getBase());
  if (owner && is_inside_loop(*owner)) {
    found = given_by_network(*owner, input);
    if (found.forward) return found;
    found.from_loader = true;
  }
  join(found, meet(declaration, member, input), g_);
  return found;
}

/// Whether the part of this variable that the field is stays as it is while the loop goes on, and is no batch
/// of a library's.
bool Frontier::stays(const clang::VarDecl& whole, const clang::ValueDecl& field) const {
  if (is_made_here(whole) || !assignments_.given_to(field).empty()) return false;
  const auto* record = class_of(whole.getType());
  return !record || !is_torch(*record);
}

Origins Frontier::meet(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  if (!llvm::isa<clang::VarDecl, clang::FieldDecl, clang::BindingDecl>(declaration)) return {};
  if (!is_tensor(declaration.getType())) {
    const auto* record = class_of(declaration.getType());
    if (!record || module_of(record) || !is_inside_loop(declaration)) return {};
    Origins found = given_by_network(declaration, input);
    if (found.forward) return found;
    if (auto list = meet_list(declaration, *record, input))
      join(found, *list, g_);
    else if (!reach_.one_turn || is_from_loader(declaration))
      found.from_loader = true;
    return found;
  }
  if (assignments_.is_learned(declaration)) return {};
  const auto [met, first] = met_.emplace(std::pair(&declaration, input), Origins{});
  if (first) met->second = meet_tensor(declaration, expression, input);
  return met->second;
}

/// A vector that the loop makes of parts of a tensor, `auto parts = x.split(size)`, or adds to one by one.
/// Nothing for all else.
std::optional<Origins> Frontier::meet_list(const clang::ValueDecl& declaration,
                                           const clang::CXXRecordDecl& record, bool input) {
  const auto* list = llvm::dyn_cast<clang::VarDecl>(&declaration);
  if (!list || !record.isInStdNamespace() || record.getName() != "vector" || reach_.one_turn)
    return std::nullopt;
  const auto* parted = list->getInit() && !list->isCXXForRangeDecl()
                           ? llvm::dyn_cast<clang::CallExpr>(&strip(*list->getInit()))
                           : nullptr;
  if (parted && is_called(*parted, {"split", "chunk", "unbind"})) {
    Origins found = explore(*parted, input);
    found.cut = true;
    return found;
  }
  const auto given = assignments_.given_to(declaration);
  if (given.empty()) return std::nullopt;
  Origins found;
  for (const auto* value : given)
    join(found, explore(*value, input), g_);
  return found;
}

/// `auto output = vae->forward(x)`, of which parts are taken. No leaves where no forward pass gives it.
Origins Frontier::given_by_network(const clang::ValueDecl& declaration, bool input) {
  const clang::Decl* declared = &declaration;
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declared))
    declared = binding->getDecomposedDecl();
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(declared);
  if (!variable || !variable->getInit() || variable->isCXXForRangeDecl()) return {};
  Origins found = explore(*variable->getInit(), input);
  return found.forward ? found : without_leaves(found);
}

Origins Frontier::meet_tensor(const clang::ValueDecl& declaration, const clang::Expr& expression,
                              bool input) {
  const bool here = is_made_here(declaration) ||
                    llvm::any_of(assignments_.given_to(declaration), [&](const clang::Expr* value) {
                      return around_.loop && is_inside(around_.loop, value->getBeginLoc());
                    });
  Origins found = go_back(declaration, expression, input);
  if (!reach_.one_turn || !here || found.forward) return found;
  found = without_leaves(found);
  join(found, leaf(declaration, expression, input), g_);
  return found;
}

/// To what the tensor is made of, or to itself.
Origins Frontier::go_back(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  Origins found;
  bool made_here = false;
  for (const auto* value : assignments_.given_to(declaration)) {
    if (around_.loop && !is_inside(around_.loop, value->getBeginLoc())) continue;
    made_here = true;
    join(found, explore(*value, input), g_);
  }
  const bool here = is_made_here(declaration);
  const bool followed = reach_.one_turn && !is_from_loader(declaration);
  if (variable && variable->isLocalVarDecl() && here && (around_.loop || variable->hasInit())) {
    if (variable->isCXXForRangeDecl() && !followed) found.from_loader = true;
    if (variable->getInit()) join(found, explore(*variable->getInit(), input), g_);
  } else if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&declaration); binding && here) {
    // `auto [output, state] = net->forward(x)`; another pair is handed out by what cannot be followed.
    const auto* pair = llvm::dyn_cast_or_null<clang::VarDecl>(binding->getDecomposedDecl());
    if (pair && pair->getInit()) join(found, explore(*pair->getInit(), input), g_);
    if (!found.forward && !followed) found.from_loader = true;
  } else if (!made_here || (variable && llvm::isa<clang::ParmVarDecl>(variable) && !around_.loop)) {
    join(found, leaf(declaration, expression, input), g_);
  }
  return found;
}

/// In the loop. Without one, a lambda sees variables of the function around it, which are made there.
bool Frontier::is_made_here(const clang::ValueDecl& declaration) const {
  return is_inside_loop(declaration) || (!around_.loop && is_inside(around_.body, declaration.getLocation()));
}

bool Frontier::is_inside_loop(const clang::ValueDecl& declaration) const {
  return filled_.count(&declaration) || (around_.loop && is_inside(around_.loop, declaration.getLocation()));
}

bool Frontier::is_inside(const clang::Stmt* outer, clang::SourceLocation location) const {
  const auto& sources = g_.context.getSourceManager();
  return outer && !sources.isBeforeInTranslationUnit(location, outer->getBeginLoc()) &&
         sources.isBeforeInTranslationUnit(location, outer->getEndLoc());
}

} // namespace misfire::reader
