// What libtorch's types are called, and which of them an expression has.
#pragma once

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/Type.h>

#include <string>

namespace misfire::reader {

/// The class a type is, references, pointers and smart pointers (unique_ptr, shared_ptr) looked through; null
/// if none.
const clang::CXXRecordDecl* class_of(clang::QualType type);

/// Whether the class is `qualified_name` or derives from it, however far up.
bool derives_from(const clang::CXXRecordDecl* record, llvm::StringRef qualified_name);

bool is_tensor(clang::QualType type);

/// Whether the type is a tensor or holds some: containers, datasets and loaders, structs of the subject's.
/// Modules and optimizers do not count.
bool holds_tensors(clang::QualType type);

bool is_optimizer(const clang::CXXRecordDecl* record);

/// The module class behind a ModuleHolder ("Linear" gives LinearImpl) or a Module itself; null for everything
/// else.
const clang::CXXRecordDecl* module_of(const clang::CXXRecordDecl* record);

/// libtorch's own name of a module class without namespace and Impl: "Linear" for LinearImpl. Empty for
/// users' modules.
std::string torch_module_name(const clang::CXXRecordDecl* module);

/// The plain name of the function or method of libtorch's that is called; empty for all else.
llvm::StringRef torch_function(const clang::CallExpr& call);

/// Whether the declaration is libtorch's: in torch, at, c10 or caffe2.
bool is_torch(const clang::Decl& declaration);

} // namespace misfire::reader
