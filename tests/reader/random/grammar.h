// The pieces that random programs are made of: rules, each with alternatives in C++.
//
// In an alternative,
//   $rule$    stands for one of the alternatives of that rule, and $rule*$ for none to three of them;
//   @         is a number of this use's own, for names at namespace scope;
//   a line of ==== ends what is written at namespace scope before the declaration that the rest is part of.
// Statements may use what $setup$ declares: `net` (a pointer or holder), `optimizer`, `inputs`, `targets`.
// The first alternative of a rule stands for no other rules: it is what is taken when a program grows too
// deep.
#pragma once

#include <vector>

namespace misfire::random {

struct Alternative {
  const char* rule;
  const char* text;
};

/// Numbers, truth values and texts: `int`, `bound`, `real`, `bool`, `text`.
std::vector<Alternative> values();
/// Networks, optimizers, losses, loops and the functions around them: `train`, whose parts are statements.
std::vector<Alternative> training();
/// Datasets, loaders, metrics and guards around a loop.
std::vector<Alternative> surroundings();
/// Code at namespace scope that trains nothing: `noise`, and the statements `statement`.
std::vector<Alternative> noise();

} // namespace misfire::random
