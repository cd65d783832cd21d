// The reading of a unit as bytes, and back: what stands in a file between two runs of misfire.
#pragma once

#include "mutator/program/unit_reading.h"

#include <optional>
#include <string>
#include <string_view>

namespace misfire {

/// For the same build of misfire to read: the form follows the structs, member by member, and bears no
/// version.
std::string bytes_of(const UnitReading& reading);

/// Nothing for what bytes_of did not write; no text can make it fail in another way.
std::optional<UnitReading> reading_of(std::string_view bytes);

} // namespace misfire
