// Layers: constructions of libtorch's modules that have parameters.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/ast/wrappers.h"
#include "mutator/reader/network/finders.h"
#include "mutator/reader/network/named_layers.h"
#include "mutator/reader/network/sequences.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/constructions.h"
#include "mutator/reader/visit/options.h"

#include <array>

namespace misfire::reader {

namespace {

struct Kind {
  llvm::StringRef name;
  bool has_weight;
  bool has_bias;
  bool gives_tensor;
};

constexpr bool weight = true, bias = true, tensor = true;
constexpr std::array kinds = {
    Kind{"Linear", weight, bias, tensor},
    Kind{"Bilinear", weight, bias, tensor},
    Kind{"Conv1d", weight, bias, tensor},
    Kind{"Conv2d", weight, bias, tensor},
    Kind{"Conv3d", weight, bias, tensor},
    Kind{"ConvTranspose1d", weight, bias, tensor},
    Kind{"ConvTranspose2d", weight, bias, tensor},
    Kind{"ConvTranspose3d", weight, bias, tensor},
    Kind{"RNN", weight, bias, !tensor},
    Kind{"LSTM", weight, bias, !tensor},
    Kind{"GRU", weight, bias, !tensor},
    Kind{"RNNCell", weight, bias, tensor},
    Kind{"LSTMCell", weight, bias, !tensor},
    Kind{"GRUCell", weight, bias, tensor},
    Kind{"Embedding", weight, !bias, tensor},
    Kind{"EmbeddingBag", weight, !bias, tensor},
    Kind{"MultiheadAttention", !weight, bias, !tensor},
    Kind{"Transformer", !weight, !bias, tensor},
    Kind{"TransformerEncoderLayer", !weight, !bias, tensor},
    Kind{"TransformerDecoderLayer", !weight, !bias, tensor},
};

const Kind* kind_named(llvm::StringRef name) {
  const auto* kind = llvm::find_if(kinds, [&](const Kind& known) { return known.name == name; });
  return kind == kinds.end() ? nullptr : kind;
}

std::string options_type(const Kind& kind) {
  return "torch::nn::" + kind.name.str() + "Options";
}

/// The layer's bias: in its options, or options made of its plain arguments.
std::optional<Slot> bias_slot(const Kind& kind, const Construction& made, const Gathering& gathering) {
  if (!kind.has_bias || made.arguments.empty()) return std::nullopt;
  if (made.arguments.size() == 1 && are_options(*made.arguments[0])) {
    return option_slot(*made.arguments[0], options_type(kind), "bias", Value(true), gathering);
  }
  if (!made.inside) return std::nullopt;
  return Slot::inserted(*made.inside,
                        options_type(kind) + "(" + gathering.spelling.text(*made.inside) + ").bias(", ")",
                        Value(true));
}

/// The parameter of a function of the subject's that the construction visited is the argument for; empty
/// where it is none.
Key parameter_given(const Gathering& gathering) {
  const clang::Stmt* below = nullptr;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return {};
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(above->statement)) {
      const auto* callee = call->getDirectCallee();
      const auto arguments = written_arguments(*call);
      const auto place = llvm::find(arguments, below);
      if (!callee || place == arguments.end() || !gathering.spelling.of_subject(*callee)) return {};
      const auto& pattern = pattern_of(*callee);
      const auto index = static_cast<unsigned>(place - arguments.begin());
      return index < pattern.getNumParams() ? gathering.key_of(*pattern.getParamDecl(index)) : Key();
    }
    if (!is_wrapper(*above->statement)) return {};
    below = above->statement;
  }
  return {};
}

/// The parameter of a constructor of the subject's that is given an AnyModule made of the construction
/// visited.
Key parameter_given_any(const Gathering& gathering) {
  const clang::Stmt* below = nullptr;
  bool any = false;
  for (auto above = gathering.ancestors.rbegin(); above != gathering.ancestors.rend(); ++above) {
    if (!above->statement) return {};
    const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(above->statement);
    if (construction && name_of(construction->getConstructor()->getParent()) == "AnyModule") {
      any = true;
    } else if (construction && !is_wrapper(*construction)) {
      const auto arguments = written_arguments(*construction);
      const auto place = llvm::find(arguments, below);
      const auto* constructor = construction->getConstructor();
      if (!any || place == arguments.end() || !gathering.spelling.of_subject(*constructor)) return {};
      const auto index = static_cast<unsigned>(place - arguments.begin());
      return index < constructor->getNumParams() ? gathering.key_of(*constructor->getParamDecl(index))
                                                 : Key();
    } else if (!is_wrapper(*above->statement)) {
      return {};
    }
    below = above->statement;
  }
  return {};
}

/// The layers that TransformerEncoder and TransformerDecoder make of options, which are their own.
void add_layers_of_options(const Construction& made, Gathering& gathering) {
  if (made.type != "TransformerEncoder" && made.type != "TransformerDecoder") return;
  for (const auto* argument : made.arguments)
    look_at_each<clang::CXXConstructExpr>(argument, [&](const clang::CXXConstructExpr& below) {
      llvm::StringRef type = name_of(below.getConstructor()->getParent());
      const bool options = type.consume_back("LayerOptions") && type == made.type;
      const auto range = options && !below.getConstructor()->isCopyOrMoveConstructor()
                             ? gathering.spelling.range(below)
                             : std::nullopt;
      if (!range) return;
      Layer layer;
      layer.type = made.type + "Layer";
      gathering.add(*range, std::move(layer));
    });
}

/// All of a layer but its options.
Layer layer_at(const Kind& kind, const Construction& made, Gathering& gathering) {
  const bool in_sequence = is_exchangeable(gathering);
  Layer layer;
  layer.type = kind.name.str();
  const Key holder = holder_of(gathering), parameter = parameter_given(gathering);
  layer.variable = parameter.empty() ? holder : parameter;
  layer.has_weight = kind.has_weight;
  layer.construction = made.place;
  const Key any = parameter_given_any(gathering);
  layer.output = in_sequence ? gathering.spelling.place(made.tokens.getBegin()) : any.empty() ? holder : any;
  layer.by_name = named_layer_made(gathering);
  layer.gives_tensor = kind.gives_tensor;
  if (in_sequence) layer.successor = successor_of(*made.range, gathering);
  return layer;
}

void add_layer(const Construction& made, Gathering& gathering) {
  add_layers_of_options(made, gathering);
  const auto* kind = kind_named(made.type);
  if (!kind || made.arguments.empty()) return;
  if (!made.range) {
    gathering.skip_in_macro(made.tokens, "Layer");
    return;
  }
  Layer layer = layer_at(*kind, made, gathering);
  layer.bias = bias_slot(*kind, made, gathering);
  gathering.add(*made.range, std::move(layer));
}

/// Whether an expression makes a module, with arguments.
bool is_made_at(const clang::Expr& expression) {
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&strip(expression));
  return made && !made->getConstructor()->isCopyOrMoveConstructor() && !written_arguments(*made).empty() &&
         !written_arguments(*made)[0]->getType()->isNullPtrType() &&
         !module_of(class_of(written_arguments(*made)[0]->getType()));
}

/// Whether a function of the subject's makes the module that it returns: at once, or in a variable of its
/// own.
bool returns_what_it_makes(const clang::FunctionDecl& function, const Gathering& gathering) {
  const auto results = gathering.body_of(*function.getBody()).returns();
  return !results.empty() && llvm::all_of(results, [](const clang::Expr* result) {
    const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(*result));
    const bool local = variable && variable->isLocalVarDecl() && variable->getInit();
    return is_made_at(local ? *variable->getInit() : *result);
  });
}

/// `conv(1, 4)`, where conv is a function of the subject's that makes a layer.
void add_layer_of_call(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  const clang::FunctionDecl* defined = nullptr;
  const auto* held = class_of(call.getType());
  const auto* module = module_of(held);
  if (!callee || !module || module == held || !gathering.spelling.of_subject(*callee)) return;
  const auto* kind = kind_named(torch_module_name(module));
  const auto range = gathering.spelling.range(call);
  if (!kind || !kind->has_weight || !range || !callee->hasBody(defined) ||
      !returns_what_it_makes(*defined, gathering))
    return;
  Construction made;
  made.tokens = call.getSourceRange();
  made.range = range;
  made.place = Place{*range, {}, {}};
  Layer layer = layer_at(*kind, made, gathering);
  layer.made_by = gathering.key_of(pattern_of(*callee));
  gathering.add(*range, std::move(layer));
}

} // namespace

bool has_parameters(llvm::StringRef module) {
  return kind_named(module) != nullptr;
}
void find_layer(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  if (const auto made = module_made_by(construction, gathering)) add_layer(*made, gathering);
}

void find_layer(const clang::CallExpr& call, Gathering& gathering) {
  if (const auto made = module_made_by(call, gathering)) add_layer(*made, gathering);
  add_layer_of_call(call, gathering);
}

} // namespace misfire::reader
