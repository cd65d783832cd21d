// Datasets: what is handed to make_data_loader, or to a template of the subject's that takes any dataset, or
// read in a loop, followed down through `.map(...)`, moves and `auto` variables to where it can be wrapped.
#include "mutator/reader/data/deduction.h"
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"

namespace misfire::reader {

namespace {

constexpr llvm::StringLiteral batch_dataset = "torch::data::datasets::BatchDataset";

bool is_dataset(clang::QualType type) {
  return derives_from(class_of(type), batch_dataset);
}

/// Whether its samples are numbered: a set that streams has none that could be chosen, but by the batch.
bool is_numbered(const clang::CXXRecordDecl& record) {
  for (const auto& base : record.bases()) {
    const auto* above = base.getType()->getAsCXXRecordDecl();
    const auto* specialization = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(above);
    if (specialization && specialization->getQualifiedNameAsString() == batch_dataset) {
      const auto& request = specialization->getTemplateArgs()[2];
      const auto* requested = request.getAsType()->getAsCXXRecordDecl();
      return requested && requested->getName() == "ArrayRef";
    }
    if (above && derives_from(above, batch_dataset)) return is_numbered(*above);
  }
  return false;
}

bool has_field(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  if (llvm::any_of(record.fields(), [&](const clang::FieldDecl* field) { return name_of(field) == name; }))
    return true;
  return record.hasDefinition() && llvm::any_of(record.bases(), [&](const clang::CXXBaseSpecifier& base) {
           const auto* above = base.getType()->getAsCXXRecordDecl();
           return above && has_field(*above, name);
         });
}

/// What one sample of the set is; null where that is no class.
const clang::CXXRecordDecl* sample_of(const clang::CXXRecordDecl& record) {
  for (const auto& base : record.bases()) {
    const auto* above = base.getType()->getAsCXXRecordDecl();
    const auto* specialization = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(above);
    if (specialization && specialization->getQualifiedNameAsString() == "torch::data::datasets::Dataset")
      return specialization->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl();
    if (above && derives_from(above, batch_dataset)) return sample_of(*above);
  }
  return nullptr;
}

/// The name of a class of samples of the program's own, of which nothing tells what is input and what target.
std::string own_samples_of(const clang::CXXRecordDecl& dataset, const Gathering& gathering) {
  const auto* sample = sample_of(dataset);
  if (!sample || !gathering.spelling.of_subject(*sample)) return "";
  return has_field(*sample, "data") && has_field(*sample, "target") ? "" : sample->getNameAsString();
}

const clang::CallExpr* std_move(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  return call && is_std(call->getDirectCallee(), {"move", "forward"}) && call->getNumArgs() == 1 ? call
                                                                                                 : nullptr;
}

/// What a `.map(...)` or `datasets::map(...)` maps; null if the expression is none.
const clang::Expr* mapped_by(const clang::Expr& expression) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&strip(expression));
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  if (name_of(callee) != "map" || !is_torch(*callee)) return nullptr;
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call))
    return member->getImplicitObjectArgument();
  return call->getNumArgs() == 2 ? call->getArg(0) : nullptr;
}

/// `set` of `set->map(...)`, whose object is `*set` or what the arrow gives.
const clang::Expr& without_arrow(const clang::Expr& expression) {
  const auto* access = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&strip(expression));
  const bool arrow = access && access->getOperator() == clang::OO_Arrow;
  return arrow ? *access->getArg(0) : expression;
}

/// The initialiser of an `auto` variable that is handed on once and could have another type; null if it is
/// not so.
const clang::Expr* free_initialiser(const clang::Expr& expression) {
  const clang::Expr* inner = &strip(expression);
  if (const auto* move = std_move(*inner)) inner = &strip(*move->getArg(0));
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(inner);
  const auto* variable = reference ? llvm::dyn_cast<clang::VarDecl>(reference->getDecl()) : nullptr;
  if (!variable || !variable->hasInit() || llvm::isa<clang::ParmVarDecl>(variable)) return nullptr;
  if (!has_free_type(*variable) || hand_overs_of(*variable) != 1) return nullptr;
  return is_dataset(variable->getType()) ? variable->getInit() : nullptr;
}

/// From what is loaded down to the dataset that can be wrapped.
const clang::Expr& base_of(const clang::Expr& loaded) {
  const clang::Expr* base = &loaded;
  while (true) {
    const clang::Expr* next = mapped_by(*base);
    if (!next) next = free_initialiser(*base);
    if (const auto* move = next ? nullptr : std_move(*base)) {
      const clang::Expr& moved = *move->getArg(0);
      next = mapped_by(moved) || free_initialiser(moved) ? &moved : nullptr;
    }
    if (!next) return without_arrow(*base);
    base = next;
  }
}

/// Whether it is a template's parameter whose type the callers decide: the dataset is looked for there.
bool names_deduced_parameter(const clang::Expr& expression) {
  const auto* move = std_move(expression);
  const auto* named = named_by(move ? *move->getArg(0) : expression);
  const auto* parameter = llvm::dyn_cast_or_null<clang::ParmVarDecl>(named);
  const auto* function =
      parameter ? llvm::dyn_cast<clang::FunctionDecl>(parameter->getDeclContext()) : nullptr;
  if (!function || &pattern_of(*function) == function) return false;
  const unsigned index = parameter->getFunctionScopeIndex();
  const auto& pattern = pattern_of(*function);
  return index < pattern.getNumParams() && pattern.getParamDecl(index)->getType()->isDependentType();
}

bool is_parameter_of_generic_lambda(const clang::Expr& expression) {
  const auto* named = named_by(expression);
  return named && llvm::isa<clang::ParmVarDecl>(named) && named->getType()->getContainedDeducedType();
}

/// `obstacle` says why the dataset cannot be wrapped there; empty where it can.
void add_dataset(const clang::Expr& base, const std::string& obstacle, Gathering& gathering) {
  if (names_deduced_parameter(base) || is_parameter_of_generic_lambda(base)) return;
  const auto* record = class_of(strip(base).getType());
  if (!record) return;
  const auto range = gathering.written(base.getSourceRange(), "Dataset");
  if (!range) return;
  if (!derives_from(record, batch_dataset)) {
    gathering.skip(base.getSourceRange(), "Dataset", "it is no dataset of which misfire knows the samples");
    return;
  }
  Dataset dataset{record->getName().str(), std::nullopt, obstacle, own_samples_of(*record, gathering), {}};
  dataset.streams = !is_numbered(*record);
  if (obstacle.empty()) dataset.data = Place{*range, {}, {}};
  const auto* move = std_move(base);
  const auto* named = named_by(move ? *move->getArg(0) : base);
  if (named && llvm::isa<clang::VarDecl, clang::FieldDecl>(named))
    dataset.variable = gathering.key_of(*named);
  gathering.add(*range, std::move(dataset));
}

void add_loaded(const clang::Expr& loaded, bool type_is_free, Gathering& gathering) {
  add_dataset(base_of(loaded),
              type_is_free ? "" : "the type of what it is loaded by is spelled out, and would be another",
              gathering);
}

/// `set.get(i)` in a loop: a dataset that is read without a loader.
void find_read_dataset(const clang::CXXMemberCallExpr& call, Gathering& gathering) {
  if (!is_called(call, {"get", "get_batch"}) || gathering.loop.empty() || !is_dataset(call.getObjectType()))
    return;
  const clang::Expr& object = *call.getImplicitObjectArgument();
  const auto* variable = llvm::dyn_cast_or_null<clang::VarDecl>(named_by(object));
  if (!variable || llvm::isa<clang::ParmVarDecl>(variable)) return;
  const bool is_free = has_free_type(*variable) && variable->hasInit();
  if (is_free && hand_overs_of(*variable) == 0)
    add_dataset(base_of(*variable->getInit()), "", gathering);
  else if (!is_free)
    add_dataset(object, "it is read without a loader, and its type is spelled out", gathering);
}

} // namespace

void find_dataset(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (!callee) return;
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    find_read_dataset(*member, gathering);
  const auto arguments = written_arguments(call);
  const bool loads = name_of(callee) == "make_data_loader" && is_torch(*callee);
  if (loads && !arguments.empty()) {
    add_loaded(*arguments.front(),
               reader::is_deduced_parameter(call, 0) && has_free_type(call, gathering.ancestors), gathering);
    return;
  }
  if (!gathering.spelling.of_subject(*callee)) return;
  for (unsigned i = 0; i < arguments.size(); ++i) {
    const auto* record = class_of(arguments[i]->getType());
    if (!derives_from(record, batch_dataset) || !is_deduced_parameter(call, i)) continue;
    add_loaded(*arguments[i], is_free_argument(call, i, gathering.ancestors), gathering);
  }
}

} // namespace misfire::reader
