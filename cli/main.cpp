// misfire: mutation testing for libtorch training programs.
#include "cli/command.h"
#include "cli/judge.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <memory>

namespace {

constexpr const char* examples = R"(Examples:
  misfire init build --target train -- --data data   write misfire.yml
  misfire run --operators HLR,LCH=hinge              train and judge some faults
  misfire show LCH@train.cpp:50:17=hinge             the diff of one of them
  misfire report --threshold 0.8                     fail if the score is lower
Exit codes: 0 done, 1 usage or configuration, 2 score under the threshold,
4 the baseline fails, 70 a bug in misfire, 130 interrupted.)";

/// The help of misfire itself says how to get that of a command, in place of its two options.
class Help : public CLI::Formatter {
  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (app->get_parent()) return CLI::Formatter::make_usage(app, name);
    return "Usage: misfire COMMAND [OPTIONS]    (misfire COMMAND --help, misfire --version)\n";
  }
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (app->get_parent()) return CLI::Formatter::make_help(app, name, mode);
    // Versions of CLI11 differ in the blank lines around its parts.
    std::string text = make_description(app) + make_usage(app, name) + make_subcommands(app, mode);
    text.erase(text.find_last_not_of('\n') + 1);
    return text + "\n\n" + app->get_footer() + '\n';
  }
};

int run_command_line(int argc, char** argv) {
  using namespace misfire::cli;
  CLI::App app("Mutation testing for libtorch training programs", "misfire");
  app.require_subcommand(1);
  app.footer(examples);
  const auto help = std::make_shared<Help>();
  help->column_width(16); // so that it fits a terminal of 80 columns
  app.formatter(help);
  app.set_version_flag("--version", MISFIRE_VERSION);
  int exit_code = done;
  add_init(app, exit_code);
  add_doctor(app, exit_code);
  add_list(app, exit_code);
  add_run(app, exit_code);
  add_status(app, exit_code);
  add_report(app, exit_code);
  add_show(app, exit_code);
  add_mutate(app, exit_code);
  add_operators(app, exit_code);
  add_judge(app, exit_code);
  add_merge(app, exit_code);
  add_clean(app, exit_code);
  add_task(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : bad_request;
  }
  return exit_code;
}

} // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // so that a log shows each line when it is said
  try {
    return run_command_line(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "misfire: a bug: {}\n", error.what());
    return misfire::cli::bug;
  }
}
