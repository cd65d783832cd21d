#include "mutator/reader/options.h"

#include "mutator/reader/torch_types.h"

namespace misfire::reader {

namespace {

const clang::CXXMemberCallExpr* setter_call(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&strip(expression));
  const auto* method = call ? call->getMethodDecl() : nullptr;
  return method && method->getIdentifier() && call->getNumArgs() == 1 ? call : nullptr;
}

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

} // namespace

const clang::Expr* setter_argument(const clang::Expr& chain, llvm::StringRef name) {
  for (const auto* call = setter_call(chain); call; call = setter_call(*call->getImplicitObjectArgument())) {
    if (call->getMethodDecl()->getName() == name) return call->getArg(0);
  }
  return nullptr;
}

const clang::Expr& chain_base(const clang::Expr& chain) {
  const clang::Expr* base = &strip(chain);
  while (const auto* call = setter_call(*base))
    base = &strip(*call->getImplicitObjectArgument());
  return *base;
}

std::string class_name(const clang::Expr& expression) {
  const auto* record = class_of(strip(expression).getType());
  return record ? record->getQualifiedNameAsString() : std::string();
}

std::optional<Slot> plain_slot(const clang::Expr& expression, const Gathering& gathering) {
  const auto range = gathering.spelling.range(expression);
  if (!range) return std::nullopt;
  return Slot{*range, {}, {}, gathering.spelling.text(*range), gathering.facts_of(expression), 0, {}};
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
    slot = Slot{{range->file, range->end, range->end}, setter, ")", {}, {}, 0, {}};
  } else {
    const std::string written = gathering.spelling.text(*range);
    const std::string current = written + "." + name.str() + "()";
    slot = Slot{*range, type + "(" + written + ")" + setter, ")", current, {}, 0, {}};
  }
  if (argument)
    implied = constant_of(*llvm::cast<clang::CXXDefaultArgExpr>(argument)->getExpr(), gathering.context);
  if (construction) slot.origin.constant = implied;
  return slot;
}

} // namespace misfire::reader
