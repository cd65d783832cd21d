// Reads translation units with Clang: the only room that sees Clang's AST.
//
//   UnitCommand  --read_unit-->  UnitFacts        (the AST is freed before it returns)
//
#pragma once

#include "mutator/program/unit_reading.h"
#include "mutator/reader/ast/read_options.h"

#include <functional>
#include <string_view>

namespace misfire {

/// How a unit is parsed.
struct UnitCommand {
  std::string source;                 ///< absolute
  std::string directory;              ///< where relative paths in the arguments start
  std::vector<std::string> arguments; ///< flags for Clang, without compiler, source, -o and -c
};

/// The facts of one unit. Errors in files outside the subject are counted in the facts and read on. Where a
/// header is missing, the subject's own files have errors, or reading itself fails, the facts say so
/// (UnitFacts::refusal).
UnitFacts read_unit(const UnitCommand& command, const ReadOptions& options);

/// The facts of many units, in their order.
std::vector<UnitFacts> read_units(const std::vector<UnitCommand>& commands, const ReadOptions& options);

/// A digest of a file's content.
using Digest = std::function<std::string(std::string_view content)>;

/// As read_unit, with what the facts were read from.
UnitReading read_unit_watched(const UnitCommand& command, const ReadOptions& options, const Digest& digest);

/// The same of many units, in their order, `most` of them at a time. A syntax tree takes most of a gigabyte
/// with libtorch in it.
std::vector<UnitReading> read_units_watched(const std::vector<UnitCommand>& commands,
                                            const ReadOptions& options, unsigned most, const Digest& digest);

/// Clang's name and version with its distributor's, of the Clang that reads.
std::string clang_that_reads();

} // namespace misfire
