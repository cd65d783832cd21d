#include "mutator/reader/visit/options.h"

#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// An options object made from one argument by conversion, `SGD(parameters, 0.01)`: the construction shows
/// nowhere.
const clang::CXXConstructExpr* construction_of(const clang::Expr& base) {
  return llvm::dyn_cast<clang::CXXConstructExpr>(&strip(base));
}

/// The constructor's argument for the parameter of that name, as written or as its default.
const clang::Expr* argument_for(const clang::CXXConstructExpr& construction, llvm::StringRef name) {
  const auto* constructor = construction.getConstructor();
  for (unsigned i = 0; i < construction.getNumArgs() && i < constructor->getNumParams(); ++i) {
    if (constructor->getParamDecl(i)->getName() == name) return construction.getArg(i);
  }
  return nullptr;
}

/// The calls on an object that is read here: `options.lr(0.1)`, and on in the same chain.
std::vector<const clang::CXXMemberCallExpr*> calls_on(const clang::Expr& read, const Body& body) {
  std::vector<const clang::CXXMemberCallExpr*> calls;
  const clang::Stmt* object = &read;
  while (const auto* member = llvm::dyn_cast_or_null<clang::MemberExpr>(body.above(*object))) {
    const auto* call = llvm::dyn_cast_or_null<clang::CXXMemberCallExpr>(body.above(*member));
    if (!call) break;
    calls.push_back(call);
    object = call;
  }
  return calls;
}

/// Whether what is read here is handed on to where it might be changed.
bool is_handed_on(const clang::Expr& read, const Body& body) {
  const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(body.above(read));
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  return call && !(callee && callee->isInStdNamespace());
}

/// What an options object is given for an option: where it is made, or once by a statement; null where that
/// is nowhere or not known.
const clang::Expr* given_in(const clang::VarDecl& options, llvm::StringRef name, const Body& body) {
  const clang::Expr* given = setter_argument(*options.getInit(), name);
  for (const auto* read : body.reads_of(options)) {
    for (const auto* call : calls_on(*read, body)) {
      if (name_of(call->getMethodDecl()) != name || call->getNumArgs() != 1) continue;
      if (given) return nullptr;
      given = call->getArg(0);
    }
  }
  if (given) return given;
  const auto* made = construction_of(chain_base(*options.getInit()));
  if (!made || made->getConstructor()->isCopyOrMoveConstructor()) return nullptr;
  const auto* argument = argument_for(*made, name);
  return argument && !llvm::isa<clang::CXXDefaultArgExpr>(argument) ? argument : nullptr;
}

/// Where the option of an options object in a local variable comes from: what it is set to, once, by a
/// statement, or what the object is made with. Nothing where that is not known.
std::optional<Expression> origin_in(const clang::VarDecl& options, llvm::StringRef name,
                                    std::optional<Value> implied, const Gathering& gathering) {
  const Body* body = gathering.body();
  if (!body || !options.isLocalVarDecl() || !options.getInit()) return std::nullopt;
  const clang::Expr* given = setter_argument(*options.getInit(), name);
  for (const auto* read : body->reads_of(options)) {
    if (is_handed_on(*read, *body)) return std::nullopt;
    for (const auto* call : calls_on(*read, *body)) {
      const auto* method = call->getMethodDecl();
      if (name_of(method) != name || call->getNumArgs() != 1) continue;
      if (given) return std::nullopt;
      given = call->getArg(0);
    }
  }
  if (given) return gathering.facts_of(*given);
  const auto* made = construction_of(chain_base(*options.getInit()));
  if (!made || made->getConstructor()->isCopyOrMoveConstructor()) return std::nullopt;
  const auto* argument = argument_for(*made, name);
  const auto* left_out = argument ? llvm::dyn_cast<clang::CXXDefaultArgExpr>(argument) : nullptr;
  if (argument && !left_out) return gathering.facts_of(*argument);
  Expression origin;
  origin.constant = left_out ? constant_of(*left_out->getExpr(), gathering.context) : implied;
  return origin;
}

} // namespace

std::optional<Slot> plain_slot(const clang::Expr& expression, const Gathering& gathering) {
  const auto range = gathering.spelling.range(expression);
  if (!range) return std::nullopt;
  return Slot::in_place(*range, gathering.spelling.text(*range), gathering.facts_of(expression));
}

const clang::Expr* option_written_apart(const clang::Expr& options, llvm::StringRef name,
                                        const Gathering& gathering) {
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(options));
  const Body* body = gathering.body();
  if (!body || !variable || !variable->isLocalVarDecl() || !variable->getInit()) return nullptr;
  const auto reads = body->reads_of(*variable);
  const auto others =
      llvm::count_if(reads, [&](const clang::Expr* read) { return calls_on(*read, *body).empty(); });
  if (others != 1) return nullptr;
  const auto* given = given_in(*variable, name, *body);
  return given && gathering.spelling.range(*given) ? given : nullptr;
}

std::optional<Slot> option_slot(const clang::Expr& options, const std::string& type, llvm::StringRef name,
                                std::optional<Value> implied, const Gathering& gathering) {
  if (const auto* argument = setter_argument(options, name)) return plain_slot(*argument, gathering);
  const clang::Expr& base = chain_base(options);
  const auto* construction = construction_of(base);
  const auto* argument = construction ? argument_for(*construction, name) : nullptr;
  if (argument && !llvm::isa<clang::CXXDefaultArgExpr>(argument)) return plain_slot(*argument, gathering);

  const auto range = gathering.spelling.range(options);
  if (!range) return std::nullopt;
  Slot slot;
  const std::string setter = "." + name.str() + "(";
  if (!named_by(options)) {
    slot = Slot::inserted({range->file, range->end, range->end}, setter, ")", std::nullopt);
  } else {
    const std::string written = gathering.spelling.text(*range);
    const std::string current = written + "." + name.str() + "()";
    slot = Slot::inserted(*range, type + "(" + written + ")" + setter, ")", std::nullopt);
    slot.written = current;
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(named_by(options));
    if (variable) slot.origin = origin_in(*variable, name, implied, gathering).value_or(Expression());
  }
  if (argument)
    implied = constant_of(*llvm::cast<clang::CXXDefaultArgExpr>(argument)->getExpr(), gathering.context);
  if (construction) slot.origin.constant = implied;
  return slot;
}

} // namespace misfire::reader
