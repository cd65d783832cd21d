// Walks the subject's declarations of one unit and shows every node to the finders.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Visits every declaration of the subject in the unit. Of a template its instantiations are visited; a
/// template that nobody instantiates is listed as skipped.
void visit_unit(Gathering& gathering);

} // namespace misfire::reader
