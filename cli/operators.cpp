// misfire operators: the kinds of fault, and what one of them does.
#include "cli/command.h"
#include "mutator/operators/page.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

void print_one(const Operator& one) {
  say("{:<7}{:<32}{:<16}{}\n", one.id, one.name, one.group, one.summary);
}

/// Each set with its count, then those on request.
void print_all() {
  for (const std::string& set : operator_sets()) {
    const auto is_of_set = [&](const Operator& one) { return !one.on_request && one.set == set; };
    say("{}: {} operators\n", set, std::ranges::count_if(all_operators(), is_of_set));
    for (const Operator& one : all_operators())
      if (is_of_set(one)) print_one(one);
    say("\n");
  }
  say("only when asked for by name:\n");
  for (const Operator& one : all_operators())
    if (one.on_request) print_one(one);
}

Result<int> operators(const std::string& id) {
  if (id.empty()) {
    print_all();
    return done;
  }
  const auto selected = parse_selections(id);
  if (!selected) return failure(selected.error());
  for (const Selection& selection : *selected)
    say("{}", explained(*std::ranges::find(all_operators(), selection.operator_id, &Operator::id)));
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
