// Writes completions for three shells.
#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire::cli {

namespace {

/// With a backslash before each of these characters.
std::string with_backslashes(const std::string& raw, std::string_view before) {
  std::string text;
  for (const char c : raw)
    text += before.find(c) == std::string_view::npos ? std::string(1, c) : std::string("\\") + c;
  return text;
}

/// A word of a POSIX shell.
std::string in_quotes(const std::string& raw) {
  std::string text = "'";
  for (const char c : raw)
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::vector<std::string> option_names(const DescribedCommand& command) {
  std::vector<std::string> names;
  for (const DescribedOption& option : command.options)
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> command_names(const DescribedProgram& program) {
  std::vector<std::string> names;
  for (const DescribedCommand& command : program.commands)
    names.push_back(command.name);
  return names;
}

/// The values of an argument, as a case of bash.
std::string bash_values(const DescribedCommand& command, const DescribedOption& option) {
  std::string cases;
  for (const std::string& name : option.names)
    cases += fmt::format("{}{}/{}", cases.empty() ? "" : "|", command.name, option.positional ? "*" : name);
  return fmt::format("    {}) COMPREPLY=($(compgen -W {} -- \"$current\")); return ;;\n", cases,
                     in_quotes(fmt::format("{}", fmt::join(option.among, " "))));
}

/// '(-j --jobs)'{-j,--jobs}'[help]:value:_files'
std::string zsh_option(const DescribedOption& option) {
  const std::string help = with_backslashes(option.help, "[]:\\");
  const std::string values =
      option.among.empty() ? "_files" : fmt::format("({})", fmt::join(option.among, " "));
  if (option.positional) return in_quotes(fmt::format("*:{}:{}", help, values));
  const std::string names = fmt::format("{}", fmt::join(option.names, ","));
  const std::string spec = fmt::format("[{}]{}", help, option.takes_value ? ":value:" + values : "");
  if (option.names.size() == 1) return in_quotes(names + spec);
  return fmt::format("{{{}}}{}", names, in_quotes(spec));
}

std::string fish_option(const DescribedProgram& program, const DescribedCommand& command,
                        const DescribedOption& option) {
  const std::string seen = in_quotes("__fish_seen_subcommand_from " + command.name);
  std::string line = fmt::format("complete -c {} -n {}", program.name, seen);
  if (!option.positional)
    for (const std::string& name : option.names)
      line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.among.empty())
    line += fmt::format(" {}-a {}", option.positional ? "-f " : "-x ",
                        in_quotes(fmt::format("{}", fmt::join(option.among, " "))));
  else if (option.takes_value)
    line += " -r";
  // fish takes \' for a quote inside of quotes, and the shells' way of leaving them as well.
  return line + " -d " + in_quotes(with_backslashes(option.help, "\\")) + "\n";
}

} // namespace

std::string bash_completion(const DescribedProgram& program) {
  std::string values, options;
  for (const DescribedCommand& command : program.commands) {
    for (const DescribedOption& option : command.options)
      if (!option.among.empty() && !option.positional) values += bash_values(command, option);
    options += fmt::format("    {}) words={} ;;\n", command.name,
                           in_quotes(fmt::format("{}", fmt::join(option_names(command), " "))));
    for (const DescribedOption& option : command.options)
      if (!option.among.empty() && option.positional)
        options += fmt::format("    {}) words={} ;;\n", command.name + "-values",
                               in_quotes(fmt::format("{}", fmt::join(option.among, " "))));
  }
  return fmt::format(
      R"(# Completion of {0} for bash, written by `{0} completion bash`.
_{0}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command= words= i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${{COMP_WORDS[i]}} != -* ]]; then
      command=${{COMP_WORDS[i]}}
      break
    fi
  done
  case $command/$previous in
{1}    /*) COMPREPLY=($(compgen -W '{2} --help --version' -- "$current")); return ;;
  esac
  [[ $current == -* ]] || command=$command-values
  case $command in
{3}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _{0} {0}
)",
      program.name, values, fmt::join(command_names(program), " "), options);
}

std::string zsh_completion(const DescribedProgram& program) {
  std::string commands, cases;
  for (const DescribedCommand& command : program.commands) {
    commands += "    " + in_quotes(command.name + ":" + with_backslashes(command.help, "\\:")) + "\n";
    cases += fmt::format("    {})\n      _arguments", command.name);
    for (const DescribedOption& option : command.options)
      cases += " \\\n        " + zsh_option(option);
    cases += "\n      ;;\n";
  }
  return fmt::format(R"(#compdef {0}
# Completion of {0} for zsh, written by `{0} completion zsh`: put it into a folder of $fpath as _{0}.
_{0}() {{
  local -a commands
  commands=(
{1}  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
{2}  esac
}}
_{0} "$@"
)",
                     program.name, commands, cases);
}

std::string fish_completion(const DescribedProgram& program) {
  std::string text =
      fmt::format("# Completion of {0} for fish, written by `{0} completion fish`.\n", program.name);
  for (const DescribedCommand& command : program.commands)
    text += fmt::format("complete -c {} -f -n __fish_use_subcommand -a {} -d {}\n", program.name,
                        command.name, in_quotes(with_backslashes(command.help, "\\")));
  for (const DescribedCommand& command : program.commands)
    for (const DescribedOption& option : command.options)
      if (!option.positional || !option.among.empty()) text += fish_option(program, command, option);
  return text;
}

} // namespace misfire::cli
