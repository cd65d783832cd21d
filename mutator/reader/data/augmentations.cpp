// Augmentations: functions of the program's own that make a tensor of another one by chance, before a network
// is given it.
#include "mutator/reader/data/augmentations.h"
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/data/made_of.h"
#include "mutator/reader/torch/torch_types.h"

#include <algorithm>
#include <array>

namespace misfire::reader {

namespace {

constexpr std::array draws = {"rand",         "rand_like",
                              "randn",        "randn_like",
                              "randint",      "randperm",
                              "bernoulli",    "normal",
                              "uniform_",     "normal_",
                              "randint_like", "random_",
                              "bernoulli_",   "uniform_real_distribution",
                              "rand_r",       "uniform_int_distribution",
                              "mt19937"};

/// Whether it draws random numbers: by libtorch, or by an engine of the standard library.
bool draws_in(const clang::Stmt& body) {
  return any_below<clang::Expr>(&body, [](const clang::Expr& one) {
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&one))
      return llvm::is_contained(draws, torch_function(*call));
    const auto* type = one.getType().isNull() ? nullptr : one.getType()->getAsCXXRecordDecl();
    return type && type->isInStdNamespace() &&
           (llvm::is_contained(draws, name_of(type)) || name_of(type) == "mersenne_twister_engine");
  });
}

/// Whether it trains or calls a network: what it gives is more than its tensor in another form.
bool trains_in(const clang::Stmt& body) {
  return any_below<clang::CallExpr>(&body, [](const clang::CallExpr& call) {
    return is_one_of({"forward", "backward", "step"}, name_of(call.getDirectCallee())) ||
           (llvm::isa<clang::CXXOperatorCallExpr>(call) && call.getNumArgs() > 0 &&
            module_of(class_of(call.getArg(0)->getType())));
  });
}

bool is_of_module(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  return method && derives_from(method->getParent(), "torch::nn::Module");
}

/// Whether what is visited stands in a method of a network, or of a lambda there.
bool is_in_module(const Gathering& gathering) {
  return std::ranges::any_of(gathering.ancestors, [](const Ancestor& above) {
    const auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(above.declaration);
    return function && is_of_module(*function);
  });
}

} // namespace

void find_augmentation(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee || !is_tensor(call.getType()) || llvm::isa<clang::CXXOperatorCallExpr>(call)) return;
  const auto given = written_arguments(call);
  const auto tensors =
      std::ranges::count_if(given, [](const auto* one) { return is_tensor(one->getType()); });
  if (tensors != 1 || !is_tensor(given.front()->getType())) return;
  const auto& function = pattern_of(*callee);
  const auto* body = function.getBody();
  if (!body || !gathering.spelling.of_subject(function) || is_of_module(function) ||
      is_in_module(gathering) || !draws_in(*body) || trains_in(*body) || function.getNumParams() == 0 ||
      !returns_numbers_of(*function.getParamDecl(0), gathering.body_of(*body), *body))
    return;
  const auto range = gathering.spelling.range(call);
  const auto tensor = gathering.spelling.range(*given.front());
  if (!range || !tensor || !range->contains(*tensor)) return;
  TorchUse use{.range = *range, .name = "augmentation", .tensor = *tensor};
  use.function = gathering.function;
  use.loop = gathering.loop;
  gathering.facts.uses.push_back(std::move(use));
}

} // namespace misfire::reader
