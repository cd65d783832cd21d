// Writes the man page.
#include "cli/completion.h"

#include <fmt/format.h>

#include <sstream>

namespace misfire::cli {

namespace {

/// As roff shows it: no request, no escape, hyphens that can be copied.
std::string roff(const std::string& raw) {
  std::string text;
  for (const char c : raw)
    if (c == '\\')
      text += "\\e";
    else if (c == '-')
      text += "\\-";
    else
      text += c;
  return text.starts_with('.') || text.starts_with('\'') ? "\\&" + text : text;
}

/// Line by line, as it stands.
std::string as_it_stands(const std::string& text) {
  std::istringstream lines(text);
  std::string page = ".nf\n";
  for (std::string line; std::getline(lines, line);)
    page += (line.empty() ? "." : roff(line)) + "\n"; // a line with a period alone is an empty request
  return page + ".fi\n";
}

std::string option_entry(const DescribedOption& option) {
  std::string names;
  for (const std::string& name : option.names)
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
  std::string values;
  for (const std::string& value : option.among)
    values += (values.empty() ? " " : "|") + roff(value);
  if (option.takes_value && values.empty() && !option.positional) values = " \\fIVALUE\\fR";
  return fmt::format(".TP\n{}{}\n{}\n", names, values, roff(option.help));
}

} // namespace

std::string man_page(const DescribedProgram& program) {
  std::string page = fmt::format(
      ".TH MISFIRE 1 \"\" \"{0} {1}\"\n.SH NAME\n{0} \\- {2}\n.SH SYNOPSIS\n\\fB{0}\\fR \\fICOMMAND\\fR "
      "[\\fIOPTIONS\\fR]\n.SH COMMANDS\n",
      program.name, roff(program.version), roff(program.description));
  for (const DescribedCommand& command : program.commands) {
    page += fmt::format(".SS \"{} {}\"\n{}.\n", program.name, command.name, roff(command.help));
    for (const DescribedOption& option : command.options)
      page += option_entry(option);
    if (!command.epilogue.empty()) page += ".PP\n" + roff(command.epilogue) + "\n";
  }
  return page + ".SH EXAMPLES AND EXIT STATUS\n" + as_it_stands(program.epilogue);
}

} // namespace misfire::cli
