// The command line, parsed by CLI11.
#include "cli/command_line.h"

#include "cli/described.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#if __has_include(<CLI/ExtraValidators.hpp>) // CLI11 from 2.5 on has them apart
#include <CLI/ExtraValidators.hpp>
#endif

namespace misfire::cli {

namespace {

/// The program as it is built up: also what its options take, which the library only says in words.
class Program : public CLI::App {
public:
  using CLI::App::App;
  std::map<const CLI::Option*, std::vector<std::string>> among;
};

/// Keeps the values that an option of this command takes.
void note_values(CLI::App& command, const CLI::Option& option, const std::vector<std::string>& values) {
  CLI::App* root = &command;
  while (root->get_parent())
    root = root->get_parent();
  if (auto* program = dynamic_cast<Program*>(root)) program->among[&option] = values;
}

void apply(const OptionRules& rules, CLI::Option& option) {
  if (rules.required) option.required();
  if (rules.positive) option.check(CLI::PositiveNumber);
  if (rules.share) option.check(CLI::Range(0.0, 1.0));
  if (!rules.among.empty()) option.check(CLI::IsMember(rules.among));
  if (rules.shows_default) option.capture_default_str();
  if (!rules.shown.empty()) option.option_text(rules.shown);
  if (rules.needs) option.needs(rules.needs);
  if (rules.excludes) option.excludes(rules.excludes);
}

DescribedOption described(const Program* program, const CLI::Option& option) {
  DescribedOption one{.positional = option.get_positional(), .help = option.get_description()};
  if (one.positional) one.names = {option.get_name(true)};
  for (const std::string& name : option.get_snames())
    one.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames())
    one.names.push_back("--" + name);
  one.takes_value = option.get_items_expected_max() > 0;
  if (program)
    if (const auto values = program->among.find(&option); values != program->among.end())
      one.among = values->second;
  return one;
}

/// The help of the program itself says how to get that of a command, in place of its two options.
class Help : public CLI::Formatter {
  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (app->get_parent()) return CLI::Formatter::make_usage(app, name);
    return "Usage: " + app->get_name() + " COMMAND [OPTIONS]    (" + app->get_name() + " COMMAND --help, " +
           app->get_name() + " --version)\n";
  }
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (app->get_parent()) return CLI::Formatter::make_help(app, name, mode);
    // Versions of CLI11 differ in the blank lines around its parts.
    std::string text = make_description(app) + make_usage(app, name) + make_subcommands(app, mode);
    text.erase(text.find_last_not_of('\n') + 1);
    return text + "\n\n" + app->get_footer() + '\n';
  }
};

} // namespace

int run_command_line(const CommandLine& program, int argc, char** argv, int refused) {
  Program app(program.description, program.name);
  app.require_subcommand(1);
  app.footer(program.epilogue);
  const auto help = std::make_shared<Help>();
  help->column_width(16); // so that it fits a terminal of 80 columns
  app.formatter(help);
  app.set_version_flag("--version", program.version);
  int exit_code = 0;
  for (const auto add : program.commands)
    add(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : refused;
  }
  return exit_code;
}

CLI::App& add_command(CLI::App& app, const std::string& name, const std::string& help) {
  CLI::App* command = app.add_subcommand(name, help);
  if (help.empty()) command->group("");
  return *command;
}

CLI::Option& add_option(CLI::App& command, const std::string& name, OptionTarget target,
                        const std::string& help, const OptionRules& rules) {
  const auto add = [&](auto* value) {
    if constexpr (std::is_same_v<decltype(value), bool*>)
      return command.add_flag(name, *value, help);
    else
      return command.add_option(name, *value, help);
  };
  CLI::Option& option = *std::visit(add, target);
  apply(rules, option);
  if (!rules.among.empty()) note_values(command, option, rules.among);
  return option;
}

CLI::Option& add_named_option(CLI::App& command, const std::string& name,
                              const std::vector<std::string>& names,
                              const std::function<void(const std::string&)>& chosen, const std::string& help,
                              const std::string& shown) {
  CLI::Option& option = *command.add_option_function<std::string>(name, chosen, help);
  option.check(CLI::IsMember(names))->option_text(shown);
  note_values(command, option, names);
  return option;
}

void set_epilogue(CLI::App& command, const std::string& text) {
  command.footer(text);
}

void set_callback(CLI::App& command, std::function<void()> callback) {
  command.callback(std::move(callback));
}

DescribedProgram described(const CLI::App& program) {
  const auto* known = dynamic_cast<const Program*>(&program);
  DescribedProgram all{.name = program.get_name(),
                       .description = program.get_description(),
                       .version = program.version(),
                       .epilogue = program.get_footer(),
                       .commands = {}};
  for (const CLI::App* command : program.get_subcommands({})) {
    if (command->get_group().empty()) continue; // not in the help either
    // A command without an epilogue of its own has the program's.
    const std::string epilogue = command->get_footer() == all.epilogue ? "" : command->get_footer();
    DescribedCommand& one = all.commands.emplace_back(
        DescribedCommand{command->get_name(), command->get_description(), epilogue, {}});
    for (const CLI::Option* option : command->get_options())
      one.options.push_back(described(known, *option));
  }
  return all;
}

} // namespace misfire::cli
