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

/// Whether a type names the loader's class, and with it the sampler's.
bool is_whole_loader(clang::QualType type) {
  return name_of(class_of(type)) == "StatelessDataLoader";
}

/// Whether a function takes a loader by its class; one that is a template takes any.
bool takes_whole_loader(const clang::FunctionDecl* function) {
  return function && !function->getPrimaryTemplate() &&
         llvm::any_of(function->parameters(),
                      [](const auto* parameter) { return is_whole_loader(parameter->getType()); });
}

/// Whether a loader can have no other type where it is used: it is assigned, kept under its type, or handed
/// to a function that names it.
bool is_used_by_type(const clang::Expr& loader, const Body& body) {
  const clang::Stmt* below = nullptr;
  const auto* user = body.meaningfully_above(loader, &below);
  if (const auto* operation = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(user)) {
    if (operation->getOperator() == clang::OO_Star) return is_used_by_type(*operation, body);
    if (operation->getOperator() == clang::OO_Equal) return true;
  }
  if (const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(user))
    return takes_whole_loader(call->getDirectCallee());
  if (const auto* made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(user))
    return is_whole_loader(made->getType()) || takes_whole_loader(made->getConstructor());
  if (const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(user))
    return llvm::any_of(declaration->decls(), [](const clang::Decl* one) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(one);
      return variable && !variable->getType()->getContainedAutoType() && is_whole_loader(variable->getType());
    });
  return llvm::isa_and_nonnull<clang::ReturnStmt, clang::InitListExpr>(user);
}

/// Whether a variable can be a loader of another type: it is given one loader, and used as any.
bool takes_any_loader(const clang::VarDecl& variable, const Body* body) {
  if (!variable.getType()->getContainedAutoType()) return false;
  if (!body) return true;
  return body->values_of(variable).size() < 2 &&
         llvm::none_of(
             body->reads_of(variable),
             [&](const clang::Expr* read) { return is_used_by_type(*read, *body); });
}

/// Whether what keeps the loader that is made takes any: `auto loader = ...`, `*make_data_loader(...)`.
bool takes_any_loader(const clang::CallExpr& call, const Gathering& gathering) {
  const Ancestor above = gathering.meaningful_ancestor();
  const Body* body = gathering.body();
  if (const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(above.declaration))
    return takes_any_loader(*variable, body);
  if (body && is_used_by_type(call, *body)) return false;
  const auto* operation = llvm::dyn_cast_or_null<clang::CXXOperatorCallExpr>(above.statement);
  return operation &&
         (operation->getOperator() == clang::OO_Star || operation->getOperator() == clang::OO_Arrow);
}

/// Where the class of a sampler that is made as an argument is named; nothing where it is made elsewhere, or
/// of more than a sampler that keeps the order can be made of.
std::optional<SourceRange> class_named_by(const clang::Expr& sampler, const Gathering& gathering) {
  std::optional<SourceRange> named;
  look(&sampler, [&](const clang::Stmt& node) {
    const clang::TypeSourceInfo* type = nullptr;
    const auto* of = llvm::dyn_cast<clang::CXXConstructExpr>(&node);
    if (of && name_of(of->getConstructor()->getParent()) == "RandomSampler" &&
        written_arguments(*of).size() > 1)
      return Go::out;
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
  loader.distributed = name_of(sampler) == "DistributedRandomSampler";
  loader.shuffles =
      sampler && is_torch(*sampler) && (loader.distributed || name_of(sampler) == "RandomSampler");
  if (!loader.shuffles) return;
  if (!takes_any_loader(call, gathering)) {
    loader.unsampled = "the loader's type, of which the sampler is a part, is written out where it is kept";
    return;
  }
  loader.sampler = sampler_place(call, arguments, gathering);
  if (!loader.sampler)
    loader.unsampled = "its sampler is made elsewhere, or of more than a number of samples";
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
