// Modules of one type that are registered in one class.
#pragma once

#include "mutator/operators/proposal.h"

#include <string>
#include <vector>

namespace misfire::operators {

/// The other modules of its type that are registered in the same function, in the order of the source. None
/// where the type is no module of libtorch's.
std::vector<const Registration*> siblings_of(const At<Registration>& registration);

/// Whether a text is the name of a variable or member, and no more.
bool is_member_name(const std::string& text);

/// The name of what keeps a registration's value: `fc` of `fc = register_module(...)` and of
/// `fc(register_module(...))`. Empty where that is not written right before it.
std::string holder_before(const TrainingProgram& program, const Registration& registration);

} // namespace misfire::operators
