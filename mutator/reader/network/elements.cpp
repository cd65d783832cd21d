// Elements: what the modules of a Sequential meet in it, made in one expression, pushed onto it, or pushed by
// a class that derives from it.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/meetings.h"
#include "mutator/reader/network/sequences.h"
#include "mutator/reader/torch/names.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"

namespace misfire::reader {

namespace {

/// The class of the module that an element of a Sequential is, named pairs looked into.
const clang::Expr& element_of(const clang::Expr& argument) {
  const clang::Expr& inner = strip(argument);
  const auto* pair = llvm::dyn_cast<clang::CXXConstructExpr>(&inner);
  const bool named =
      pair && pair->getNumArgs() == 2 && name_of(pair->getConstructor()->getParent()) == "NamedAnyModule";
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
  return name_of(reference ? llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()) : nullptr);
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
        if (name_of(method) == "forward")
          return {Encounter::unknown, gathering.key_of(pattern_of(*method)) + "#0", false};
    }
    const std::string lower = llvm::StringRef(name).lower();
    return meets(activation_named(lower).empty() ? Encounter::other : Encounter::activation);
  }
  return {Encounter::unknown, sequential, false};
}

/// `elements[i]` meets what stands behind it. Where it was made elsewhere, `successor` is where another
/// module can be written.
void add_element(const std::vector<const clang::Expr*>& elements, std::size_t i, const Key& sequential,
                 std::optional<Place> successor, Gathering& gathering) {
  const auto& element = *elements[i];
  add_meeting(output_of(element, gathering), in_sequence(elements, i + 1, sequential, gathering), {},
              gathering);
  if (held_by(element)) gathering.facts.meetings.back().successor = std::move(successor);
}

/// What comes to a Sequential meets its elements from the first on.
void add_entry(const std::vector<const clang::Expr*>& elements, const Key& sequential, Gathering& gathering) {
  add_meeting(sequential, in_sequence(elements, 0, sequential, gathering), {}, gathering);
  gathering.facts.meetings.back().entry = true;
}

/// The activation that a module of the subject's applies to what it is given, and nothing else; empty for all
/// else.
std::string activation_in(const clang::CXXRecordDecl& module) {
  for (const auto* method : module.methods()) {
    const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(method->getBody());
    if (name_of(method) != "forward" || !body || body->size() != 1 || method->getNumParams() != 1) continue;
    const auto* result = llvm::dyn_cast<clang::ReturnStmt>(body->body_front());
    const auto* call = result && result->getRetValue()
                           ? llvm::dyn_cast<clang::CallExpr>(&strip(*result->getRetValue()))
                           : nullptr;
    if (!call) continue;
    const auto* on = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
    const auto* applied =
        on ? on->getImplicitObjectArgument() : (call->getNumArgs() ? call->getArg(0) : nullptr);
    if (applied && named_by(*applied) == method->getParamDecl(0))
      return activation_named(torch_function(*call));
  }
  return {};
}

bool holds_weights(const clang::CXXRecordDecl& module) {
  return llvm::any_of(module.fields(), [](const clang::FieldDecl* field) {
    return module_of(class_of(field->getType())) || holds_tensors(field->getType());
  });
}

/// Whether a module of the subject's has no weights and applies activation functions.
bool activates(const clang::CXXRecordDecl& module) {
  if (!module.hasDefinition() || holds_weights(module)) return false;
  return llvm::any_of(module.methods(), [](const clang::CXXMethodDecl* method) {
    return name_of(method) == "forward" &&
           any_below<clang::CallExpr>(method->getBody(), [](const clang::CallExpr& call) {
             llvm::StringRef name = torch_function(call);
             name.consume_back("_");
             return !name.empty() && !activation_named(name).empty();
           });
  });
}

/// An element that is an activation, made elsewhere or of a class of the subject's: another module can stand
/// there.
void add_activation(const clang::Expr& element, Gathering& gathering) {
  const auto* module = module_of(class_of(element.getType()));
  const std::string type = torch_module_name(module);
  const bool made_elsewhere = !type.empty() && named_by(element);
  const std::string function = made_elsewhere           ? activation_named(llvm::StringRef(type).lower())
                               : module && type.empty() ? activation_in(*module)
                                                        : "";
  if (function.empty() && module && type.empty() && activates(*module))
    gathering.skip(element.getSourceRange(), "Activation",
                   "it does more than one activation function: that in its class is exchanged instead");
  const auto range = function.empty() ? std::nullopt : gathering.spelling.range(element);
  if (range) gathering.add(*range, Activation{function, Activation::Form::construction, {}, {}, *range});
}

void add_elements(const std::vector<const clang::Expr*>& elements, const Key& sequential,
                  Gathering& gathering) {
  add_entry(elements, sequential, gathering);
  for (const auto* element : elements)
    add_activation(*element, gathering);
  for (std::size_t i = 0; i < elements.size(); ++i)
    add_element(elements, i, sequential, behind_element(*elements[i], gathering), gathering);
}

/// Whether the call pushes a module onto a Sequential, or onto what derives from it.
bool pushes(const clang::CXXMemberCallExpr& call) {
  const auto* method = call.getMethodDecl();
  return name_of(method) == "push_back" &&
         torch_module_name(module_of(class_of(call.getObjectType()))) == "Sequential" &&
         !written_arguments(call).empty();
}

const clang::Expr& pushed_by(const clang::CXXMemberCallExpr& push) {
  return element_of(*written_arguments(push).back());
}

/// The object itself: `push_back(...)` in a class that derives from Sequential.
const clang::CXXThisExpr* self_in(const clang::CXXMemberCallExpr& push) {
  return llvm::dyn_cast<clang::CXXThisExpr>(push.getImplicitObjectArgument()->IgnoreParenImpCasts());
}

void find_pushed_onto_self(const clang::CXXMemberCallExpr& push, const clang::CXXThisExpr& self,
                           Gathering& gathering) {
  const auto* record = class_of(self.getType());
  const Key sequential = record ? own_sequence(*record, gathering) : Key();
  // What a constructor pushes onto the object itself, in the order of the source.
  std::vector<const clang::CXXMemberCallExpr*> all;
  for (const auto& above : gathering.ancestors) {
    const auto* constructor = llvm::dyn_cast_or_null<clang::CXXConstructorDecl>(above.declaration);
    look_at_each<clang::CXXMemberCallExpr>(constructor ? constructor->getBody() : nullptr,
                                           [&](const clang::CXXMemberCallExpr& call) {
                                             if (pushes(call) && self_in(call)) all.push_back(&call);
                                           });
  }
  const auto place = llvm::find(all, &push);
  if (sequential.empty() || place == all.end()) return;
  std::vector<const clang::Expr*> elements;
  for (auto one = place; one != all.end(); ++one)
    elements.push_back(&pushed_by(**one));
  if (place == all.begin()) add_entry(elements, sequential, gathering);
  add_element(elements, 0, sequential, behind_push(push, gathering), gathering);
}

/// Adds the elements that an argument of a Sequential's construction is: itself, or those of a list of named
/// pairs.
void append_elements(const clang::Expr& argument, std::vector<const clang::Expr*>& elements) {
  const clang::Expr* inner = &strip(argument);
  if (const auto* list = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(inner))
    inner = &strip(*list->getSubExpr());
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner)) {
    for (const auto* element : list->inits())
      elements.push_back(&element_of(*element));
  } else {
    elements.push_back(&element_of(*inner));
  }
}

} // namespace

void add_meeting(Key value, const Next& next, std::optional<SourceRange> call, Gathering& gathering) {
  gathering.facts.meetings.push_back({std::move(value), next.meets, next.next, call.value_or(SourceRange{}),
                                      gathering.function, gathering.loop, false, next.enters});
}

Key own_sequence(const clang::CXXRecordDecl& module, const Gathering& gathering) {
  if (is_torch(module) || !derives_from(&module, "torch::nn::SequentialImpl")) return {};
  for (const auto* method : module.methods())
    if (name_of(method) == "forward") return {};
  return key_of_record(module, gathering.spelling);
}

void find_pushed(const clang::CXXMemberCallExpr& push, Gathering& gathering) {
  if (!pushes(push)) return;
  add_activation(pushed_by(push), gathering);
  if (const auto* self = self_in(push)) return find_pushed_onto_self(push, *self, gathering);
  const auto* holder = held_by(*push.getImplicitObjectArgument());
  const Body* body = gathering.body();
  if (!holder || !body) return;
  // What is pushed onto the same Sequential from here on, in the order of the source.
  std::vector<const clang::Expr*> elements = {&pushed_by(push)};
  for (const auto* read : body->reads_after(*holder, push)) {
    for (const auto* outer = body->above(*read); outer; outer = body->above(*outer)) {
      if (llvm::isa<clang::CompoundStmt>(outer)) break;
      const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(outer);
      const auto* later = call ? call->getMethodDecl() : nullptr;
      if (name_of(later) != "push_back") continue;
      if (call != &push && !written_arguments(*call).empty() &&
          held_by(*call->getImplicitObjectArgument()) == holder)
        elements.push_back(&pushed_by(*call));
      break;
    }
  }
  const Key sequential = gathering.key_of(*holder);
  add_element(elements, 0, sequential, behind_push(push, gathering), gathering);
}

void find_made_sequence(const clang::CallExpr& call, Gathering& gathering) {
  if (!makes_sequence(call)) return;
  std::vector<const clang::Expr*> elements;
  for (const auto* argument : written_arguments(call))
    append_elements(*argument, elements);
  if (!elements.empty()) add_elements(elements, holder_of(gathering), gathering);
}

void find_meeting(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  if (torch_module_name(module_of(record)) != "Sequential") return;
  if (construction.getConstructor()->isCopyOrMoveConstructor()) return;
  std::vector<const clang::Expr*> elements;
  for (const auto* argument : written_arguments(construction))
    append_elements(*argument, elements);
  if (!elements.empty()) add_elements(elements, holder_of(gathering), gathering);
}

} // namespace misfire::reader
