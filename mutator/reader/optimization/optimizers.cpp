// Optimizers: their constructions in every form, with the slot of the learning rate, and their steps.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/optimization/finders.h"
#include "mutator/reader/optimization/optimizer_classes.h"
#include "mutator/reader/optimization/optimizer_options.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

/// The options class of the optimizer's constructors, by their parameter's type.
const clang::CXXRecordDecl* options_of(const clang::CXXRecordDecl& optimizer) {
  for (const auto* constructor : optimizer.ctors()) {
    for (const auto* parameter : constructor->parameters()) {
      const auto* record = class_of(parameter->getType());
      if (is_options(record)) return record;
    }
  }
  return nullptr;
}

/// No options are written: they are added after the last argument.
std::optional<Slot> added_slot(const clang::Expr& last, const clang::CXXRecordDecl& options,
                               const Gathering& gathering) {
  const auto range = gathering.spelling.range(last);
  if (!range) return std::nullopt;
  const std::string before = ", " + options.getQualifiedNameAsString() + "()." + rate_name(options) + "(";
  return Slot::inserted({range->file, range->end, range->end}, before, ")",
                        implied_rate(options, gathering.context));
}

/// A parameter of the optimizer's own constructor that is the rate.
std::optional<Slot> slot_of_parameter(const clang::CXXRecordDecl& optimizer,
                                      const std::vector<const clang::Expr*>& arguments,
                                      const Gathering& gathering) {
  for (const auto* constructor : optimizer.ctors()) {
    if (constructor->isCopyOrMoveConstructor() || constructor->getNumParams() < arguments.size()) continue;
    for (unsigned i = 0; i < arguments.size(); ++i) {
      if (is_rate_name(constructor->getParamDecl(i)->getName())) return number_slot(*arguments[i], gathering);
    }
  }
  return std::nullopt;
}

std::optional<Slot> rate_slot(const clang::CXXRecordDecl& optimizer,
                              const std::vector<const clang::Expr*>& arguments, const Gathering& gathering) {
  if (arguments.empty()) return std::nullopt;
  if (const auto own = slot_of_parameter(optimizer, arguments, gathering)) return own;
  const auto* options = options_of(optimizer);
  if (!options || rate_name(*options).empty()) return std::nullopt;
  for (const auto* argument : arguments) {
    if (is_options(class_of(strip(*argument).getType()))) return slot_in(*argument, *options, gathering);
  }
  // Forwarded by make_unique and the like, the rate is a plain number here.
  if (arguments.size() > 1 && strip(*arguments[1]).getType()->isArithmeticType())
    return number_slot(*arguments[1], gathering);
  return arguments.size() == 1 ? added_slot(*arguments[0], *options, gathering) : std::nullopt;
}

/// The value that a new options object has for a field: its in-class initialiser.
std::optional<Value> implied_field(const clang::CXXRecordDecl& options, llvm::StringRef name,
                                   const clang::ASTContext& context) {
  for (const auto* field : options.fields()) {
    llvm::StringRef known = field->getName();
    known.consume_back("_");
    if (known == name && field->hasInClassInitializer() && field->getInClassInitializer())
      return constant_of(*field->getInClassInitializer(), context);
  }
  return std::nullopt;
}

/// An option beside the rate: among the options that are written, or in options made for it.
std::optional<Slot> further_slot(llvm::StringRef name, const clang::CXXRecordDecl& optimizer,
                                 const std::vector<const clang::Expr*>& arguments,
                                 const Gathering& gathering) {
  const auto* options = arguments.empty() ? nullptr : options_of(optimizer);
  if (!options) return std::nullopt;
  const auto implied = implied_field(*options, name, gathering.context);
  if (!implied) return std::nullopt;
  const std::string type = options->getQualifiedNameAsString(), setter = "." + name.str() + "(";
  const clang::Expr* given = nullptr;
  for (const auto* argument : arguments)
    if (is_options(class_of(strip(*argument).getType()))) given = argument;
  const auto* converted = given ? llvm::dyn_cast<clang::CXXConstructExpr>(&strip(*given)) : nullptr;
  const bool hidden =
      converted && written_arguments(*converted).size() == 1 &&
      gathering.spelling.range(*given) == gathering.spelling.range(*written_arguments(*converted)[0]);
  if (given && !hidden) return option_slot(*given, type, name, implied, gathering);
  // A rate alone is written: options are made of it.
  const clang::Expr* rate = hidden ? written_arguments(*converted)[0] : nullptr;
  if (!rate && arguments.size() > 1 && strip(*arguments[1]).getType()->isArithmeticType())
    rate = arguments[1];
  const auto range = gathering.spelling.range(rate ? *rate : *arguments.back());
  if (!range || (!rate && arguments.size() != 1)) return std::nullopt;
  if (rate)
    return Slot::inserted(*range, type + "(" + gathering.spelling.text(*range) + ")" + setter, ")", implied);
  return Slot::inserted({range->file, range->end, range->end}, ", " + type + "()" + setter, ")", implied);
}

/// The tensors that an optimizer is given, where they are a list of tensors and not of groups.
std::optional<Place> list_of_parameters(const std::vector<const clang::Expr*>& arguments,
                                        const Gathering& gathering) {
  if (arguments.empty()) return std::nullopt;
  const clang::Expr& given = strip(*arguments[0]);
  const auto* list =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(class_of(given.getType()));
  const auto range = gathering.spelling.range(given);
  const bool tensors = list && name_of(list) == "vector" && list->getTemplateArgs().size() > 0 &&
                       list->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type &&
                       is_tensor(list->getTemplateArgs()[0].getAsType());
  return tensors && range ? std::optional(Place{*range, {}, {}}) : std::nullopt;
}

void add_optimizer(const clang::CXXRecordDecl& optimizer, const std::vector<const clang::Expr*>& arguments,
                   clang::SourceRange tokens, ClassNames names, Gathering& gathering) {
  const auto whole = gathering.written(tokens, "Optimizer");
  if (!whole) return;
  Optimizer meaning{.type = optimizer.getName().str(),
                    .learning_rate = rate_slot(optimizer, arguments, gathering),
                    .class_names = std::move(names.ranges),
                    .unnamed = std::move(names.reason)};
  for (const auto* argument : arguments)
    if (is_options(class_of(strip(*argument).getType())) && are_given(*argument, gathering))
      meaning.options = gathering.facts_of(*argument);
  if (is_torch(optimizer)) {
    meaning.weight_decay = further_slot("weight_decay", optimizer, arguments, gathering);
    meaning.epsilon = further_slot("eps", optimizer, arguments, gathering);
  }
  meaning.parameters = list_of_parameters(arguments, gathering);
  gathering.add(*whole, std::move(meaning));
}

/// A base class or delegation in an optimizer's own constructor is no optimizer of the program.
bool is_part_of_optimizer(const clang::CXXConstructExpr& construction, const Gathering& gathering) {
  const auto* initializer = gathering.meaningful_ancestor().initializer;
  return !makes_complete_object(construction) || (initializer && !initializer->isAnyMemberInitializer());
}

} // namespace

void find_optimizer(const clang::CXXConstructExpr& construction, Gathering& gathering) {
  const auto* constructor = construction.getConstructor();
  const auto* record = constructor->getParent();
  if (constructor->isCopyOrMoveConstructor() || !is_optimizer(record) ||
      is_part_of_optimizer(construction, gathering))
    return;
  const auto* initializer = gathering.meaningful_ancestor().initializer;
  const auto tokens =
      initializer ? initializer->getSourceRange() : gathering.written_construction(construction);
  add_optimizer(*record, written_arguments(construction), tokens, class_names_of(construction, gathering),
                gathering);
}

void find_optimizer(const clang::CallExpr& call, Gathering& gathering) {
  if (!is_std(call.getDirectCallee(), {"make_unique", "make_shared"})) return;
  const auto* record = class_of(call.getType());
  if (!is_optimizer(record)) return;
  add_optimizer(*record, written_arguments(call), call.getSourceRange(), class_names_of(call, gathering),
                gathering);
}

void find_step(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  const auto* method = call.getMethodDecl();
  if (name_of(method) != "step" || !is_optimizer(method->getParent())) return;
  if (const auto whole = gathering.spelling.range(call)) gathering.add(*whole, Step{});
}

} // namespace misfire::reader
