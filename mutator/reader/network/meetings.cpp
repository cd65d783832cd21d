// Meetings: what the output of a layer, of a function, or the value of a parameter meets first.
#include "mutator/reader/network/meetings.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/named_layers.h"
#include "mutator/reader/network/purposes.h"
#include "mutator/reader/torch/names.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

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
      if (!outer) return meets(Encounter::other);
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
    return meets(Encounter::other);
  }

private:
  /// What happens to `below` in the node above it; `through` is set where the value goes on as that node.
  Next at(const clang::Stmt& outer, const clang::Stmt& below, const clang::Stmt** through) {
    if (llvm::isa<clang::ReturnStmt>(outer)) return {Encounter::unknown, gathering_.function, false};
    if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&outer)) {
      if (choice->getCond() == &below) return meets(Encounter::other);
      *through = &outer;
      return {};
    }
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&outer)) return at_method(*member, through);
    if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(&outer))
      return at_declaration(*declaration, below);
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&outer))
      return at_operator(*operation, below, through);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&outer)) return at_argument(*call, below, through);
    return meets(Encounter::other);
  }

  Next at_method(const clang::MemberExpr& member, const clang::Stmt** through) {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member.getMemberDecl());
    const llvm::StringRef name = name_of(method);
    if (name.empty()) return meets(Encounter::other);
    if (asks_for_shape(name)) return {Encounter::other, {}, true};
    if (is_looked_through(name)) {
      const clang::Stmt* below = nullptr;
      *through = body_.meaningfully_above(member, &below);
      return {};
    }
    const clang::Stmt* below = nullptr;
    return at_activation(name,
                         llvm::dyn_cast_or_null<clang::CallExpr>(body_.meaningfully_above(member, &below)));
  }

  /// What belongs to the loss is no activation of the network's.
  Next at_activation(llvm::StringRef name, const clang::CallExpr* call) const {
    name.consume_back("_");
    const bool activates = call && !activation_named(name.lower()).empty();
    return meets(activates && is_of_network(*call, body_, gathering_) ? Encounter::activation
                                                                      : Encounter::other);
  }

  Next at_declaration(const clang::DeclStmt& declaration, const clang::Stmt& below) {
    for (const auto* declared : declaration.decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      if (!variable || !variable->getInit() || llvm::isa<clang::DecompositionDecl>(variable)) continue;
      if (&strip(*variable->getInit()) == &strip(llvm::cast<clang::Expr>(below)))
        return from_first(body_.reads_after(*variable, declaration));
    }
    return meets(Encounter::other);
  }

  Next at_operator(const clang::CXXOperatorCallExpr& operation, const clang::Stmt& below,
                   const clang::Stmt** through) {
    if (operation.getOperator() == clang::OO_Call) return at_argument(operation, below, through);
    if (operation.getOperator() != clang::OO_Equal || operation.getArg(1) != &below)
      return meets(Encounter::other);
    const auto* variable = named_by(*operation.getArg(0));
    if (!variable || llvm::isa<clang::FieldDecl>(variable)) return meets(Encounter::other);
    return from_first(body_.reads_after(*variable, operation));
  }

  Next at_argument(const clang::CallExpr& call, const clang::Stmt& below, const clang::Stmt** through) {
    const auto arguments = written_arguments(call);
    const auto place = std::find(arguments.begin(), arguments.end(), &below);
    const auto* callee = call.getDirectCallee();
    if (place == arguments.end() || !callee) return meets(Encounter::other);
    const auto index = static_cast<unsigned>(place - arguments.begin());
    if (const auto* module = called_module(call)) return at_module(*module, call, index, through);
    if (gathering_.spelling.of_subject(*callee))
      return {Encounter::unknown, gathering_.key_of(pattern_of(*callee)) + "#" + std::to_string(index),
              false};
    const llvm::StringRef name = name_of(callee);
    if (!is_torch(*callee) || name.empty() || index > 0) return meets(Encounter::other);
    return at_name(name, call, through);
  }

  Next at_name(llvm::StringRef name, const clang::CallExpr& call, const clang::Stmt** through) {
    if (is_looked_through(name)) {
      *through = &call;
      return {};
    }
    return at_activation(name, &call);
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
    if (auto sequence = own_sequence(module, gathering_); !sequence.empty())
      return {Encounter::unknown, std::move(sequence), false, true};
    for (const auto* method : module.methods()) {
      if (name_of(method) == "forward")
        return {Encounter::unknown, gathering_.key_of(pattern_of(*method)) + "#" + std::to_string(index),
                false};
    }
    return {};
  }

public:
  /// The module class whose forward() a call runs; null for other calls.
  const clang::CXXRecordDecl* called_module(const clang::CallExpr& call) const {
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call)) {
      if (operation->getOperator() != clang::OO_Call) return nullptr;
      return module_of(class_of(call.getArg(0)->getType()));
    }
    const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const auto* method = member ? member->getMethodDecl() : nullptr;
    if (name_of(method) != "forward") return nullptr;
    if (name_of(method->getParent()) == "AnyModule") return method->getParent();
    // forward() may be declared in a base class: that of BatchNorm1d, say.
    const auto* written = class_of(member->getImplicitObjectArgument()->IgnoreParenImpCasts()->getType());
    if (written && !own_sequence(*written, gathering_).empty()) return written;
    const auto* module = module_of(written);
    return module ? module : module_of(class_of(member->getObjectType()));
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

/// The lambda whose value std::visit and std::invoke give; null for other calls.
const clang::FunctionDecl* visitor_in(const clang::CallExpr& call) {
  if (!is_std(call.getDirectCallee(), {"visit", "invoke"}) || call.getNumArgs() == 0) return nullptr;
  const clang::Expr* visitor = &strip_access(*call.getArg(0));
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*visitor));
  if (variable && variable->getInit()) visitor = &strip_access(*variable->getInit());
  const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(visitor);
  return lambda ? lambda->getCallOperator() : nullptr;
}

} // namespace

Next next_of(const clang::Expr& value, const Body& body, const Gathering& gathering) {
  return Walk(body, gathering).from(value);
}

void find_meeting(const clang::CallExpr& call, Gathering& gathering) {
  const Body* body = gathering.body();
  const auto* callee = call.getDirectCallee();
  find_made_sequence(call, gathering);
  if (const auto* push = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) find_pushed(*push, gathering);
  if (!body || !callee || call.getType()->isVoidType()) return;
  Walk walk(*body, gathering);
  if (auto named = named_layer_called(call, gathering); !named.empty())
    add_meeting(std::move(named), walk.from(call), gathering.spelling.range(call), gathering);
  if (const auto* visitor = visitor_in(call))
    add_meeting(gathering.key_of(*visitor), walk.from(call), {}, gathering);
  const auto* module = walk.called_module(call);
  const std::string type = torch_module_name(module);
  const auto* holder = module ? Walk::module_variable(call) : nullptr;
  const bool own_function = gathering.spelling.of_subject(*callee) && is_tensor(call.getType());
  if (module && type.empty()) {
    if (auto sequence = own_sequence(*module, gathering); !sequence.empty())
      add_meeting(std::move(sequence), walk.from(call), {}, gathering);
    for (const auto* method : module->methods())
      if (name_of(method) == "forward")
        add_meeting(gathering.key_of(pattern_of(*method)), walk.from(call), {}, gathering);
    if (llvm::isa<clang::CXXMethodDecl>(callee) && own_function && name_of(callee) != "forward")
      add_meeting(gathering.key_of(*callee), walk.from(call), {}, gathering); // an operator() of its own
  } else if (holder && activation_named(llvm::StringRef(type).lower()).empty() && !is_looked_through(type)) {
    add_meeting(gathering.key_of(*holder), walk.from(call), gathering.spelling.range(call), gathering);
  } else if (own_function && !module) {
    add_meeting(gathering.key_of(*callee), walk.from(call), {}, gathering);
  }
}

void find_meetings_of_parameters(const clang::FunctionDecl& function, Gathering& gathering) {
  if (!function.getBody()) return;
  const Body& body = gathering.body_of(*function.getBody());
  for (const auto* parameter : function.parameters()) {
    if (!is_tensor(parameter->getType())) continue;
    Walk walk(body, gathering);
    add_meeting(gathering.key_of(*parameter), walk.from_first(body.reads_of(*parameter)), {}, gathering);
  }
}

} // namespace misfire::reader
