// Loaders: torch::data::make_data_loader in all its forms, with the slot of the batch size.
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

bool is_loader_options(const clang::Expr& expression) {
  return derives_from(class_of(strip(expression).getType()), "torch::data::DataLoaderOptions");
}

/// libtorch's batch size where nothing is said.
const Value implied_batch_size{std::int64_t{1}};

std::optional<Slot> slot_in(const clang::Expr& options, const Gathering& gathering) {
  const clang::Expr& inner = strip(options);
  // `make_data_loader(dataset, 64)`: the number is converted.
  if (inner.getType()->isArithmeticType()) return plain_slot(inner, gathering);
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(&inner)) {
    const auto written = written_arguments(*converted);
    if (written.size() == 1 && strip(*written[0]).getType()->isArithmeticType())
      return plain_slot(*written[0], gathering);
  }
  return option_slot(options, "torch::data::DataLoaderOptions", "batch_size", implied_batch_size, gathering);
}

/// The argument that says the batch size, a number or options; null if there is none.
const clang::Expr* options_among(const std::vector<const clang::Expr*>& arguments) {
  for (const auto* argument : arguments) {
    const bool number = strip(*argument).getType()->isArithmeticType();
    if (argument != arguments.front() && (number || is_loader_options(*argument))) return argument;
  }
  return nullptr;
}

std::optional<Slot> batch_size_slot(const std::vector<const clang::Expr*>& arguments,
                                    const Gathering& gathering) {
  if (const auto* options = options_among(arguments)) return slot_in(*options, gathering);
  const auto last = gathering.spelling.range(*arguments.back());
  if (!last) return std::nullopt;
  Slot slot;
  slot.range = {last->file, last->end, last->end};
  slot.before = ", torch::data::DataLoaderOptions().batch_size(";
  slot.after = ")";
  slot.origin.constant = implied_batch_size;
  return slot;
}

std::optional<Slot> drop_last_slot(const std::vector<const clang::Expr*>& arguments,
                                   const Gathering& gathering) {
  const auto* options = options_among(arguments);
  if (!options || !is_loader_options(*options)) return std::nullopt;
  return option_slot(*options, "torch::data::DataLoaderOptions", "drop_last", Value{false}, gathering);
}

/// The class of the sampler by which a loader that was made draws; null where it has none.
const clang::CXXRecordDecl* sampler_of(const clang::CallExpr& call) {
  const auto* loader =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(class_of(call.getType()));
  if (name_of(loader) != "StatelessDataLoader" || loader->getTemplateArgs().size() < 2) return nullptr;
  const auto& sampler = loader->getTemplateArgs()[1];
  return sampler.getKind() == clang::TemplateArgument::Type ? class_of(sampler.getAsType()) : nullptr;
}

/// Whether what keeps the loader that is made takes any: `auto loader = ...`, `*make_data_loader(...)`.
bool takes_any_loader(const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above.declaration);
  if (variable) return variable->getType()->getContainedAutoType() != nullptr;
  return llvm::isa_and_nonnull<clang::CXXOperatorCallExpr, clang::DeclStmt>(above.statement);
}

/// Where the class of a sampler that is made as an argument is named; nothing where it is made elsewhere.
std::optional<SourceRange> class_named_by(const clang::Expr& sampler, const Gathering& gathering) {
  std::optional<SourceRange> named;
  look(&sampler, [&](const clang::Stmt& node) {
    const clang::TypeSourceInfo* type = nullptr;
    if (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(&node))
      type = cast->getTypeInfoAsWritten();
    else if (const auto* made = llvm::dyn_cast<clang::CXXTemporaryObjectExpr>(&node))
      type = made->getTypeSourceInfo();
    if (type) named = gathering.spelling.range(type->getTypeLoc().getSourceRange());
    return named ? Go::out : Go::into;
  });
  return named;
}

/// Where another sampler's class can be written: as a template's argument, or where one is made.
std::optional<Place> sampler_place(const clang::CallExpr& call,
                                   const std::vector<const clang::Expr*>& arguments,
                                   const Gathering& gathering) {
  const bool given = arguments.size() > 1 && !strip(*arguments[1]).getType()->isArithmeticType() &&
                     !is_loader_options(*arguments[1]) && arguments.size() > 2;
  const auto in_place = [](std::optional<SourceRange> range) {
    return range ? std::optional(Place{*range, {}, {}}) : std::nullopt;
  };
  if (given) return in_place(class_named_by(*arguments[1], gathering));
  const auto* callee = llvm::dyn_cast<clang::DeclRefExpr>(call.getCallee()->IgnoreParenImpCasts());
  if (!callee) return std::nullopt;
  if (callee->hasExplicitTemplateArgs())
    return in_place(gathering.spelling.range(callee->template_arguments()[0].getSourceRange()));
  const auto name = gathering.spelling.range(callee->getSourceRange());
  return name ? std::optional(Place{{name->file, name->end, name->end}, "<", ">"}) : std::nullopt;
}

void read_sampler(const clang::CallExpr& call, const std::vector<const clang::Expr*>& arguments,
                  Loader& loader, const Gathering& gathering) {
  const auto* sampler = sampler_of(call);
  loader.shuffles = sampler && is_torch(*sampler) && name_of(sampler).contains("Random");
  if (!loader.shuffles) return;
  if (!takes_any_loader(gathering)) {
    loader.unsampled = "the loader's type, of which the sampler is a part, is written out where it is kept";
    return;
  }
  loader.sampler = sampler_place(call, arguments, gathering);
  if (!loader.sampler) loader.unsampled = "its sampler is made elsewhere";
}

} // namespace

void find_loader(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (name_of(callee) != "make_data_loader" || !is_torch(*callee)) return;
  const auto arguments = written_arguments(call);
  if (arguments.empty()) return;
  const auto whole = gathering.written(call.getSourceRange(), "Loader");
  if (!whole) return;
  Loader loader{batch_size_slot(arguments, gathering), drop_last_slot(arguments, gathering)};
  read_sampler(call, arguments, loader, gathering);
  gathering.add(*whole, std::move(loader));
}

} // namespace misfire::reader
