#include "mutator/reader/torch/torch_types.h"

#include "mutator/reader/ast/call.h"
#include "mutator/reader/ast/clang_versions.h"

#include <clang/AST/DeclTemplate.h>

namespace misfire::reader {

namespace {

const clang::CXXRecordDecl* pointee_of_smart_pointer(const clang::CXXRecordDecl& record) {
  const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (!specialization || !record.isInStdNamespace()) return nullptr;
  if (record.getName() != "unique_ptr" && record.getName() != "shared_ptr") return nullptr;
  const auto& argument = specialization->getTemplateArgs()[0];
  return argument.getKind() == clang::TemplateArgument::Type ? argument.getAsType()->getAsCXXRecordDecl()
                                                             : nullptr;
}

/// The first base (or the class itself) for which `found` gives something.
template <typename Found>
auto first_of_bases(const clang::CXXRecordDecl* record, Found found) -> decltype(found(*record)) {
  if (!record) return nullptr;
  if (auto here = found(*record)) return here;
  if (!record->hasDefinition()) return nullptr;
  for (const auto& base : record->bases()) {
    if (auto above = first_of_bases(base.getType()->getAsCXXRecordDecl(), found)) return above;
  }
  return nullptr;
}

} // namespace

const clang::CXXRecordDecl* class_of(clang::QualType type) {
  if (type.isNull()) return nullptr;
  type = type.getNonReferenceType();
  if (type->isPointerType()) type = type->getPointeeType();
  const auto* record = type->getAsCXXRecordDecl();
  if (!record) return nullptr;
  const auto* pointee = pointee_of_smart_pointer(*record);
  return pointee ? pointee : record;
}

bool derives_from(const clang::CXXRecordDecl* record, llvm::StringRef qualified_name) {
  return first_of_bases(record, [&](const clang::CXXRecordDecl& base) {
           return base.getQualifiedNameAsString() == qualified_name ? &base : nullptr;
         }) != nullptr;
}

bool is_tensor(clang::QualType type) {
  return derives_from(class_of(type), "at::Tensor") || derives_from(class_of(type), "at::TensorBase");
}

namespace {

/// Deep enough for a vector of pairs of structs of tensors.
constexpr unsigned deepest = 4;

bool holds_tensors(clang::QualType type, unsigned depth);

bool are_tensors_among(llvm::ArrayRef<clang::TemplateArgument> arguments, unsigned depth) {
  return llvm::any_of(arguments, [&](const clang::TemplateArgument& argument) {
    if (argument.getKind() == clang::TemplateArgument::Pack)
      return are_tensors_among(argument.pack_elements(), depth);
    return argument.getKind() == clang::TemplateArgument::Type && holds_tensors(argument.getAsType(), depth);
  });
}

bool holds_tensors(clang::QualType type, unsigned depth) {
  if (depth == 0 || type.isNull() || type->isDependentType()) return false;
  const auto* record = class_of(type);
  if (!record) return false;
  if (is_tensor(type)) return true;
  if (module_of(record) || is_optimizer(record) || record->isLambda()) return false;
  const auto* made = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  if (is_torch(*record)) {
    const auto name = record->getQualifiedNameAsString();
    return starts_with(name, "torch::data::") ||
           (made && are_tensors_among(made->getTemplateArgs().asArray(), depth - 1));
  }
  if (derives_from(record, "torch::data::datasets::BatchDataset")) return true;
  // Of the library's classes, allocators and the like are made of what they hold, too.
  if (record->isInStdNamespace())
    return made && are_tensors_among(made->getTemplateArgs().asArray(), depth - 1);
  return record->hasDefinition() && llvm::any_of(record->fields(), [&](const clang::FieldDecl* field) {
           return holds_tensors(field->getType(), depth - 1);
         });
}

} // namespace

bool holds_tensors(clang::QualType type) {
  return holds_tensors(type, deepest);
}

bool is_optimizer(const clang::CXXRecordDecl* record) {
  return derives_from(record, "torch::optim::Optimizer");
}

const clang::CXXRecordDecl* module_of(const clang::CXXRecordDecl* record) {
  const auto* held =
      first_of_bases(record, [](const clang::CXXRecordDecl& base) -> const clang::CXXRecordDecl* {
        const auto* holder = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&base);
        if (!holder || holder->getQualifiedNameAsString() != "torch::nn::ModuleHolder") return nullptr;
        return holder->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
      });
  if (held) return held;
  return derives_from(record, "torch::nn::Module") ? record : nullptr;
}

std::string torch_module_name(const clang::CXXRecordDecl* module) {
  if (!module || !is_torch(*module)) return {};
  llvm::StringRef name = name_of(module);
  name.consume_back("Impl");
  return name.str();
}

llvm::StringRef torch_function(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  return callee && is_torch(*callee) ? name_of(callee) : llvm::StringRef();
}

bool is_torch(const clang::Decl& declaration) {
  const auto* context = declaration.getDeclContext();
  const clang::NamespaceDecl* outermost = nullptr;
  for (; context; context = context->getParent()) {
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context)) outermost = space;
  }
  const llvm::StringRef name = name_of(outermost);
  return name == "torch" || name == "at" || name == "c10" || name == "caffe2";
}

} // namespace misfire::reader
