// Hand-written dropout: a mask of random zeros and ones that something is multiplied by.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"
#include "mutator/reader/visit/terms.h"

namespace misfire::reader {

namespace {

bool is_uniform(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  return call && is_one_of({"rand", "rand_like"}, torch_function(*call));
}

/// Whether a tensor is a factor of a product, through conversions, a scaling and variables.
bool is_factor(const clang::Expr& expression, const Body& body, int depth = 0) {
  const clang::Stmt* node = &expression;
  for (int step = 0; step < 20; ++step) {
    const clang::Stmt* below = nullptr;
    const clang::Stmt* outer = body.meaningfully_above(*node, &below);
    if (!outer) return false;
    if (const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(outer)) {
      const auto kind = operation->getOperator();
      const auto* other =
          operation->getNumArgs() == 2 ? operation->getArg(operation->getArg(0) == below) : nullptr;
      const bool scaled = other && number_in(*other);
      if ((kind == clang::OO_Star || kind == clang::OO_StarEqual) && !scaled) return true;
      if (kind != clang::OO_Star && (kind != clang::OO_Slash || operation->getArg(0) != below)) return false;
    } else if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(outer)) {
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl());
      if (is_one_of({"mul", "mul_"}, name_of(method))) return true;
      if (!is_one_of({"to", "div", "div_", "type_as", "toType", "bernoulli"}, name_of(method))) return false;
      outer = body.meaningfully_above(*outer, &below);
    } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(outer)) {
      return is_one_of({"mul", "mul_"}, torch_function(*call));
    } else if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(outer)) {
      const auto* variable = declaration->isSingleDecl()
                                 ? llvm::dyn_cast<clang::VarDecl>(declaration->getSingleDecl())
                                 : nullptr;
      if (!variable || depth > 3) return false;
      const auto reads = body.reads_after(*variable, *declaration);
      return std::any_of(reads.begin(), reads.end(),
                         [&](const auto* read) { return is_factor(*read, body, depth + 1); });
    } else {
      return false;
    }
    if (!outer) return false;
    node = outer;
  }
  return false;
}

/// The rate, where the number is the share that is kept: `1 - X` stands in its place.
std::optional<Slot> kept_slot(const clang::Expr& kept, const Gathering& gathering) {
  const auto* difference = llvm::dyn_cast<clang::BinaryOperator>(&strip(kept));
  const auto one = difference ? constant_of(*difference->getLHS(), gathering.context) : std::nullopt;
  if (one && number_of(*one) == 1 && difference->getOpcode() == clang::BO_Sub)
    return plain_slot(*difference->getRHS(), gathering);
  const auto range = gathering.spelling.range(kept);
  if (!range) return std::nullopt;
  Slot slot = Slot::inserted(*range, "1 - ", "", std::nullopt);
  const auto constant = constant_of(kept, gathering.context);
  const auto number = constant ? number_of(*constant) : std::nullopt;
  if (number) slot.origin.constant = Value(1 - *number);
  return slot;
}

struct Mask {
  const clang::Expr* number;
  bool keeps; ///< the number is the share that is kept, not the one that is dropped
};

/// `torch::rand_like(x) > p` drops the share p; `rand < p` keeps it.
std::optional<Mask> compared(const clang::CallExpr& call) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  if (!operation || operation->getNumArgs() != 2) return std::nullopt;
  const auto kind = operation->getOperator();
  const bool greater = kind == clang::OO_Greater || kind == clang::OO_GreaterEqual;
  if (!greater && kind != clang::OO_Less && kind != clang::OO_LessEqual) return std::nullopt;
  const clang::Expr *left = operation->getArg(0), *right = operation->getArg(1);
  if (is_uniform(*left) && number_in(*right)) return Mask{number_in(*right), !greater};
  if (is_uniform(*right) && number_in(*left)) return Mask{number_in(*left), greater};
  return std::nullopt;
}

/// `torch::bernoulli(torch::full(sizes, p))`, `torch::empty_like(x).bernoulli_(p)` keep the share p.
std::optional<Mask> drawn(const clang::CallExpr& call) {
  const llvm::StringRef name = torch_function(call);
  const auto arguments = written_arguments(call);
  if (arguments.empty()) return std::nullopt;
  if (name == "bernoulli_" && number_in(*arguments[0])) return Mask{number_in(*arguments[0]), true};
  if (name != "bernoulli" || llvm::isa<clang::CXXMemberCallExpr>(call)) return std::nullopt;
  const auto* full = llvm::dyn_cast<clang::CallExpr>(&strip(*arguments[0]));
  if (!full || !is_one_of({"full", "full_like"}, torch_function(*full)) || full->getNumArgs() < 2)
    return std::nullopt;
  const auto* number = number_in(*full->getArg(1));
  return number ? std::optional(Mask{number, true}) : std::nullopt;
}

} // namespace

void find_mask(const clang::CallExpr& call, Gathering& gathering) {
  auto mask = compared(call);
  if (!mask) mask = drawn(call);
  const Body* body = mask ? gathering.body() : nullptr;
  if (!body || !is_factor(call, *body)) return;
  const auto whole = gathering.written(call.getSourceRange(), "Dropout");
  if (!whole) return;
  auto rate = mask->keeps ? kept_slot(*mask->number, gathering) : plain_slot(*mask->number, gathering);
  gathering.add(*whole, Dropout{"", Dropout::Form::mask, std::move(rate)});
}

} // namespace misfire::reader
