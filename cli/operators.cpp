// misfire operators: the kinds of fault, and what one of them does.
#include "cli/command.h"
#include "mutator/operators/page.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

void print_all() {
  for (const Operator& one : all_operators())
    fmt::print("{:<7}{:<32}{:<16}{}\n", one.id, one.name, one.group, one.summary);
}

Result<int> operators(const std::string& id) {
  if (id.empty()) {
    print_all();
    return done;
  }
  const auto selected = parse_selections(id);
  if (!selected) return failure(selected.error());
  for (const Selection& selection : *selected)
    fmt::print("{}", explained(*std::ranges::find(all_operators(), selection.operator_id, &Operator::id)));
  return done;
}

} // namespace

void add_operators(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "operators", "The kinds of fault, or one of them explained");
  auto id = std::make_shared<std::string>();
  add_option(command, "ID", id.get(), "an operator's id or name");
  on_call(command, exit_code, [id] { return operators(*id); });
}

} // namespace misfire::cli
