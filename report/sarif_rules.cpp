// Describes operators as SARIF wants its rules.
#include "report/sarif_rules.h"

#include "mutator/operators/page.h"

#include <algorithm>
#include <cctype>

namespace misfire {

namespace json = llvm::json;

namespace {

/// "change-learning-rate" as "ChangeLearningRate", which is how SARIF spells names.
std::string pascal_case(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (name[i] != '-')
      text +=
          i == 0 || name[i - 1] == '-' ? char(std::toupper(static_cast<unsigned char>(name[i]))) : name[i];
  return text;
}

std::optional<std::int64_t> rule_index(const std::string& operator_id) {
  const auto found = std::ranges::find(all_operators(), operator_id, &Operator::id);
  if (found == all_operators().end()) return std::nullopt;
  return found - all_operators().begin();
}

} // namespace

json::Array sarif_rules() {
  json::Array rules;
  for (const Operator& one : all_operators())
    rules.push_back(
        json::Object{{"id", one.id},
                     {"name", pascal_case(one.name)},
                     {"shortDescription", json::Object{{"text", one.summary}}},
                     {"fullDescription",
                      json::Object{{"text", "A fault that the test data should notice: " + one.summary}}},
                     {"help", json::Object{{"text", explained(one)}, {"markdown", page_of(one)}}},
                     {"defaultConfiguration", json::Object{{"level", "warning"}}},
                     {"properties", json::Object{{"tags", json::Array{"mutation-testing", one.group}}}}});
  return rules;
}

json::Object with_rule(const std::string& operator_id, json::Object result) {
  result["ruleId"] = operator_id;
  if (const auto index = rule_index(operator_id)) result["ruleIndex"] = *index;
  return result;
}

json::Object rule_reference(const std::string& operator_id) {
  json::Object reference{{"id", operator_id}};
  if (const auto index = rule_index(operator_id)) reference["index"] = *index;
  return reference;
}

} // namespace misfire
