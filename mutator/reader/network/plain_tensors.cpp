// Layers without a module: tensors that the program makes and trains by itself, and the products and sums
// that they come to. Linking tells weights from biases.
#include "mutator/program/plain_tensors.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/meetings.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"

namespace misfire::reader {

namespace {

bool is_factory(const clang::CallExpr& call) {
  return !llvm::isa<clang::CXXMemberCallExpr>(call) &&
         is_one_of({"randn", "rand", "zeros", "ones", "full", "empty", "tensor", "eye", "normal", "linspace",
                    "arange", "randn_like", "rand_like", "zeros_like", "ones_like", "full_like",
                    "empty_like"},
                   torch_function(call));
}

const clang::CallExpr* factory_in(const clang::Stmt* expression) {
  const clang::CallExpr* found = nullptr;
  look(expression, [&](const clang::Stmt& node) {
    if (llvm::isa<clang::LambdaExpr>(node)) return Go::past;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(&node);
    if (call && is_factory(*call)) found = call;
    return found ? Go::out : Go::into;
  });
  return found;
}

/// How many dimensions a factory's tensor has; 0 where its sizes are not written out.
unsigned dimensions_of(const clang::CallExpr* factory) {
  if (!factory) return 0;
  if (torch_function(*factory) == "eye") return 2;
  if (torch_function(*factory) == "tensor") return 0;
  for (const auto* argument : written_arguments(*factory)) {
    unsigned count = 0;
    const bool listed = any_below<clang::InitListExpr>(argument, [&](const clang::InitListExpr& list) {
      count = list.getNumInits();
      return true;
    });
    if (listed) return count;
  }
  const auto arguments = written_arguments(*factory);
  const bool one_size =
      !arguments.empty() && any_below<clang::IntegerLiteral>(arguments[0], [](const auto&) { return true; });
  return one_size && strip(*arguments[0]).getType()->isIntegerType() ? 1 : 0;
}

/// Whether a call that sets whether gradients are wanted says that they are.
bool asks_for_gradients(const clang::CallExpr& call, const Gathering& gathering) {
  const auto arguments = written_arguments(call);
  if (arguments.empty()) return true;
  const auto wanted = constant_of(*arguments.back(), gathering.context);
  return wanted && number_of(*wanted) == 1;
}

/// A factory whose options ask for gradients: `torch::randn({4, 2}, torch::requires_grad())`.
bool makes_trained(const clang::CallExpr& call, const Gathering& gathering) {
  if (!is_factory(call)) return false;
  return any_below<clang::CallExpr>(&call, [&](const clang::CallExpr& below) {
    return torch_function(below) == "requires_grad" && asks_for_gradients(below, gathering);
  });
}

/// Whether a call further up asks for the same tensor's gradients.
bool is_part_of_another(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return false;
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(above->statement);
    if (call && is_called(*call, {"register_parameter", "requires_grad_", "set_requires_grad"})) return true;
    if (!call && !is_wrapper(*above->statement) && !llvm::isa<clang::Expr>(above->statement)) return false;
  }
  return false;
}

/// The expression that makes the tensor that a call asks gradients for; null where the call does not, or the
/// tensor is not made here.
const clang::Expr* trained_by(const clang::CallExpr& call, const Gathering& gathering) {
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!method) return makes_trained(call, gathering) ? &call : nullptr;
  const auto arguments = written_arguments(call);
  if (is_called(call, {"register_parameter"})) {
    const auto wanted =
        arguments.size() > 2 ? constant_of(*arguments[2], gathering.context) : std::optional<Value>(true);
    return arguments.size() > 1 && wanted && number_of(*wanted) == 1 ? arguments[1] : nullptr;
  }
  const auto* object = method->getImplicitObjectArgument();
  const bool asks = is_called(call, {"requires_grad_", "set_requires_grad"}) && object &&
                    is_tensor(object->getType()) && asks_for_gradients(call, gathering);
  if (!asks) return nullptr;
  if (const auto* variable = named_by(*object)) {
    const Body* body = gathering.body();
    const auto values = body ? body->values_of(*variable) : std::vector<const clang::Expr*>();
    return values.size() == 1 && factory_in(values[0]) ? values[0] : nullptr;
  }
  return factory_in(object) ? object : nullptr;
}

/// The tensor's variable: what is given the call's value, or what the call is made on.
Key variable_of(const clang::CallExpr& call, const Gathering& gathering) {
  if (gathering.is_discarded()) {
    const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
    const bool registers = is_called(call, {"register_parameter"});
    const auto* object = registers ? call.getArg(1) : method ? method->getImplicitObjectArgument() : nullptr;
    const auto* named = object ? named_by(*object) : nullptr;
    if (named) return gathering.key_of(*named);
  }
  return holder_of(gathering);
}

/// Whether the value is bound to a reference through which it is changed, as nothing that a function makes
/// can be.
bool is_bound(const Gathering& gathering) {
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(gathering.meaningful_ancestor().declaration);
  return variable && variable->getType()->isLValueReferenceType() &&
         !variable->getType()->getPointeeType().isConstQualified();
}

/// The tensor under what only turns or copies it; `turned` says whether it is transposed.
const clang::Expr& unturned(const clang::Expr& expression, bool& turned) {
  const clang::Expr* inner = &strip_access(expression);
  while (const auto* call = method_call(*inner, {"t", "transpose", "mT", "contiguous", "to", "unsqueeze"})) {
    if (is_called(*call, {"t", "transpose", "mT"})) turned = !turned;
    inner = &strip_access(*call->getImplicitObjectArgument());
  }
  return *inner;
}

/// The object of a method and its arguments, or a function's arguments.
std::vector<const clang::Expr*> parts_of(const clang::CallExpr& call) {
  auto parts = written_arguments(call);
  if (const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    parts.insert(parts.begin(), method->getImplicitObjectArgument());
  return parts;
}

struct Product {
  std::vector<const clang::Expr*> factors; ///< that may be the weight, the likeliest first
  const clang::Expr* bias = nullptr;
  bool outputs_first = false; ///< the function wants its weight so
};

std::optional<Product> product_in(const clang::CallExpr& call) {
  const auto name = torch_function(call);
  const auto parts = parts_of(call);
  if (is_one_of({"mm", "matmul", "bmm", "mv"}, name) && parts.size() == 2)
    return Product{{parts[1], parts[0]}};
  if (is_one_of({"addmm", "baddbmm", "addmv"}, name) && parts.size() >= 3)
    return Product{{parts[2], parts[1]}, parts[0]};
  const bool linear = name == "linear" || name.contains("conv");
  if (!linear || llvm::isa<clang::CXXMemberCallExpr>(call) || parts.size() < 2 ||
      !is_tensor(parts[1]->getType()))
    return std::nullopt;
  const bool has_bias = parts.size() > 2 && is_tensor(parts[2]->getType());
  return Product{{parts[1]}, has_bias ? parts[2] : nullptr, true};
}

bool is_plain_product(const clang::Expr& expression, const Body& body, unsigned depth = 0) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip_access(expression));
  if (call && product_in(*call)) return true;
  const auto* variable = depth < 2 ? named_by(expression) : nullptr;
  const auto values = variable ? body.values_of(*variable) : std::vector<const clang::Expr*>();
  return llvm::any_of(values,
                      [&](const clang::Expr* value) { return is_plain_product(*value, body, depth + 1); });
}

/// The tensor, named, that is added to a product: of `x.mm(w) + b`, `y += b`, `y.add(b)`. Null for all else.
const clang::Expr* summand_in(const clang::CallExpr& call, const Body& body) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool plus = operation && (operation->getOperator() == clang::OO_Plus ||
                                  operation->getOperator() == clang::OO_PlusEqual);
  const auto parts = parts_of(call);
  if ((!plus && !is_one_of({"add", "add_"}, torch_function(call))) || parts.size() != 2) return nullptr;
  for (std::size_t i = 0; i < 2; ++i) {
    if (is_tensor(parts[i]->getType()) && held_by(*parts[i]) && is_plain_product(*parts[1 - i], body))
      return parts[i];
  }
  return nullptr;
}

/// A product with what is added to it: at once, or to the variable that holds it, on one way or on both of a
/// choice (`b.defined() ? y + b : y`).
const clang::Expr& with_summand(const clang::Expr& product, const Body& body, unsigned depth = 0) {
  if (depth > 8) return product; // a variable can be made of itself, in a loop
  const clang::Stmt* below = nullptr;
  const auto* outer = body.meaningfully_above(product, &below);
  const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(outer);
  if (call && summand_in(*call, body)) return with_summand(*call, body, depth + 1);
  const auto* choice = llvm::dyn_cast_or_null<clang::ConditionalOperator>(outer);
  if (choice && choice->getCond() != below) return *choice;
  const auto* declared = llvm::dyn_cast_or_null<clang::DeclStmt>(outer);
  const auto* variable = declared && declared->isSingleDecl()
                             ? llvm::dyn_cast<clang::VarDecl>(declared->getSingleDecl())
                             : nullptr;
  const clang::Expr* whole = nullptr;
  for (const auto* read :
       variable ? body.reads_after(*variable, *declared) : std::vector<const clang::Expr*>()) {
    const auto& sum = with_summand(*read, body, depth + 1);
    if (&sum == read || (whole && whole != &sum)) return product;
    whole = &sum;
  }
  return whole ? *whole : product;
}

void add_summand(const clang::Expr& summand, Gathering& gathering) {
  TensorUse use;
  use.operands = {{gathering.facts_of(summand), false}};
  use.added = true;
  use.function = gathering.function;
  gathering.facts.tensor_uses.push_back(std::move(use));
}

} // namespace

void find_plain_tensor(const clang::CallExpr& call, Gathering& gathering) {
  const auto* made = trained_by(call, gathering);
  if (!made || is_part_of_another(gathering)) return;
  const bool registered = is_called(call, {"register_parameter"});
  const auto whole = gathering.written(call.getSourceRange(), "Layer");
  if (!whole) return;
  Layer layer;
  layer.form = Layer::Form::tensor;
  layer.type = registered ? "parameter" : "tensor";
  layer.variable = layer.output = variable_of(call, gathering);
  layer.dimensions = dimensions_of(factory_in(made));
  if (!is_bound(gathering)) layer.construction = Place{*whole, {}, {}};
  gathering.add(*whole, std::move(layer));
}

void find_tensor_use(const clang::CallExpr& call, Gathering& gathering) {
  const Body* body = gathering.body();
  if (!body) return;
  if (const auto* summand = summand_in(call, *body)) add_summand(*summand, gathering);
  const auto product = product_in(call);
  if (!product) return;
  if (product->bias) add_summand(*product->bias, gathering);
  const auto& whole = with_summand(call, *body);
  const Next next = next_of(whole, *body, gathering);
  TensorUse use;
  use.function = gathering.function;
  for (const auto* factor : product->factors) {
    bool turned = factor != product->factors[0];
    const auto& inner = unturned(*factor, turned);
    const auto* holder = held_by(inner);
    if (!holder) continue;
    const Key key = gathering.key_of(*holder);
    use.operands.push_back({gathering.facts_of(inner), !product->outputs_first && !turned});
    add_meeting(product_with(key), next, gathering.spelling.range(whole), gathering);
  }
  if (!use.operands.empty()) gathering.facts.tensor_uses.push_back(std::move(use));
}

} // namespace misfire::reader
