#include "mutator/reader/objective/reductions.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/objective/forms.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

#include <algorithm>
#include <cctype>

namespace misfire::reader {

namespace {

/// The number of the parameter of that name; nothing where the function has none.
std::optional<unsigned> parameter_named(const clang::FunctionDecl& function, llvm::StringRef name) {
  for (unsigned i = 0; i < function.getNumParams(); ++i)
    if (function.getParamDecl(i)->getName() == name) return i;
  return std::nullopt;
}

/// Behind the last argument, with `{}` for those left out up to number `index`.
std::optional<Place> behind(const std::vector<const clang::Expr*>& arguments, unsigned index,
                            const std::string& before, const std::string& after, const Gathering& gathering) {
  const auto last = gathering.spelling.range(*arguments.back());
  if (!last) return std::nullopt;
  std::string left_out = ", ";
  for (auto i = arguments.size(); i < index; ++i)
    left_out += "{}, ";
  return Place{{last->file, last->end, last->end}, left_out + before, after};
}

std::optional<Place> in_options(const std::vector<const clang::Expr*>& arguments, unsigned index,
                                const clang::ParmVarDecl& parameter, const Gathering& gathering) {
  const auto* record = class_of(parameter.getType());
  if (!record) return std::nullopt;
  const auto type = record->getQualifiedNameAsString();
  if (arguments.size() <= index) return behind(arguments, index, type + "().reduction(", ")", gathering);
  const auto slot = option_slot(*arguments[index], type, "reduction", std::nullopt, gathering);
  return slot ? std::optional(Place{slot->range, slot->before, slot->after}) : std::nullopt;
}

/// The expression, or what a local variable is given that is read here alone: what changes there changes
/// nothing else.
const clang::Expr& only_value_behind(const clang::Expr& expression, const Gathering& gathering) {
  const clang::Expr* value = &strip(expression);
  const Body* body = gathering.body();
  while (body) {
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*value));
    if (!variable || !variable->isLocalVarDecl() || body->reads_of(*variable).size() != 1) break;
    const auto values = body->values_of(*variable);
    if (values.size() != 1) break;
    value = &strip(*values[0]);
  }
  return *value;
}

/// Whether a call adds or takes away a dimension of size 1 and no other: `view({-1, 1})`, `view({n, 1})`.
bool shapes_a_column(const clang::CXXMemberCallExpr& call, const Gathering& gathering) {
  if (!is_one_of({"view", "reshape"}, name_of(call.getMethodDecl()))) return true;
  const auto arguments = written_arguments(call);
  auto sizes = arguments.size() == 1 ? gathering.spelling.text(*arguments[0]) : std::string();
  sizes.erase(std::remove_if(sizes.begin(), sizes.end(), [](unsigned char c) { return std::isspace(c); }),
              sizes.end());
  if (sizes == "-1" || sizes == "{-1}") return true;
  return ends_with(sizes, ",1}") && std::count(sizes.begin(), sizes.end(), ',') == 1;
}

} // namespace

void read_reduction_place(const clang::CallExpr& call, Loss& loss, const Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const auto arguments = written_arguments(call);
  if (!callee || arguments.empty()) return;
  if (const auto index = parameter_named(*callee, "reduction")) {
    const auto range =
        arguments.size() > *index ? gathering.spelling.range(*arguments[*index]) : std::nullopt;
    loss.reduced = range ? Place{*range, {}, {}} : behind(arguments, *index, "", "", gathering);
  } else if (const auto options = parameter_named(*callee, "options")) {
    loss.reduced = in_options(arguments, *options, *callee->getParamDecl(*options), gathering);
    loss.reduced_by_option = true;
  }
}

void read_shapes(const std::vector<const clang::Expr*>& arguments, Loss& loss, const Gathering& gathering) {
  if (loss.form != Form::values) return; // libtorch refuses two shapes for the others
  for (unsigned i = 0; i < 2 && i < arguments.size(); ++i) {
    const auto* call = method_call(only_value_behind(*arguments[i], gathering),
                                   {"squeeze", "unsqueeze", "view", "reshape", "view_as", "reshape_as"});
    const auto* object =
        call && shapes_a_column(*call, gathering) ? call->getImplicitObjectArgument() : nullptr;
    if (!object || !is_tensor(object->getType())) continue;
    const auto whole = gathering.spelling.range(*call), tensor = gathering.spelling.range(*object);
    if (whole && tensor) loss.reshaped.push_back({*whole, *tensor});
  }
}

} // namespace misfire::reader
