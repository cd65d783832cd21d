// Layers: constructions of libtorch's modules that have parameters.
#include "mutator/reader/finders.h"
#include "mutator/reader/options.h"
#include "mutator/reader/torch_types.h"

#include <clang/AST/DeclTemplate.h>

#include <array>

namespace misfire::reader {

namespace {

struct Kind {
  llvm::StringRef name;
  bool has_weight;
  bool has_bias;
};

constexpr bool weight = true, bias = true;
constexpr std::array kinds = {
    Kind{"Linear", weight, bias},
    Kind{"Bilinear", weight, bias},
    Kind{"Conv1d", weight, bias},
    Kind{"Conv2d", weight, bias},
    Kind{"Conv3d", weight, bias},
    Kind{"ConvTranspose1d", weight, bias},
    Kind{"ConvTranspose2d", weight, bias},
    Kind{"ConvTranspose3d", weight, bias},
    Kind{"RNN", weight, bias},
    Kind{"LSTM", weight, bias},
    Kind{"GRU", weight, bias},
    Kind{"RNNCell", weight, bias},
    Kind{"LSTMCell", weight, bias},
    Kind{"GRUCell", weight, bias},
    Kind{"Embedding", weight, !bias},
    Kind{"MultiheadAttention", !weight, bias},
};

const Kind* kind_of(const clang::CXXRecordDecl* module) {
  const std::string name = torch_module_name(module);
  const auto* kind = llvm::find_if(kinds, [&](const Kind& known) { return known.name == name; });
  return kind == kinds.end() ? nullptr : kind;
}

bool is_options(const clang::Expr& argument) {
  return llvm::StringRef(class_name(argument)).ends_with("Options");
}

/// What makes no layer: nullptr, a copy or move of a holder, a pointer to a layer made elsewhere.
bool makes_nothing(const std::vector<const clang::Expr*>& arguments) {
  if (arguments.empty()) return true;
  const clang::Expr& first = strip(*arguments[0]);
  if (first.getType()->isNullPtrType() || llvm::isa<clang::CXXNullPtrLiteralExpr>(first)) return true;
  return arguments.size() == 1 && module_of(class_of(first.getType())) != nullptr;
}

std::string options_type(const Kind& kind) {
  return "torch::nn::" + kind.name.str() + "Options";
}

/// The layer's bias: in its options, or options made of its plain arguments.
std::optional<Slot> bias_slot(const Kind& kind, const std::vector<const clang::Expr*>& arguments,
                              const Gathering& gathering) {
  if (!kind.has_bias) return std::nullopt;
  if (arguments.size() == 1 && is_options(*arguments[0])) {
    return option_slot(*arguments[0], options_type(kind), "bias", Value(true), gathering);
  }
  const auto range = gathering.spelling.range(*arguments.front(), *arguments.back());
  if (!range) return std::nullopt;
  Slot slot{*range, options_type(kind) + "(" + gathering.spelling.text(*range) + ").bias(", ")", {}, {}, 0,
            {}};
  slot.origin.constant = Value(true);
  return slot;
}

/// The member or variable that is initialised by what stands here: by the nearest declaration, member
/// initialiser or assignment above.
Key holder_of(const Gathering& gathering) {
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (above->initializer) {
      const auto* member = above->initializer->getAnyMember();
      return member ? gathering.key_of(*member) : Key();
    }
    if (const auto* variable = llvm::dyn_cast_or_null<clang::ValueDecl>(above->declaration)) {
      return llvm::isa<clang::FunctionDecl>(variable) ? Key() : gathering.key_of(*variable);
    }
    const auto* operation = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(above->statement);
    if (operation && operation->isAssignmentOp()) {
      const auto* assigned = named_by(*operation->getArg(0));
      return assigned ? gathering.key_of(*assigned) : Key();
    }
  }
  return {};
}

/// From the name of the member or variable that is initialised to the end of its initialiser.
clang::SourceRange declared_range(const clang::CXXConstructExpr& construction, const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  if (above.initializer) return above.initializer->getSourceRange();
  const auto* declared = llvm::dyn_cast_or_null<clang::DeclaratorDecl>(above.declaration);
  if (!declared || llvm::isa<clang::FunctionDecl>(declared)) return construction.getSourceRange();
  return {declared->getLocation(), construction.getEndLoc()};
}

void add_layer(const Kind& kind, const std::vector<const clang::Expr*>& arguments,
               std::optional<SourceRange> whole, std::optional<Place> construction, clang::SourceRange tokens,
               Gathering& gathering) {
  if (!whole) {
    gathering.skip(tokens, "Layer", "it is written in a macro's body");
    return;
  }
  Layer layer{kind.name.str(), holder_of(gathering), kind.has_weight, bias_slot(kind, arguments, gathering),
              std::move(construction)};
  gathering.add(*whole, std::move(layer));
}

} // namespace

void find_layer(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* record = construction.getConstructor()->getParent();
  const auto* module = module_of(record);
  const auto* kind = kind_of(module);
  if (!kind || construction.getConstructor()->isCopyOrMoveConstructor()) return;
  const auto arguments = written_arguments(construction);
  if (makes_nothing(arguments)) return;

  // A conversion from the arguments alone (`Linear fc = {784, 64}`) has no range of its own but theirs.
  const auto inside = gathering.spelling.range(*arguments.front(), *arguments.back());
  if (!gathering.names_its_type(construction)) {
    const clang::SourceRange tokens = declared_range(construction, gathering);
    std::optional<Place> place;
    if (inside) place = Place{*inside, "torch::nn::" + kind->name.str() + "(", ")"};
    add_layer(*kind, arguments, gathering.spelling.range(tokens), std::move(place), tokens, gathering);
    return;
  }
  const clang::SourceRange tokens = gathering.written_construction(construction);
  const auto whole = gathering.spelling.range(tokens);
  std::optional<Place> place;
  // A bare Impl is no holder and no pointer: there is nothing that a function from holder to holder could
  // take.
  if (whole && record != module) place = Place{*whole, {}, {}};
  add_layer(*kind, arguments, whole, std::move(place), tokens, gathering);
}

void find_layer(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee || !callee->isInStdNamespace() || !callee->getIdentifier() ||
      callee->getName() != "make_shared")
    return;
  const auto* kind = kind_of(class_of(call.getType()));
  const auto arguments = written_arguments(call);
  if (!kind || makes_nothing(arguments)) return;
  const auto whole = gathering.spelling.range(call);
  std::optional<Place> place;
  if (whole) place = Place{*whole, {}, {}};
  add_layer(*kind, arguments, whole, std::move(place), call.getSourceRange(), gathering);
}

} // namespace misfire::reader
