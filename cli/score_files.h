// Reading the scores of runs from files that other tools write: one number a line, CSV or JSON.
#pragma once

#include "stats/result.h"
#include "stats/sample.h"

#include <string>
#include <string_view>

namespace misfire::cli {

/// The runs that a text holds, in its order. `column` names a column (or a JSON member), or counts columns
/// from 1, or is empty where there is but one. A failed run is an empty field of a CSV, `failed`, `nan`,
/// `inf` or, in JSON, null.
///
/// A text that begins with [ or { is JSON: an array of numbers, an array of objects that each have the member
/// `column`, or an object whose member `column` (`scores` if empty) is an array of numbers. Anything else is
/// lines of fields divided by commas, semicolons or tabs, the first of which may be a header; empty lines and
/// those that begin with # are skipped.
///
/// Error: names `file` and the line, and says what to do.
stats::Result<stats::Sample> parse_scores(std::string_view text, std::string_view column,
                                          std::string_view file);

/// parse_scores of a file's text.
stats::Result<stats::Sample> read_scores(const std::string& path, std::string_view column);

} // namespace misfire::cli
