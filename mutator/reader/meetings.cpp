// Meetings: what the output of a layer, of a function, or the value of a parameter meets first.
#include "mutator/reader/constructions.h"
#include "mutator/reader/finders.h"
#include "mutator/reader/names.h"
#include "mutator/reader/torch_types.h"

namespace misfire::reader {

namespace {

/// What a value comes to next.
struct Next {
  Encounter meets = Encounter::unknown;
  Key next;
  bool asks_shape = false; ///< it was only asked for its shape
  bool enters = false;     ///< `next` is a Sequential that it comes to
};

Next meeting(Encounter encounter) {
  return {encounter, {}, false};
}

/// Follows one value through the body of the function that is visited.
class Walk {
public:
  Walk(const Body& body, const Gathering& gathering) : body_(body), gathering_(gathering) {}

  /// What the value of an expression comes to.
  Next from(const clang::Expr& expression) {
    const clang::Stmt* node = &expression;
    while (++steps_ < most_steps) {
      const clang::Stmt* below = nullptr;
      const clang::Stmt* outer = body_.meaningfully_above(*node, &below);
      if (!outer) return meeting(Encounter::other);
      const clang::Stmt* through = nullptr;
      const Next next = at(*outer, *below, &through);
      if (!through) return next;
      node = through;
    }
    return {};
  }

  /// What a variable comes to, first, of all places where it is read.
  Next from_first(const std::vector<const clang::Expr*>& reads) {
    for (const auto* read : reads) {
      const Next next = from(*read);
      if (!next.asks_shape) return next;
      if (steps_ >= most_steps) break;
    }
    return meeting(Encounter::other);
  }

private:
  /// What happens to `below` in the node above it; `through` is set where the value goes on as that node.
  Next at(const clang::Stmt& outer, const clang::Stmt& below, const clang::Stmt** through) {
    if (llvm::isa<clang::ReturnStmt>(outer)) return {Encounter::unknown, gathering_.function, false};
    if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&outer)) {
      if (choice->getCond() == &below) return meeting(Encounter::other);
      *through = &outer;
      return {};
    }
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&outer)) return at_method(*member, through);
    if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&outer))
      return at_declaration(*declaration, below);
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&outer))
      return at_operator(*operation, below, through);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&outer)) return at_argument(*call, below, through);
    return meeting(Encounter::other);
  }

  Next at_method(const clang::MemberExpr& member, const clang::Stmt** through) {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member.getMemberDecl());
    if (!method || !method->getIdentifier()) return meeting(Encounter::other);
    llvm::StringRef name = method->getName();
    if (asks_for_shape(name)) return {Encounter::other, {}, true};
    if (is_looked_through(name)) {
      const clang::Stmt* below = nullptr;
      *through = body_.meaningfully_above(member, &below);
      return {};
    }
    name.consume_back("_");
    return meeting(activation_named(name).empty() ? Encounter::other : Encounter::activation);
  }

  Next at_declaration(const clang::DeclStmt& declaration, const clang::Stmt& below) {
    for (const auto* declared : declaration.decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      if (!variable || !variable->getInit() || llvm::isa<clang::DecompositionDecl>(variable)) continue;
      if (&strip(*variable->getInit()) == &strip(llvm::cast<clang::Expr>(below)))
        return from_first(body_.reads_after(*variable, declaration));
    }
    return meeting(Encounter::other);
  }

  Next at_operator(const clang::CXXOperatorCallExpr& operation, const clang::Stmt& below,
                   const clang::Stmt** through) {
    if (operation.getOperator() == clang::OO_Call) return at_argument(operation, below, through);
    if (operation.getOperator() != clang::OO_Equal || operation.getArg(1) != &below)
      return meeting(Encounter::other);
    const auto* variable = named_by(*operation.getArg(0));
    if (!variable || llvm::isa<clang::FieldDecl>(variable)) return meeting(Encounter::other);
    return from_first(body_.reads_after(*variable, operation));
  }

  Next at_argument(const clang::CallExpr& call, const clang::Stmt& below, const clang::Stmt** through) {
    const auto arguments = written_arguments(call);
    const auto place = std::find(arguments.begin(), arguments.end(), &below);
    const auto* callee = call.getDirectCallee();
    if (place == arguments.end() || !callee) return meeting(Encounter::other);
    const auto index = static_cast<unsigned>(place - arguments.begin());
    if (const auto* module = called_module(call)) return at_module(*module, call, index, through);
    if (gathering_.spelling.of_subject(*callee))
      return {Encounter::unknown, gathering_.key_of(pattern_of(*callee)) + "#" + std::to_string(index),
              false};
    if (!is_torch(*callee) || !callee->getIdentifier() || index > 0) return meeting(Encounter::other);
    return at_name(callee->getName(), call, through);
  }

  Next at_name(llvm::StringRef name, const clang::CallExpr& call, const clang::Stmt** through) {
    if (is_looked_through(name)) {
      *through = &call;
      return {};
    }
    name.consume_back("_");
    return meeting(activation_named(name.lower()).empty() ? Encounter::other : Encounter::activation);
  }

  Next at_module(const clang::CXXRecordDecl& module, const clang::CallExpr& call, unsigned index,
                 const clang::Stmt** through) {
    const std::string type = torch_module_name(&module);
    if (type == "Sequential") {
      const auto* holder = module_variable(call);
      if (!holder) return {};
      return {Encounter::unknown, gathering_.key_of(*holder), false, true};
    }
    if (!type.empty()) return at_name(type, call, through);
    for (const auto* method : module.methods()) {
      if (method->getIdentifier() && method->getName() == "forward")
        return {Encounter::unknown, gathering_.key_of(pattern_of(*method)) + "#" + std::to_string(index),
                false};
    }
    return {};
  }

public:
  /// The module class whose forward() a call runs; null for other calls.
  static const clang::CXXRecordDecl* called_module(const clang::CallExpr& call) {
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
      if (operation->getOperator() != clang::OO_Call) return nullptr;
      return module_of(class_of(call.getArg(0)->getType()));
    }
    const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const auto* method = member ? member->getMethodDecl() : nullptr;
    const bool forward = method && method->getIdentifier() && method->getName() == "forward";
    return forward ? module_of(class_of(member->getObjectType())) : nullptr;
  }

  /// The variable, member or container that holds the module which a call runs.
  static const clang::ValueDecl* module_variable(const clang::CallExpr& call) {
    const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    return held_by(member ? *member->getImplicitObjectArgument() : *call.getArg(0));
  }

private:
  static constexpr int most_steps = 200;

  const Body& body_;
  const Gathering& gathering_;
  int steps_ = 0;
};

void add(Key value, const Next& next, std::optional<SourceRange> call, Gathering& gathering) {
  gathering.facts.meetings.push_back({std::move(value), next.meets, next.next, call.value_or(SourceRange{}),
                                      gathering.function, gathering.loop, false, next.enters});
}

/// The class of the module that an element of a Sequential is, named pairs looked into.
const clang::Expr& element_of(const clang::Expr& argument) {
  const clang::Expr& inner = strip(argument);
  const auto* pair = llvm::dyn_cast<clang::CXXConstructExpr>(&inner);
  const bool named = pair && pair->getNumArgs() == 2 &&
                     pair->getConstructor()->getParent()->getIdentifier() &&
                     pair->getConstructor()->getParent()->getName() == "NamedAnyModule";
  return named ? strip(*pair->getArg(1)) : inner;
}

/// Whose value an element gives: its own place where it is made there, else what holds it.
Key output_of(const clang::Expr& element, const Gathering& gathering) {
  const auto* variable = held_by(element);
  return variable ? gathering.key_of(*variable) : gathering.spelling.place(element.getBeginLoc());
}

/// The function that is named in `Functional(torch::relu)`.
llvm::StringRef function_in(const clang::Expr& element) {
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&element);
  if (!made || made->getNumArgs() == 0) return {};
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&strip_access(*made->getArg(0)));
  const auto* function = reference ? llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()) : nullptr;
  return function && function->getIdentifier() ? function->getName() : llvm::StringRef();
}

/// What the value that comes to `elements[i]` of a Sequential meets.
Next in_sequence(const std::vector<const clang::Expr*>& elements, std::size_t i, const Key& sequential,
                 const Gathering& gathering) {
  for (; i < elements.size(); ++i) {
    const auto* module = module_of(class_of(elements[i]->getType()));
    std::string name = torch_module_name(module);
    if (name == "Functional") name = function_in(*elements[i]).str();
    if (is_looked_through(name)) continue;
    if (name == "Sequential") return {};
    if (name.empty() && module) {
      for (const auto* method : module->methods())
        if (method->getIdentifier() && method->getName() == "forward")
          return {Encounter::unknown, gathering.key_of(pattern_of(*method)) + "#0", false};
    }
    const std::string lower = llvm::StringRef(name).lower();
    return meeting(activation_named(lower).empty() ? Encounter::other : Encounter::activation);
  }
  return {Encounter::unknown, sequential, false};
}

void add_elements(const std::vector<const clang::Expr*>& elements, const Key& sequential, bool from_start,
                  Gathering& gathering) {
  if (from_start) {
    add(sequential, in_sequence(elements, 0, sequential, gathering), {}, gathering);
    gathering.facts.meetings.back().entry = true;
  }
  for (std::size_t i = 0; i < elements.size(); ++i)
    add(output_of(*elements[i], gathering), in_sequence(elements, i + 1, sequential, gathering), {},
        gathering);
}

/// What is pushed onto a Sequential meets what is pushed after it.
void find_pushed(const clang::CXXMemberCallExpr& push, Gathering& gathering) {
  const auto* method = push.getMethodDecl();
  if (!method || !method->getIdentifier() || method->getName() != "push_back") return;
  if (torch_module_name(module_of(class_of(push.getObjectType()))) != "Sequential") return;
  const auto* holder = held_by(*push.getImplicitObjectArgument());
  const Body* body = gathering.body();
  if (!holder || !body || written_arguments(push).empty()) return;
  // What is pushed onto the same Sequential from here on, in the order of the source.
  std::vector<const clang::Expr*> elements = {&element_of(*written_arguments(push).back())};
  for (const auto* read : body->reads_after(*holder, push)) {
    for (const auto* outer = body->above(*read); outer; outer = body->above(*outer)) {
      if (llvm::isa<clang::CompoundStmt>(outer)) break;
      const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(outer);
      const auto* later = call ? call->getMethodDecl() : nullptr;
      if (!later || !later->getIdentifier() || later->getName() != "push_back") continue;
      if (call != &push && !written_arguments(*call).empty() &&
          held_by(*call->getImplicitObjectArgument()) == holder)
        elements.push_back(&element_of(*written_arguments(*call).back()));
      break;
    }
  }
  const Key sequential = gathering.key_of(*holder);
  add(output_of(*elements[0], gathering), in_sequence(elements, 1, sequential, gathering), {}, gathering);
}

} // namespace

void find_meeting(const clang::CallExpr& call, Gathering& gathering) {
  const Body* body = gathering.body();
  const auto* callee = call.getDirectCallee();
  if (const auto* push = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) find_pushed(*push, gathering);
  if (!body || !callee || call.getType()->isVoidType()) return;
  const auto* module = Walk::called_module(call);
  const std::string type = torch_module_name(module);
  const auto* holder = module ? Walk::module_variable(call) : nullptr;
  const bool own_function = gathering.spelling.of_subject(*callee) && is_tensor(call.getType());
  Walk walk(*body, gathering);
  if (module && type.empty()) {
    for (const auto* method : module->methods())
      if (method->getIdentifier() && method->getName() == "forward")
        add(gathering.key_of(pattern_of(*method)), walk.from(call), {}, gathering);
  } else if (holder && activation_named(llvm::StringRef(type).lower()).empty() && !is_looked_through(type)) {
    add(gathering.key_of(*holder), walk.from(call), gathering.spelling.range(call), gathering);
  } else if (own_function && !module) {
    add(gathering.key_of(*callee), walk.from(call), {}, gathering);
  }
}

void find_meeting(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  if (torch_module_name(module_of(record)) != "Sequential") return;
  if (construction.getConstructor()->isCopyOrMoveConstructor()) return;
  std::vector<const clang::Expr*> elements;
  for (const auto* argument : written_arguments(construction)) {
    const clang::Expr* inner = &strip(*argument);
    if (const auto* list = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(inner))
      inner = &strip(*list->getSubExpr());
    if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner)) {
      for (const auto* element : list->inits())
        elements.push_back(&element_of(*element));
    } else {
      elements.push_back(&element_of(*inner));
    }
  }
  if (!elements.empty()) add_elements(elements, holder_of(gathering), true, gathering);
}

void find_meetings_of_parameters(const clang::FunctionDecl& function, Gathering& gathering) {
  if (!function.getBody()) return;
  const Body& body = gathering.body_of(*function.getBody());
  for (const auto* parameter : function.parameters()) {
    if (!is_tensor(parameter->getType())) continue;
    Walk walk(body, gathering);
    add(gathering.key_of(*parameter), walk.from_first(body.reads_of(*parameter)), {}, gathering);
  }
}

} // namespace misfire::reader
