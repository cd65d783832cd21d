// Which variables count something, such as the steps of training.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether a variable that is named where `gathering` stands counts: a local one is changed in its function,
/// a parameter is given what counts where the function is called, a field is counted up or down by a function
/// that is no constructor. Calls and changes in other units are not seen.
bool counts(const clang::ValueDecl& variable, const Gathering& gathering);

} // namespace misfire::reader
