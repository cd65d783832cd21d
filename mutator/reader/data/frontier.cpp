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

} // namespace

bool Frontier::explore(const clang::Stmt& node, bool input) {
  if (llvm::isa<clang::LambdaExpr>(node)) return false;
  if (const auto* part = llvm::dyn_cast<clang::Expr>(&node)) {
    if (add_fixed_part(*part, input)) return false;
    if (const auto forward = reach_.one_turn ? meet_part(*part, input) : std::nullopt) return *forward;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node))
    return meet(*reference->getDecl(), *reference, input);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node)) return meet_member(*member, input);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&node)) return meet_call(*call, input);
  bool forward = false;
  for (const auto* child : node.children())
    if (child) forward = explore(*child, input) || forward;
  return forward;
}

bool Frontier::meet_call(const clang::CallExpr& call, bool input) {
  const clang::Expr* object = object_of(call);
  if (reach_.into_forward)
    if (const auto forward = meet_function(call, input)) return *forward;
  if (object && runs_forward(call, *object, g_)) return meet_network(call, module_type_of(*object), input);
  if (const auto forward = meet_function(call, input)) return *forward;
  if (object && is_own_method(call, *object, g_)) return meet_network(call, module_type_of(*object), input);
  // What a tensor is indexed by is no part of it.
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool method = llvm::isa<clang::CXXMemberCallExpr>(call);
  const bool indexes = operation ? operation->getOperator() == clang::OO_Subscript
                                 : method && is_called(call, {"index", "index_select", "gather"});
  if (indexes || is_called(call, {"index_select", "slice", "narrow", "select", "split", "chunk"})) cut = true;
  if (indexes) return explore(*object, input);
  if (is_called(call, {"index_select"}) && call.getNumArgs() > 0) return explore(*call.getArg(0), input);
  return meet_operation(call, method ? object : nullptr, input);
}

/// `object` is what a method is called on, else null.
bool Frontier::meet_operation(const clang::CallExpr& call, const clang::Expr* object, bool input) {
  const bool with_parameter = assignments_.takes_parameter(call, object);
  if (with_parameter && g_.spelling.of_subject(*call.getDirectCallee()))
    return meet_network(call, nullptr, input);
  const bool with_network = takes_network(call) || assignments_.takes_learned(call, g_.spelling);
  bool forward = with_network || with_parameter;
  input = input || with_parameter;
  if (object && !module_type_of(*object)) forward = explore(*object, input) || forward;
  for (const auto* argument : call.arguments()) {
    if (!module_type_of(*argument)) forward = explore(*argument, input || with_network) || forward;
  }
  return forward;
}

/// A module is a loss, or a later part of the network, where an argument comes from a forward pass.
bool Frontier::meet_network(const clang::CallExpr& call, const clang::CXXRecordDecl* module, bool input) {
  const auto arguments = written_arguments(call);
  const bool later = ends_with(torch_module_name(module), "Loss") ||
                     llvm::any_of(arguments, [&](const clang::Expr* argument) {
                       Frontier trial = *this;
                       return trial.explore(*argument, false);
                     });
  for (const auto* argument : arguments)
    explore(*argument, later ? input : true);
  return true;
}

/// A function or lambda of the subject that runs a network, its body in sight: its parameters are what they
/// are there. Nothing for all else.
std::optional<bool> Frontier::meet_function(const clang::CallExpr& call, bool input) {
  const auto* callee = call.getDirectCallee();
  const clang::FunctionDecl* defined = nullptr;
  if (!callee || !g_.spelling.of_subject(*callee) || depth_ == deepest_call || !callee->hasBody(defined))
    return std::nullopt;
  Frontier inside({defined->getBody(), nullptr}, g_);
  inside.depth_ = depth_ + 1;
  bool forward = false;
  for (const auto* result : g_.body_of(*defined->getBody()).returns())
    forward = inside.explore(*result, false) || forward;
  if (!forward) return std::nullopt;
  for (const bool as_input : {true, false}) {
    for (const auto& leaf : as_input ? inside.inputs : inside.targets) {
      if (const auto* argument = argument_for(call, *defined, *leaf.variable))
        explore(*argument, input || as_input);
      else if (!llvm::isa<clang::ParmVarDecl, clang::FieldDecl>(leaf.variable)) // captured, or global
        meet(*leaf.variable, *leaf.expression, input || as_input);
    }
  }
  cut = cut || inside.cut;
  return true;
}

/// `std::get<0>(data)` of a pair or tuple that stays as it is while the loop goes on.
bool Frontier::add_fixed_part(const clang::Expr& part, bool input) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&part);
  const auto* whole = call && is_tensor(part.getType()) ? whole_of(part) : nullptr;
  const auto* owner = whole ? llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*whole)) : nullptr;
  const auto* record = owner ? class_of(owner->getType()) : nullptr;
  if (!record || !record->isInStdNamespace() || is_made_here(*owner)) return false;
  if (record->getName() != "pair" && record->getName() != "tuple" && record->getName() != "array")
    return false;
  const auto* index = call->getNumArgs() == 2 ? call->getArg(1) : nullptr;
  if (index && !constant_of(*index, g_.context)) return false;
  add(*owner, part, input);
  return true;
}

/// Parts of what a turn is handed, by anything but libtorch's data loader, and elements of vectors of
/// batches. Nothing for all else.
std::optional<bool> Frontier::meet_part(const clang::Expr& part, bool input) {
  const auto* whole = is_tensor(part.getType()) ? whole_of(part) : nullptr;
  const auto* owner = whole ? llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*whole)) : nullptr;
  if (!owner || is_tensor(owner->getType())) return std::nullopt;
  const auto* record = class_of(owner->getType());
  if (!record || module_of(record)) return std::nullopt;
  if (!owner->isLocalVarDecl() || !is_made_here(*owner)) {
    if (!around_.loop || !record->isInStdNamespace() || record->getName() != "vector") return std::nullopt;
    add(*owner, part, input);
    elements = true;
    return false;
  }
  if (is_given_by_network(*owner, input)) return true;
  if (is_from_loader(*owner) && !reach_.of_loader)
    from_loader = true;
  else
    add(*owner, part, input);
  return false;
}

bool Frontier::meet_member(const clang::MemberExpr& member, bool input) {
  const auto& declaration = *member.getMemberDecl();
  if (!llvm::isa<clang::FieldDecl>(declaration)) return explore(*member.getBase(), input);
  if (!is_tensor(declaration.getType())) return false;
  if (const auto* whole = holder_of(member); whole && stays(*whole, declaration)) {
    if (module_of(class_of(whole->getType()))) return false; // what the network keeps is no data
    if (!assignments_.is_learned(declaration)) add(*whole, member, input);
    return false;
  }
  if (!g_.spelling.of_subject(declaration)) { // batch.data, but no layer's weight
    const auto* batch = reach_.of_loader ? holder_of(member) : nullptr;
    if (batch && is_made_here(*batch)) {
      add(*batch, member, input);
      return false;
    }
    from_loader =
        from_loader || !module_of(llvm::dyn_cast<clang::CXXRecordDecl>(declaration.getDeclContext()));
    return false;
  }
  const auto* owner = named_by(*member.getBase());
  if (owner && is_inside_loop(*owner)) {
    if (is_given_by_network(*owner, input)) return true;
    from_loader = true;
  }
  return meet(declaration, member, input);
}

/// Whether the part of this variable that the field is stays as it is while the loop goes on, and is no batch
/// of a library's.
bool Frontier::stays(const clang::VarDecl& whole, const clang::ValueDecl& field) const {
  if (is_made_here(whole) || !assignments_.given_to(field).empty()) return false;
  const auto* record = class_of(whole.getType());
  return !record || !is_torch(*record);
}

bool Frontier::meet(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  if (!llvm::isa<clang::VarDecl, clang::FieldDecl, clang::BindingDecl>(declaration)) return false;
  if (!is_tensor(declaration.getType())) {
    const auto* record = class_of(declaration.getType());
    if (!record || module_of(record) || !is_inside_loop(declaration)) return false;
    if (is_given_by_network(declaration, input)) return true;
    if (const auto forward = meet_list(declaration, *record, input)) return *forward;
    if (!reach_.one_turn || is_from_loader(declaration)) from_loader = true;
    return false;
  }
  if (assignments_.is_learned(declaration)) return false;
  const auto [seen, first] = met_forward_.emplace(std::pair(&declaration, input), false);
  if (first) seen->second = meet_tensor(declaration, expression, input);
  return seen->second;
}

/// A vector that the loop makes of parts of a tensor, `auto parts = x.split(size)`, or adds to one by one.
/// Nothing for all else.
std::optional<bool> Frontier::meet_list(const clang::ValueDecl& declaration,
                                        const clang::CXXRecordDecl& record, bool input) {
  const auto* list = llvm::dyn_cast<clang::VarDecl>(&declaration);
  if (!list || !record.isInStdNamespace() || record.getName() != "vector" || reach_.one_turn)
    return std::nullopt;
  const auto* parted = list->getInit() && !list->isCXXForRangeDecl()
                           ? llvm::dyn_cast<clang::CallExpr>(&strip(*list->getInit()))
                           : nullptr;
  if (parted && is_called(*parted, {"split", "chunk", "unbind"})) {
    cut = true;
    return explore(*parted, input);
  }
  const auto given = assignments_.given_to(declaration);
  if (given.empty()) return std::nullopt;
  bool forward = false;
  for (const auto* value : given)
    forward = explore(*value, input) || forward;
  return forward;
}

/// `auto output = vae->forward(x)`, of which parts are taken.
bool Frontier::is_given_by_network(const clang::ValueDecl& declaration, bool input) {
  const clang::Decl* declared = &declaration;
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declared))
    declared = binding->getDecomposedDecl();
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(declared);
  if (!variable || !variable->getInit() || variable->isCXXForRangeDecl()) return false;
  const auto inputs_before = inputs, targets_before = targets;
  const auto met_before = met_forward_;
  if (explore(*variable->getInit(), input)) return true;
  inputs = inputs_before;
  targets = targets_before;
  met_forward_ = met_before;
  return false;
}

bool Frontier::meet_tensor(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  const bool here = is_made_here(declaration) ||
                    llvm::any_of(assignments_.given_to(declaration), [&](const clang::Expr* value) {
                      return around_.loop && is_inside(around_.loop, value->getBeginLoc());
                    });
  if (!reach_.one_turn || !here) return go_back(declaration, expression, input);
  const auto inputs_before = inputs, targets_before = targets;
  if (go_back(declaration, expression, input)) return true;
  inputs = inputs_before;
  targets = targets_before;
  add(declaration, expression, input);
  return false;
}

/// To what the tensor is made of, or to itself.
bool Frontier::go_back(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  bool forward = false, made_here = false;
  for (const auto* value : assignments_.given_to(declaration)) {
    if (around_.loop && !is_inside(around_.loop, value->getBeginLoc())) continue;
    made_here = true;
    forward = explore(*value, input) || forward;
  }
  const bool here = is_made_here(declaration);
  const bool followed = reach_.one_turn && !is_from_loader(declaration);
  if (variable && variable->isLocalVarDecl() && here && (around_.loop || variable->hasInit())) {
    if (variable->isCXXForRangeDecl() && !followed) from_loader = true;
    if (variable->getInit()) forward = explore(*variable->getInit(), input) || forward;
  } else if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&declaration); binding && here) {
    // `auto [output, state] = net->forward(x)`; another pair is handed out by what cannot be followed.
    const auto* pair = llvm::dyn_cast_or_null<clang::VarDecl>(binding->getDecomposedDecl());
    forward = pair && pair->getInit() && explore(*pair->getInit(), input);
    if (!forward && !followed) from_loader = true;
  } else if (!made_here || (variable && llvm::isa<clang::ParmVarDecl>(variable) && !around_.loop)) {
    add(declaration, expression, input);
  }
  return forward;
}

void Frontier::add(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
  auto& leaves = input ? inputs : targets;
  const bool known = llvm::any_of(leaves, [&](const Leaf& leaf) {
    return leaf.variable == &declaration &&
           (is_tensor(declaration.getType()) ||
            g_.spelling.text(*leaf.expression) == g_.spelling.text(expression));
  });
  if (!known) leaves.push_back({&declaration, &expression});
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
