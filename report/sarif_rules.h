// Operators as SARIF's rules.
#pragma once

#include "mutator/operators/operator.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// All operators, each with its help: the page of docs/operators. Their order is their index.
llvm::json::Array sarif_rules();

/// {"ruleId": "HLR", "ruleIndex": 3}; without an index if there is no such operator.
llvm::json::Object with_rule(const std::string& operator_id, llvm::json::Object result);

/// {"id": "HLR", "index": 3}, as a notification refers to it.
llvm::json::Object rule_reference(const std::string& operator_id);

} // namespace misfire
