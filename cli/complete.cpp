// misfire completion: scripts for shells, and the man page, on standard output.
#include "cli/command.h"
#include "cli/completion.h"

#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

struct Form {
  const char* name;
  std::string (*text)(const DescribedProgram& program);
};

const std::vector<Form>& forms_of_help() {
  static const std::vector<Form> all{
      {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}, {"man", man_page}};
  return all;
}

} // namespace

void add_completion(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "completion", "Completions for bash, zsh and fish; the man page");
  auto chosen = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Form& form : forms_of_help())
    names.push_back(form.name);
  add_option(command, "FORM", chosen.get(), "what to write: bash, zsh, fish or man",
             {.required = true, .among = names});
  on_call(command, exit_code, [chosen, &app]() -> Result<int> {
    for (const Form& form : forms_of_help())
      if (form.name == *chosen) fmt::print("{}", form.text(described(app)));
    return done;
  });
}

} // namespace misfire::cli
