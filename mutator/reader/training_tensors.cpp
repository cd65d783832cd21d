// Plain tensors that a loss is made of: those under backward() that no forward pass computes, the frontier
// only; what a network is called with are inputs, what a loss compares its output with are targets.
#include "mutator/reader/clang_versions.h"
#include "mutator/reader/finders.h"
#include "mutator/reader/torch_types.h"

#include <clang/AST/RecursiveASTVisitor.h>

#include <map>
#include <set>

namespace misfire::reader {

namespace {

bool is_loop(const clang::Stmt& statement) {
  return llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(statement);
}

bool is_called(const clang::CallExpr& call, llvm::ArrayRef<llvm::StringRef> names) {
  const auto* callee = call.getDirectCallee();
  return callee && callee->getIdentifier() && llvm::is_contained(names, callee->getName());
}

/// What variables are given in a body, and which of them are parameters that gradients are taken by.
class Assignments : public clang::RecursiveASTVisitor<Assignments> {
public:
  bool VisitBinaryOperator(clang::BinaryOperator* operation) {
    if (operation->isAssignmentOp()) note(*operation->getLHS(), *operation->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* operation) {
    if (operation->isAssignmentOp()) note(*operation->getArg(0), *operation->getArg(1));
    return true;
  }
  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr* call) {
    if (!is_called(*call, {"grad", "mutable_grad", "requires_grad_", "set_requires_grad"})) return true;
    if (const auto* variable = named_by(*call->getImplicitObjectArgument())) learned.insert(variable);
    return true;
  }

  std::map<const clang::ValueDecl*, std::vector<const clang::Expr*>> given;
  std::set<const clang::ValueDecl*> learned;

private:
  void note(const clang::Expr& left, const clang::Expr& right) {
    if (const auto* variable = named_by(left)) given[variable].push_back(&right);
  }
};

/// The body that a node stands in, and the outermost loop around it there.
struct Surroundings {
  const clang::Stmt* body = nullptr;
  const clang::Stmt* loop = nullptr;
};

Surroundings surroundings_of(const Gathering& gathering) {
  Surroundings found;
  for (auto ancestor = gathering.ancestors.rbegin(); ancestor != gathering.ancestors.rend(); ++ancestor) {
    if (const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(ancestor->declaration)) {
      found.body = function->getBody();
      return found;
    }
    if (!ancestor->statement) continue;
    if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(ancestor->statement)) {
      found.body = lambda->getBody();
      return found;
    }
    if (is_loop(*ancestor->statement)) found.loop = ancestor->statement;
  }
  return found;
}

struct Leaf {
  const clang::ValueDecl* variable;
  std::string text;
};

class Frontier {
public:
  Frontier(const Surroundings& around, const Gathering& gathering) : around_(around), g_(gathering) {
    if (around.body) assignments_.TraverseStmt(const_cast<clang::Stmt*>(around.body));
  }

  /// Goes back from an expression to the tensors it is made of. Whether it met a forward pass.
  bool explore(const clang::Stmt& node, bool input) {
    if (llvm::isa<clang::LambdaExpr>(node)) return false;
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node))
      return meet(*reference->getDecl(), *reference, input);
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&node)) return meet_member(*member, input);
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&node)) return meet_call(*call, input);
    bool forward = false;
    for (const auto* child : node.children())
      if (child) forward = explore(*child, input) || forward;
    return forward;
  }

  std::vector<Leaf> inputs, targets;
  bool cut = false;         ///< some of it is a part that is cut or drawn on the way
  bool from_loader = false; ///< some of it comes from a dataset, or from where it cannot be followed

private:
  bool meet_call(const clang::CallExpr& call, bool input) {
    const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
    const clang::Expr* object = member ? member->getImplicitObjectArgument() : nullptr;
    if (operation && operation->getNumArgs() > 0) object = operation->getArg(0);
    const auto* module = object ? module_of(class_of(object->getType())) : nullptr;
    const bool calls = operation ? operation->getOperator() == clang::OO_Call : is_called(call, {"forward"});
    if (module && calls) return meet_module(*module, call, input);
    // What a tensor is indexed by is no part of it.
    const bool subscript = operation && operation->getOperator() == clang::OO_Subscript;
    const bool indexes = subscript || (member && is_called(call, {"index", "index_select", "gather"}));
    if (indexes || is_called(call, {"index_select", "slice", "narrow", "select", "split", "chunk"}))
      cut = true;
    if (indexes) return explore(*object, input);
    if (is_called(call, {"index_select"}) && call.getNumArgs() > 0) return explore(*call.getArg(0), input);
    bool forward = member && !module ? explore(*member->getImplicitObjectArgument(), input) : false;
    const bool with_network = takes_network(call);
    for (const auto* argument : call.arguments()) {
      if (module_of(class_of(argument->getType()))) continue;
      forward = explore(*argument, input || with_network) || forward;
    }
    return forward || with_network;
  }

  /// `f(net, x)`: a function that runs the network.
  static bool takes_network(const clang::CallExpr& call) {
    return llvm::any_of(call.arguments(), [](const clang::Expr* argument) {
      return module_of(class_of(argument->getType())) != nullptr;
    });
  }

  /// A module is a loss, or a later part of the network, where an argument comes from a forward pass.
  bool meet_module(const clang::CXXRecordDecl& module, const clang::CallExpr& call, bool input) {
    const auto arguments = written_arguments(call);
    const bool later = ends_with(torch_module_name(&module), "Loss") ||
                       llvm::any_of(arguments, [&](const clang::Expr* argument) {
                         Frontier trial = *this;
                         return trial.explore(*argument, false);
                       });
    for (const auto* argument : arguments)
      explore(*argument, later ? input : true);
    return true;
  }

  bool meet_member(const clang::MemberExpr& member, bool input) {
    const auto& declaration = *member.getMemberDecl();
    if (!llvm::isa<clang::FieldDecl>(declaration)) return explore(*member.getBase(), input);
    if (!is_tensor(declaration.getType())) return false;
    if (!g_.spelling.of_subject(declaration)) { // batch.data
      from_loader = true;
      return false;
    }
    const auto* owner = named_by(*member.getBase());
    if (owner && is_inside_loop(*owner)) from_loader = true;
    return meet(declaration, member, input);
  }

  bool meet(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
    if (!llvm::isa<clang::VarDecl, clang::FieldDecl, clang::BindingDecl>(declaration)) return false;
    if (!is_tensor(declaration.getType())) {
      const auto* record = class_of(declaration.getType());
      if (record && !module_of(record) && is_inside_loop(declaration)) from_loader = true;
      return false;
    }
    if (assignments_.learned.count(&declaration) || is_made_to_learn(declaration)) return false;
    const auto [seen, first] = met_forward_.emplace(std::pair(&declaration, input), false);
    if (first) seen->second = meet_tensor(declaration, expression, input);
    return seen->second;
  }

  bool meet_tensor(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
    bool forward = false, made_here = false;
    if (const auto given = assignments_.given.find(&declaration); given != assignments_.given.end()) {
      for (const auto* value : given->second) {
        if (around_.loop && !is_inside_loop(value->getBeginLoc())) continue;
        made_here = true;
        forward = explore(*value, input) || forward;
      }
    }
    const bool local = variable && variable->isLocalVarDecl();
    if (local && (is_inside_loop(declaration) || (!around_.loop && variable->hasInit()))) {
      if (variable->isCXXForRangeDecl()) from_loader = true;
      if (variable->getInit()) forward = explore(*variable->getInit(), input) || forward;
    } else if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&declaration);
               binding && (is_inside_loop(declaration) || !around_.loop)) {
      // `auto [output, state] = net->forward(x)`; another pair is handed out by what cannot be followed.
      const auto* pair = llvm::dyn_cast_or_null<clang::VarDecl>(binding->getDecomposedDecl());
      forward = pair && pair->getInit() && explore(*pair->getInit(), input);
      if (!forward) from_loader = true;
    } else if (!made_here) {
      add(input ? inputs : targets, declaration, expression);
    }
    return forward;
  }

  /// `torch::rand({3}, torch::requires_grad())`: gradients are taken by it, it is no data.
  static bool is_made_to_learn(const clang::ValueDecl& declaration) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
    return variable && variable->getInit() && asks_for_gradients(*variable->getInit());
  }
  static bool asks_for_gradients(const clang::Stmt& node) {
    if (llvm::isa<clang::LambdaExpr>(node)) return false;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&node);
        call && is_called(*call, {"requires_grad", "requires_grad_", "set_requires_grad"}))
      return true;
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&node)) {
      const auto* options = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
      const bool other = options && options->getInit() && !is_tensor(options->getType());
      return other &&
             llvm::StringRef(options->getType().getCanonicalType().getAsString()).contains("TensorOptions") &&
             asks_for_gradients(*options->getInit());
    }
    return llvm::any_of(node.children(),
                        [](const clang::Stmt* child) { return child && asks_for_gradients(*child); });
  }

  void add(std::vector<Leaf>& leaves, const clang::ValueDecl& declaration, const clang::Expr& expression) {
    for (const auto& leaf : leaves)
      if (leaf.variable == &declaration) return;
    leaves.push_back({&declaration, g_.spelling.text(expression)});
  }

  bool is_inside_loop(const clang::ValueDecl& declaration) const {
    return is_inside_loop(declaration.getLocation());
  }
  bool is_inside_loop(clang::SourceLocation location) const {
    if (!around_.loop) return false;
    const auto& sources = g_.context.getSourceManager();
    return !sources.isBeforeInTranslationUnit(location, around_.loop->getBeginLoc()) &&
           sources.isBeforeInTranslationUnit(location, around_.loop->getEndLoc());
  }

  Surroundings around_;
  const Gathering& g_;
  Assignments assignments_;
  /// The tensors gone back through, each as an input or not, and whether they come from a forward pass; false
  /// while that is being found out.
  std::map<std::pair<const clang::ValueDecl*, bool>, bool> met_forward_;
};

} // namespace

void find_training_tensors(const clang::CXXMemberCallExpr& backward, Gathering& gathering) {
  if (!is_called(backward, {"backward"}) || !is_tensor(backward.getObjectType())) return;
  const auto around = surroundings_of(gathering);
  const auto range = gathering.spelling.range(backward);
  if (!around.body || !range) return;
  Frontier frontier(around, gathering);
  frontier.explore(*backward.getImplicitObjectArgument(), false);
  if (frontier.from_loader || (frontier.inputs.empty() && frontier.targets.empty())) return;
  if (frontier.inputs.empty()) {
    gathering.skip(backward.getSourceRange(), "TrainingTensors",
                   "no network is called, so which tensors are its inputs is not known");
    return;
  }
  if (frontier.targets.size() != 1) {
    gathering.skip(backward.getSourceRange(), "TrainingTensors",
                   frontier.targets.empty() ? "its inputs have no targets beside them"
                                            : "which of several tensors are its targets is not known");
    return;
  }
  TrainingTensors tensors;
  for (const auto& leaf : frontier.inputs) {
    if (leaf.variable == frontier.targets[0].variable) {
      gathering.skip(backward.getSourceRange(), "TrainingTensors", "its inputs are its targets");
      return;
    }
    tensors.inputs.push_back(leaf.text);
    tensors.input_variables.push_back(gathering.key_of(*leaf.variable));
  }
  tensors.whole = !frontier.cut;
  tensors.targets = frontier.targets[0].text;
  tensors.target_variable = gathering.key_of(*frontier.targets[0].variable);
  gathering.add(*range, std::move(tensors));
}

void find_constant_tensor(const clang::VarDecl& variable, Gathering& gathering) {
  if (const auto* pair = llvm::dyn_cast<clang::DecompositionDecl>(&variable)) {
    for (const auto* binding : pair->bindings())
      if (is_tensor(binding->getType()) && binding->getType().getNonReferenceType().isConstQualified())
        gathering.facts.constants.push_back(gathering.key_of(*binding));
  }
  const auto type = variable.getType().getNonReferenceType();
  if (type.isConstQualified() && is_tensor(type))
    gathering.facts.constants.push_back(gathering.key_of(variable));
}

} // namespace misfire::reader
