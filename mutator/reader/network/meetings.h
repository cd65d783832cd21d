// What values come to, as far as one function shows it: the steps that linking joins to encounters.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// What a value comes to next.
struct Next {
  Encounter meets = Encounter::unknown;
  Key next;
  bool asks_shape = false; ///< it was only asked for its shape
  bool enters = false;     ///< `next` is a Sequential that it comes to
};

inline Next meets(Encounter encounter) {
  return {encounter, {}, false};
}

/// `value` comes to `next`, at a call where it can be wrapped, if any.
void add_meeting(Key value, const Next& next, std::optional<SourceRange> call, Gathering& gathering);

/// What the value of an expression comes to.
Next next_of(const clang::Expr& value, const Body& body, const Gathering& gathering);

/// The key of what a class that derives from Sequential gives, which has no forward() of its own; empty for
/// all other modules.
Key own_sequence(const clang::CXXRecordDecl& module, const Gathering& gathering);

/// What is pushed onto a Sequential meets what is pushed after it.
void find_pushed(const clang::CXXMemberCallExpr& push, Gathering& gathering);

/// What is handed to make_shared, or make_unique, of a Sequential meets what is handed after it.
void find_made_sequence(const clang::CallExpr& call, Gathering& gathering);

} // namespace misfire::reader
