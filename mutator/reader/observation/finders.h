// The finders of what can be seen or set from outside: metrics, comparisons and seeds.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& observation_finders();

/// metrics.cpp: numbers printed under a name, by printf's family and by stream chains.
void find_metrics(const clang::CallExpr& call, Gathering& gathering);

/// comparisons.cpp: predictions that are compared with targets.
void find_comparison(const clang::CallExpr& call, Gathering& gathering);
void find_comparison(const clang::BinaryOperator& operation, Gathering& gathering);

/// seeds.cpp: libtorch's seed, and randomness that misfire cannot control.
void find_seed(const clang::CallExpr& call, Gathering& gathering);
void find_seed(const clang::CXXConstructExpr& construction, Gathering& gathering);

} // namespace misfire::reader
