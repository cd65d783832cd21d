// Constructions of libtorch's modules, in whatever form they are written.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// A module that is made here, with its own arguments or by default.
struct Construction {
  std::string type;                          ///< libtorch's name without namespace: "Linear"
  std::vector<const clang::Expr*> arguments; ///< those that are written
  clang::SourceRange tokens;                 ///< what a site shows of it
  std::optional<SourceRange> range;          ///< `tokens`, where they can be edited
  std::optional<SourceRange> inside;         ///< from the first argument to the last; absent without any
  std::optional<Place> place;                ///< where it can be wrapped by a function from holder to holder
  /// Where a first argument can be written if there is none: `drop` becomes `drop{X}`, `Dropout()` becomes
  /// `Dropout(X)`. Its range is empty.
  std::optional<Place> first_argument;
};

/// Nothing where no module of libtorch's is made: nullptr, a copy or move of a holder, a pointer to a module
/// made elsewhere, a user's module.
std::optional<Construction> module_made_by(const clang::CXXConstructExpr& construction,
                                           const Gathering& gathering);
/// By make_shared, make_unique, or emplace_back on a container.
std::optional<Construction> module_made_by(const clang::CallExpr& call, const Gathering& gathering);
/// A member that its class makes by default, without a word in any constructor: `torch::nn::Dropout drop;`.
std::optional<Construction> module_made_by(const clang::FieldDecl& field, const Gathering& gathering);

/// Whether an initialiser makes a holder of nothing: `Linear fc{nullptr}`. What it holds is said elsewhere.
bool makes_nothing(const clang::Expr& initialiser);

/// The member, variable or function that what stands here is a value of, or an argument for: by the nearest
/// declaration, member initialiser, assignment, return or push_back above.
Key holder_of(const Gathering& gathering);

} // namespace misfire::reader
