// Initialisations: calls that fill a parameter in place.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/parameters.h"

namespace misfire::reader {

namespace {

bool is_of_init(const clang::FunctionDecl& function) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(function.getDeclContext());
  return is_torch(function) && name_of(space) == "init" && ends_with(name_of(&function), "_");
}

bool fills_in_place(const clang::FunctionDecl& method) {
  return is_one_of({"normal_", "uniform_", "fill_", "zero_", "random_", "log_normal_", "cauchy_",
                    "exponential_", "geometric_", "bernoulli_"},
                   name_of(&method));
}

/// What libtorch fills in two dimensions at least: a weight, whatever it is called.
bool is_for_matrices(llvm::StringRef function) {
  return starts_with(function, "xavier_") || starts_with(function, "kaiming_") ||
         is_one_of({"orthogonal_", "sparse_", "eye_", "dirac_"}, function);
}

void add_init(const clang::CallExpr& call, const clang::Expr& tensor, Gathering& gathering) {
  const auto whole = gathering.spelling.range(call);
  const auto filled = gathering.spelling.range(tensor);
  if (!whole || !filled || !whole->contains(*filled)) {
    gathering.skip_in_macro(call.getSourceRange(), "Init");
    return;
  }
  Init init;
  init.function = call.getDirectCallee()->getName().str();
  init.tensor = *filled;
  const Body* body = gathering.body();
  bool is_own = false; // of a module of the program's
  if (auto parameter = body ? parameter_named(tensor, *body, gathering) : std::nullopt) {
    is_own = parameter->own;
    init.fills_weight = parameter->weight;
    init.layer = std::move(parameter->layer);
    init.layer_type = std::move(parameter->layer_type);
  }
  const bool of_libtorchs_layer = !init.layer_type.empty() || (!init.layer.empty() && !is_own);
  if (!of_libtorchs_layer && is_for_matrices(init.function) && !init.fills_weight) {
    init.fills_weight = true;
    if (init.layer.empty()) {
      const auto* holder = held_by(tensor);
      init.layer = holder ? gathering.key_of(*holder) : holder_of(gathering);
      if (init.layer.empty()) init.layer = gathering.spelling.place(call.getBeginLoc());
    }
  }
  gathering.add(*whole, std::move(init));
}

} // namespace

void find_init(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return;
  if (is_of_init(*callee) && call.getNumArgs() > 0) {
    add_init(call, *call.getArg(0), gathering);
    return;
  }
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  if (!method || !is_torch(*callee) || !fills_in_place(*callee)) return;
  const clang::Expr* tensor = method->getImplicitObjectArgument();
  const Body* body = gathering.body();
  if (!tensor || !body || !is_tensor(tensor->getType())) return;
  const auto parameter = parameter_named(*tensor, *body, gathering);
  // A tensor of the user's own may be a state that every batch clears: only while the module is made.
  if (parameter && (!parameter->own || gathering.loop.empty())) add_init(call, *tensor, gathering);
}

} // namespace misfire::reader
