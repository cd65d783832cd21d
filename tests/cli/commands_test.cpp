// The program as users start it: help, bad requests, and their exit codes. Nothing is compiled or trained.
#include "runner/system/process.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::text_of;
using testing::write_file;

struct Said {
  int code = -1;
  std::string text;
};

class CommandsTest : public ::testing::Test {
protected:
  Said misfire(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), MISFIRE_PROGRAM);
    const std::unique_ptr<Processes> processes = this_machines_processes();
    EXPECT_TRUE(processes->start({.arguments = arguments,
                                  .environment = {},
                                  .directory = folder.path,
                                  .output = folder / "said.txt",
                                  .timeout = 50}));
    const std::optional<Ended> ended = processes->wait(60);
    return {ended && ended->how == Ended::How::exited ? ended->code : -1, text_of(folder / "said.txt")};
  }
  testing::TemporaryFolder folder;
};

TEST_F(CommandsTest, help_fits_a_screen_and_has_examples) {
  const Said said = misfire({"--help"});
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.text, AllOf(HasSubstr("misfire init build --target"), HasSubstr("Exit codes: 0 done")));
  std::istringstream lines(said.text);
  unsigned count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_LE(line.size(), 80u) << line;
  EXPECT_LE(count, 24u) << said.text;
}

TEST_F(CommandsTest, inputs_of_one_mutant_have_no_list_and_no_other_form) {
  for (const char* asked : {"--order", "--subset", "--format=json", "--format=csv"}) {
    const Said said = misfire({"inputs", "--mutant", "HNE@main.cpp:1:1", asked});
    EXPECT_EQ(said.code, 1) << asked;
    EXPECT_THAT(said.text, HasSubstr("leave out --mutant")) << asked;
  }
  EXPECT_THAT(misfire({"inputs", "--order", "--subset"}).text, HasSubstr("ask for one of them"));
}

TEST_F(CommandsTest, every_command_has_a_help_of_its_own) {
  for (const char* command : {"init", "doctor", "list", "run", "status", "report", "show", "mutate",
                              "operators", "judge", "merge", "clean", "compare", "completion", "inputs"}) {
    const Said said = misfire({command, "--help"});
    EXPECT_EQ(said.code, 0) << said.text;
    EXPECT_THAT(said.text, AllOf(HasSubstr("Usage: "), HasSubstr("--help"))) << command;
  }
}

TEST_F(CommandsTest, an_unknown_command_or_option_is_a_bad_request) {
  EXPECT_EQ(misfire({"frobnicate"}).code, 1);
  EXPECT_EQ(misfire({"run", "--frobnicate"}).code, 1);
  EXPECT_EQ(misfire({}).code, 1);
  EXPECT_EQ(misfire({"run", "--threshold", "80"}).code, 1) << "a score lies between 0 and 1";
}

TEST_F(CommandsTest, bash_completes_commands_options_and_values) {
  write_file(folder / "complete.sh", misfire({"completion", "bash"}).text +
                                         "COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))\n_misfire\n"
                                         "echo \"${COMPREPLY[@]}\"\n");
  const auto completed = [&](const std::string& words) {
    const std::string command =
        "cd '" + folder.path.string() + "' && bash complete.sh " + words + " > said 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return text_of(folder / "said");
  };
  EXPECT_EQ(completed("misfire comp"), "compare completion\n");
  EXPECT_EQ(completed("misfire run --dry"), "--dry-run\n");
  EXPECT_EQ(completed("misfire report --format s"), "sarif\n");
  EXPECT_EQ(completed("misfire completion ''"), "bash zsh fish man\n");
  EXPECT_EQ(completed("misfire report x"), "\n") << "files are the shell's own";
}

TEST_F(CommandsTest, the_other_shells_take_their_completions_and_man_its_page) {
  for (const auto& [form, check] : {std::pair("zsh", "zsh -n"), std::pair("fish", "fish --no-execute"),
                                    std::pair("man", "groff -man -ww -z")}) {
    const std::string text = misfire({"completion", form}).text;
    EXPECT_THAT(text, HasSubstr("dry"));
    write_file(folder / form, text);
    const std::string program = std::string(check).substr(0, std::string(check).find(' '));
    if (std::system(("command -v " + program + " > /dev/null").c_str()) != 0)
      continue; // its syntax is not looked at
    const std::string command =
        std::string(check) + " '" + (folder / form) + "' > '" + (folder / "said") + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << form;
    EXPECT_EQ(text_of(folder / "said"), "") << form;
  }
}

TEST_F(CommandsTest, without_a_configuration_its_path_is_in_the_error) {
  for (const char* command : {"list", "mutate", "run", "report", "status", "clean"}) {
    const Said said = misfire({command});
    EXPECT_EQ(said.code, 1) << command;
    EXPECT_THAT(said.text, HasSubstr("misfire.yml")) << command;
  }
}

TEST_F(CommandsTest, a_certainty_lies_between_a_half_and_one) {
  for (const char* certainty : {"0.5", "0.4", "1", "nan"}) {
    const Said said = misfire({"run", "--certainty", certainty});
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.text, HasSubstr("it lies between 0.5 and 1")) << certainty;
  }
  EXPECT_THAT(misfire({"run", "--certainty", "0.9"}).text, ::testing::Not(HasSubstr("certainty")));
}

TEST_F(CommandsTest, operators_are_listed_and_explained_and_an_unknown_one_is_refused) {
  EXPECT_THAT(misfire({"operators"}).text, AllOf(HasSubstr("HLR"), HasSubstr("change-learning-rate")));
  EXPECT_THAT(misfire({"operators", "HLR"}).text, AllOf(HasSubstr("  - "), HasSubstr("  + ")));
  EXPECT_EQ(misfire({"operators", "HRL"}).code, 1);
}

class ConfiguredTest : public CommandsTest {
protected:
  ConfiguredTest() {
    write_file(folder / "misfire.yml",
               "build: build\ntarget: train\nmetrics:\n"
               "  - {name: accuracy, suite: test, pattern: 'accuracy: (\\S+)', goal: maximize}\n");
  }
};

TEST_F(ConfiguredTest, doctor_names_what_is_missing_and_what_to_do_about_it) {
  const Said said = misfire({"doctor"});
  EXPECT_EQ(said.code, 1) << said.text;
  EXPECT_THAT(said.text, HasSubstr("PROBLEM  build      "));
  EXPECT_THAT(said.text, HasSubstr("names a directory that cmake has configured"));
  for (const char* finding :
       {"clang", "lld", "cmake", "ninja", "runtime", "page", "BLAS", "threads", "sandbox", "disk"})
    EXPECT_THAT(said.text, HasSubstr(std::string(" ") + finding + " "));
  std::istringstream lines(said.text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("warning")) continue;
    EXPECT_TRUE(std::getline(lines, line) && line.starts_with("         -> ")) << said.text;
  }
}

TEST_F(ConfiguredTest, an_unknown_operator_is_refused_before_anything_is_built) {
  const Said said = misfire({"run", "--operators", "XYZ"});
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.text, HasSubstr("XYZ"));
}

TEST_F(ConfiguredTest, a_report_without_a_campaign_says_how_to_start_one) {
  const Said said = misfire({"report"});
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.text, HasSubstr("misfire run"));
}

TEST_F(ConfiguredTest, clean_removes_what_misfire_made_and_leaves_the_rest) {
  for (const char* store : {"store.sqlite", "store.before-6.sqlite", "store.before-7.sqlite"})
    write_file(folder / ("misfire.out/" + std::string(store)), "x");
  write_file(folder / "misfire.out/logs/baseline/seed-1.txt", "x");
  write_file(folder / "misfire.out/notes.txt", "mine");
  EXPECT_EQ(misfire({"clean"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "misfire.out/store.sqlite"));
  EXPECT_FALSE(std::filesystem::exists(folder / "misfire.out/logs"));
  EXPECT_EQ(text_of(folder / "misfire.out/notes.txt"), "mine");
  std::filesystem::remove(folder / "misfire.out/notes.txt");
  EXPECT_EQ(misfire({"clean"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "misfire.out"));
}

TEST_F(ConfiguredTest, init_does_not_overwrite_a_configuration) {
  const std::string before = text_of(folder / "misfire.yml");
  const Said said = misfire({"init", "build", "--target", "train"});
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.text, HasSubstr("--force"));
  EXPECT_EQ(text_of(folder / "misfire.yml"), before);
}

TEST_F(ConfiguredTest, a_mutant_that_was_never_written_cannot_be_shown) {
  const Said said = misfire({"show", "HLR@a.cpp:1:1"});
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.text, HasSubstr("misfire list"));
}

} // namespace
} // namespace misfire
