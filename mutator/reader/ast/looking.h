// Looking below a node, at statements alone.
#pragma once

#include <clang/AST/Stmt.h>
#include <clang/AST/Type.h>
#include <llvm/ADT/STLFunctionalExtras.h>

namespace misfire::reader {

/// Where looking goes on after a node: to what is below it, past that, or nowhere.
enum class Go { into, past, out };

/// Shows `see` a node and what is below it, in the order of the source, bodies of lambdas too. A null node
/// has nothing.
void look(const clang::Stmt* node, llvm::function_ref<Go(const clang::Stmt&)> see);

/// Shows `see` every node of a kind.
template <typename Kind, typename See>
void look_at_each(const clang::Stmt* node, const See& see) {
  look(node, [&](const clang::Stmt& seen) {
    if (const auto* fits = llvm::dyn_cast<Kind>(&seen)) see(*fits);
    return Go::into;
  });
}

/// Whether `is` holds for a node of a kind.
template <typename Kind, typename Is>
bool any_below(const clang::Stmt* node, const Is& is) {
  bool found = false;
  look(node, [&](const clang::Stmt& seen) {
    const auto* fits = llvm::dyn_cast<Kind>(&seen);
    found = fits && is(*fits);
    return found ? Go::out : Go::into;
  });
  return found;
}

/// The last template parameter that a type is made of; null if it depends on none.
const clang::TemplateTypeParmType* template_parameter_in(clang::QualType type);

} // namespace misfire::reader
