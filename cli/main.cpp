// misfire: mutation testing for libtorch training programs.
#include "cli/command.h"
#include "cli/judge.h"

#include <cstdio>
#include <exception>
#include <fmt/format.h>

namespace {

constexpr const char* examples =
    R"(Examples: misfire init build --target train -- --data data  (writes misfire.yml)
          misfire run --operators HLR,LCH=hinge --threshold 0.8
Exit codes: 0 done, 1 usage or configuration, 2 score under the threshold,
4 your program fails unchanged, 70 a bug in misfire, 130 interrupted.)";

} // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // so that a log shows each line when it is said
  try {
    using namespace misfire::cli;
    return run_command_line({.name = "misfire",
                             .description = "Mutation testing for libtorch training programs",
                             .version = MISFIRE_VERSION,
                             .epilogue = examples,
                             .commands = {add_init, add_doctor, add_list, add_run, add_status, add_report,
                                          add_inputs, add_compare, add_show, add_mutate, add_operators,
                                          add_judge, add_merge, add_clean, add_completion, add_task}},
                            argc, argv, bad_request);
  } catch (const std::exception& error) {
    fmt::print(stderr, "misfire: a bug: {}\n", misfire::terminal_text(error.what()));
    return misfire::cli::bug;
  }
}
