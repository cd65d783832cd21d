// Which operators, and which of their choices, a user asked for.
#include "runner/configuration.h"

#include "runner/nearest.h"

#include <fmt/format.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>

#include <algorithm>

namespace misfire {

Result<std::vector<Selection>> parse_selections(const std::string& text,
                                                const std::vector<std::string>& operator_ids) {
  std::vector<Selection> selections;
  if (llvm::StringRef(text).trim() == "all") return selections;
  llvm::SmallVector<llvm::StringRef> items;
  llvm::StringRef(text).split(items, ',');
  for (llvm::StringRef item : items) {
    auto [name, choice] = item.trim().split('=');
    std::string id = name.str();
    bool known = std::find(operator_ids.begin(), operator_ids.end(), id) != operator_ids.end();
    bool has_choice = item.contains('=');
    if (known) {
      selections.push_back({id, {}});
      if (has_choice) selections.back().choices.push_back(choice.str());
    } else if (!has_choice && !id.empty() && !selections.empty() && !selections.back().choices.empty()) {
      selections.back().choices.push_back(id);
    } else {
      return failure(fmt::format("unknown operator '{}'{}; `misfire operators` lists them", id,
                                 suggestion(id, operator_ids)));
    }
    if (has_choice && choice.empty())
      return failure(fmt::format("a choice is missing behind '{}'", item.trim().str()));
  }
  return selections;
}

} // namespace misfire
