// Calls between the subject's functions, and what variables are given: the facts that linking follows values
// and data by.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The finders of flow.
const FinderTable& flow_finders();

/// What a constructor gives a member, written or not.
void find_flow(const clang::CXXCtorInitializer& initializer, Gathering& gathering);

} // namespace misfire::reader
