// Modules that are put into a Sequential.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether the construction visited is an argument that another module can stand for: of Sequential,
/// push_back, a named pair or AnyModule, not of register_module, which gives it a name and type.
bool is_exchangeable(const Gathering& gathering);

/// Where another module can be written after the construction visited, which is_exchangeable().
std::optional<Place> successor_of(const SourceRange& construction, const Gathering& gathering);

/// Whether a call makes a Sequential of its arguments: `std::make_shared<torch::nn::SequentialImpl>(...)`.
bool makes_sequence(const clang::CallExpr& call);

/// Where another module can be written behind an element that was made elsewhere: among the arguments of a
/// Sequential's construction, or behind the push_back visited.
std::optional<Place> behind_element(const clang::Expr& element, const Gathering& gathering);
std::optional<Place> behind_push(const clang::CXXMemberCallExpr& push, const Gathering& gathering);

} // namespace misfire::reader
