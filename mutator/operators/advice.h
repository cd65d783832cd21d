// What a survivor tells: what its survival says of the test data, and what to try in them.
#pragma once

#include "mutator/operators/operator.h"

namespace misfire {

/// Two sentences; neither is empty.
struct Advice {
  std::string survival; ///< "The test data score a network without this bias like one with it."
  std::string advice;   ///< "Add inputs whose ..."
  bool operator==(const Advice&) const = default;
};

/// The operator's own sentences, else those of its group, else those that hold for any fault.
Advice advice_of(const Operator& one);

/// Of the operator with this id; those that hold for any fault if there is none.
Advice advice_of(const std::string& operator_id);

} // namespace misfire
