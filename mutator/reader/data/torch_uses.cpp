// Calls on tensors, modules and transforms that are no sites by themselves, with what they are given.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/options.h"

#include <array>

namespace misfire::reader {

namespace {

constexpr std::array functions = {
    "softmax",   "log_softmax", "permute", "transpose", "detach",    "zeros",        "zeros_like", "ones",
    "ones_like", "masked_fill", "div",     "div_",      "randperm",  "clone",        "batch_norm", "clamp",
    "clip",      "flip",        "roll",    "rot90",     "normalize", "masked_fill_", "add",        "sub",
    "mul",       "size",        "slice",   "cat",       "mean",      "flatten"};

/// The functions that make a tensor, of others too: what they are given first is an argument as any other.
constexpr std::array makers = {"zeros", "ones", "randperm", "cat"};

template <typename Names>
bool is_among(const Names& names, llvm::StringRef name) {
  return llvm::is_contained(names, name);
}

/// What a number, a list or options of libtorch's are made of, where that is one thing: `1` of
/// `F::SoftmaxFuncOptions(1)`.
const clang::Expr& made_of(const clang::Expr& argument) {
  const clang::Expr* inner = &strip(argument);
  while (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(inner)) {
    const auto arguments = written_arguments(*made);
    if (arguments.size() != 1) break;
    inner = &strip(*arguments[0]);
  }
  return *inner;
}

/// Nothing where an argument is not written as it can be edited.
std::optional<std::vector<Argument>> arguments_of(llvm::ArrayRef<const clang::Expr*> given,
                                                  const Gathering& gathering) {
  std::vector<Argument> arguments;
  for (const auto* one : given) {
    const clang::Expr& inner = made_of(*one);
    const auto range = gathering.spelling.range(inner);
    if (!range) return std::nullopt;
    arguments.push_back({*range, constant_of(inner, gathering.context), inner.getType()->isIntegerType()});
  }
  return arguments;
}

/// The nodes above the one visited that are more than wrappers: the innermost first, two at most.
std::vector<const clang::Stmt*> two_above(const Gathering& gathering) {
  std::vector<const clang::Stmt*> above;
  for (auto one = gathering.ancestors.rbegin(); one != gathering.ancestors.rend() && above.size() < 2;
       ++one) {
    if (!one->statement) break;
    if (!is_wrapper(*one->statement)) above.push_back(one->statement);
  }
  return above;
}

/// The assignment whose right side is what is visited; null for all else.
const clang::CXXOperatorCallExpr* assignment_around(const clang::Expr& value, const Gathering& gathering) {
  const auto above = two_above(gathering);
  const auto* assignment =
      above.empty() ? nullptr : llvm::dyn_cast<clang::CXXOperatorCallExpr>(above.front());
  const bool assigns = assignment && assignment->getOperator() == clang::OO_Equal &&
                       &strip(*assignment->getArg(1)) == &strip(value);
  return assigns ? assignment : nullptr;
}

/// What names a variable alone: "x", "this->x".
std::string name_written(const clang::Expr& expression, const Gathering& gathering) {
  return named_by(expression) ? gathering.spelling.text(expression) : std::string();
}

/// What the value of the use visited goes to, and whether it is made of that.
void add_target(const clang::Expr& value, TorchUse& use, const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  if (const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above.declaration))
    use.variable = variable->getNameAsString();
  const auto* assignment = assignment_around(value, gathering);
  if (!assignment) return;
  use.variable = name_written(*assignment->getArg(0), gathering);
  const auto left = gathering.spelling.range(*assignment->getArg(0));
  const auto above_all = two_above(gathering);
  const bool stands_alone = above_all.size() > 1 && llvm::isa<clang::CompoundStmt>(above_all[1]);
  if (!left || use.variable.empty() || !stands_alone || left->end > use.range.begin) return;
  if (gathering.spelling.text(use.tensor) == use.variable)
    use.assigned = {left->file, left->begin, use.range.begin};
}

/// The method that is called on the value of what is visited; empty where none is.
std::string asked_of(const Gathering& gathering) {
  const auto above = two_above(gathering);
  const bool called = above.size() > 1 && llvm::isa<clang::MemberExpr>(above[0]) &&
                      llvm::isa<clang::CXXMemberCallExpr>(above[1]);
  return called ? name_of(llvm::cast<clang::MemberExpr>(above[0])->getMemberDecl()).str() : std::string();
}

void add(TorchUse use, const Gathering& gathering) {
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

/// `a / b`, `a /= b`.
bool is_division(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  return operation && operation->getNumArgs() == 2 &&
         (operation->getOperator() == clang::OO_Slash || operation->getOperator() == clang::OO_SlashEqual);
}

/// A normalisation, and the option by which it has a gamma for each channel, or has not.
struct Normalisation {
  llvm::StringRef name, option;
  bool by_default;
};

constexpr std::array normalisations = {
    Normalisation{"BatchNorm1d", "affine", true},     Normalisation{"BatchNorm2d", "affine", true},
    Normalisation{"BatchNorm3d", "affine", true},     Normalisation{"LayerNorm", "elementwise_affine", true},
    Normalisation{"GroupNorm", "affine", true},       Normalisation{"InstanceNorm1d", "affine", false},
    Normalisation{"InstanceNorm2d", "affine", false}, Normalisation{"InstanceNorm3d", "affine", false},
};

/// The use "gammas" of a normalisation that has some, or may have.
void add_gammas(const Construction& made, Gathering& gathering) {
  const auto* known =
      llvm::find_if(normalisations, [&](const Normalisation& one) { return one.name == made.type; });
  if (known == normalisations.end()) return;
  std::optional<Value> has = Value(known->by_default);
  if (made.arguments.size() == 1 && are_options(*made.arguments[0])) {
    const auto slot = option_slot(*made.arguments[0], "", known->option, has, gathering);
    has = slot ? slot->origin.constant : std::nullopt;
  }
  if (has != Value(false)) add({.range = *made.range, .name = "gammas", .tensor = {}}, gathering);
}

/// A module without a weight of its own, by what it does to what is given.
void add_module(const std::optional<Construction>& made, Gathering& gathering) {
  if (!made || !made->range) return;
  add_gammas(*made, gathering);
  const bool normalises = is_one_of({"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"}, made->type);
  if (!normalises && !is_one_of({"Softmax", "LogSoftmax"}, made->type)) return;
  const auto given = arguments_of(made->arguments, gathering);
  if (!given) return;
  TorchUse use{.range = *made->range, .name = made->type, .tensor = {}, .given = *given};
  const std::string options = "torch::nn::BatchNormOptions";
  const std::optional<Value> epsilon = Value(1e-5);
  if (normalises && made->arguments.size() == 1 && are_options(*made->arguments[0]))
    use.option = option_slot(*made->arguments[0], options, "eps", epsilon, gathering);
  else if (normalises && made->inside)
    use.option = Slot::inserted(
        *made->inside, options + "(" + gathering.spelling.text(*made->inside) + ").eps(", ")", epsilon);
  add(std::move(use), gathering);
}

} // namespace

void find_use(const clang::CallExpr& call, Gathering& gathering) {
  add_module(module_made_by(call, gathering), gathering);
  const bool division = is_division(call);
  const auto name = division ? llvm::StringRef("div") : torch_function(call);
  if (!division && !is_among(functions, name)) return;
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  auto given = written_arguments(call);
  const clang::Expr* tensor = method ? method->getImplicitObjectArgument() : nullptr;
  if (!method && !is_among(makers, name) && !given.empty()) {
    tensor = given.front();
    given.erase(given.begin());
  }
  if (tensor && !is_tensor(tensor->getType())) return;
  const auto range = gathering.spelling.range(call);
  const auto on = tensor ? gathering.spelling.range(*tensor) : SourceRange{};
  const auto arguments = arguments_of(given, gathering);
  if (!range || !on || !arguments || (on->written() && !range->contains(*on))) return;
  TorchUse use{.range = *range, .name = name.str(), .tensor = *on, .given = *arguments};
  use.by_method = method != nullptr;
  add_target(call, use, gathering);
  use.asked = asked_of(gathering);
  add(std::move(use), gathering);
}

void find_use(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  add_module(module_made_by(construction, gathering), gathering);
  const auto* constructor = construction.getConstructor();
  if (name_of(constructor->getParent()) != "Normalize" || !is_torch(*constructor->getParent()) ||
      constructor->isCopyOrMoveConstructor())
    return;
  const auto range = gathering.spelling.range(gathering.written_construction(construction));
  const auto given = arguments_of(written_arguments(construction), gathering);
  if (range && given && given->size() == 2)
    add({.range = *range, .name = "Normalize", .tensor = {}, .given = *given}, gathering);
}

} // namespace misfire::reader
