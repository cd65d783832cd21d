// Divisions of plain numbers: of whole numbers that a cast makes real, and of real ones by a number.
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

/// The whole number that an expression is, casts looked through; null where it is none, or a constant.
const clang::Expr* whole_in(const clang::Expr& expression, const Gathering& gathering) {
  const clang::Expr* inner = &strip(expression);
  while (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(inner))
    inner = &strip(*cast->getSubExpr());
  const auto type = inner->getType();
  if (!type->isIntegerType() || type->isBooleanType()) return nullptr;
  return constant_of(*inner, gathering.context) ? nullptr : inner;
}

/// A dividend that is a whole number times a constant: `100. * right`, `right * 100.`.
struct Scaled {
  const clang::Expr* whole = nullptr;
  const clang::Expr* factor = nullptr; ///< null without one
};

Scaled scaled_in(const clang::Expr& dividend, const Gathering& gathering) {
  const auto* product = llvm::dyn_cast<clang::BinaryOperator>(&strip(dividend));
  if (!product || product->getOpcode() != clang::BO_Mul) return {whole_in(dividend, gathering), nullptr};
  const clang::Expr *left = product->getLHS(), *right = product->getRHS();
  if (constant_of(*right, gathering.context)) std::swap(left, right);
  if (!constant_of(*left, gathering.context)) return {};
  return {whole_in(*right, gathering), left};
}

/// `pixel / 255.`: real, by a number that is written there.
void add_plain_division(const clang::BinaryOperator& division, Gathering& gathering) {
  const auto range = gathering.spelling.range(division);
  const auto left = gathering.spelling.range(*division.getLHS());
  const auto right = gathering.spelling.range(*division.getRHS());
  const auto divisor = constant_of(*division.getRHS(), gathering.context);
  if (!range || !left || !right || !divisor) return;
  TorchUse use{.range = *range, .name = "div", .tensor = *left, .given = {{*right, divisor, false}}};
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

} // namespace

void find_quotient(const clang::BinaryOperator& division, Gathering& gathering) {
  if (!division.getType()->isRealFloatingType()) return;
  add_plain_division(division, gathering);
  if (division.getOpcode() != clang::BO_Div) return;
  const auto [whole, factor] = scaled_in(*division.getLHS(), gathering);
  const auto* by = whole ? whole_in(*division.getRHS(), gathering) : nullptr;
  const auto range = gathering.spelling.range(division);
  const auto dividend = whole ? gathering.spelling.range(*whole) : std::nullopt;
  const auto divisor = by ? gathering.spelling.range(*by) : std::nullopt;
  if (!range || !dividend || !divisor) return;
  gathering.facts.quotients.push_back({.range = *range,
                                       .factor = factor ? gathering.spelling.text(*factor) : std::string(),
                                       .type = division.getType().getUnqualifiedType().getAsString(),
                                       .dividend = *dividend,
                                       .divisor = *divisor,
                                       .function = gathering.function});
}

} // namespace misfire::reader
