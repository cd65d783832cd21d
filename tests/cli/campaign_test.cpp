// The straight line on a project outside this repository, as a user walks it: init, run, kill, run again; and
// every kind of bad input on the way. One process: the tests share the project, which takes a while to build.
#include "tests/cli/command_line.h"
#include "tests/cli/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <map>
#include <thread>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const std::string few = "--operators 'LCH=hinge,HNE,WRB,ARM,WCI=zeros'";

class Campaign : public testing::Test {
protected:
  static void SetUpTestSuite() {
    project = fs::temp_directory_path() / ("misfire-campaign-" + std::to_string(getpid()));
    fs::remove_all(project);
    fs::copy(fs::path(MISFIRE_SOURCE_DIR) / "tests/cli/outside", project, fs::copy_options::recursive);
    const Ran configured = run_command(project, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
    const Ran made = run_misfire(project, "init build --target train");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    initial = without_operators(contents_of(project / "misfire.yml"));
  }
  static void TearDownTestSuite() { fs::remove_all(project); }

  /// A misfire.yml of its own for a test: what init wrote, with more lines.
  static std::string configured(const std::string& name, const std::string& more) {
    return configured_beside(name, name, more);
  }

  /// The same, with the output folder of another, and so with what is built there.
  static std::string configured_beside(const std::string& other, const std::string& name,
                                       const std::string& more) {
    write_file(project / (name + ".yml"),
               initial + "runs: {baseline: 5, mutant: 5}\noutput: " + other + ".out\n" + more);
    return " --config " + name + ".yml";
  }

  static fs::path project;
  static std::string initial;
};
fs::path Campaign::project;
std::string Campaign::initial;

TEST_F(Campaign, goes_from_init_to_verdicts_on_a_project_with_its_model_in_a_header_and_a_static_library) {
  EXPECT_THAT(initial, HasSubstr("Test accuracy: "));
  const Ran ran = run_misfire(project, "run " + few + configured("first", ""));
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("clang++ with a header module"));
  const std::string verdicts = contents_of(project / "first.out/verdicts.csv");
  for (const char* mutant :
       {"LCH@lib/training.cpp:10:23=hinge", "HNE@app/train.cpp:19:3", "ARM@include/model.h:12:35",
        "WRB@include/model.h:8:42", "WRB@include/model.h:9:36", "WCI@include/model.h:8:42=zeros",
        "WCI@include/model.h:9:36=zeros"}) {
    EXPECT_THAT(verdicts, HasSubstr(mutant)) << ran.output;
  }
  EXPECT_TRUE(fs::exists(project / "first.out/mutants/ARM@include+model.h:12:35/include/model.h"))
      << ran.output;
  EXPECT_TRUE(fs::exists(project / "first.out/mutants/ARM@include+model.h:12:35/mutant.diff"));
  EXPECT_THAT(verdicts, HasSubstr("killed")) << "one epoch of ten is too few";
}

TEST_F(Campaign, killed_in_the_middle_and_started_again_ends_like_an_undisturbed_one) {
  const std::string calm_config = configured("calm", "jobs: 2\n");
  const Ran calm = run_misfire(project, "run " + few + calm_config);
  ASSERT_EQ(calm.exit_code, 0) << calm.output;

  const std::string config = configured("killed", "jobs: 2\n");
  int kills = 0;
  int seen = 0;
  for (const int wanted : {3, 9, 17}) {
    const pid_t misfire = fork();
    if (misfire == 0) {
      if (chdir(project.c_str()) != 0) _exit(126);
      const std::string line = "exec '" MISFIRE_BINARY "' run " + few + config + " >/dev/null 2>&1";
      execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      _exit(127);
    }
    for (int waited = 0; runs_in(project / "killed.out") < wanted && waited < 3000; ++waited) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (kill(misfire, SIGKILL) == 0) ++kills;
    int status = 0;
    waitpid(misfire, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended before it could be killed";
    EXPECT_GE(runs_in(project / "killed.out"), seen) << "a run that was kept must stay";
    seen = runs_in(project / "killed.out");
  }
  EXPECT_EQ(kills, 3);
  const Ran again = run_misfire(project, "run " + few + config);
  ASSERT_EQ(again.exit_code, 0) << again.output;
  EXPECT_EQ(verdicts_in(project / "killed.out"), verdicts_in(project / "calm.out"));
  EXPECT_EQ(runs_in(project / "killed.out"), runs_in(project / "calm.out"));

  const int before = runs_in(project / "killed.out");
  const Ran nothing = run_misfire(project, "run " + few + config);
  EXPECT_EQ(nothing.exit_code, 0) << nothing.output;
  EXPECT_EQ(runs_in(project / "killed.out"), before) << "what is known is not trained again";
}

TEST_F(Campaign, neither_jobs_nor_the_start_of_runs_nor_the_sandbox_changes_a_bit) {
  const fs::path output =
      project / "bits.out"; // of all three, for what is built; each has a store of its own
  const auto run_anew = [&](const std::string& name, const std::string& more) {
    for (const char* file : {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm"})
      fs::remove(output / file);
    return run_misfire(project, "run --operators 'WRB,HNE,WCI=zeros'" +
                                    configured_beside("bits", name, more + "threads: 1\n"));
  };
  const Ran hosted = run_anew("hosted", "jobs: 2\n");
  ASSERT_EQ(hosted.exit_code, 0) << hosted.output;
  EXPECT_THAT(hosted.output, Not(HasSubstr("process of its own")));
  EXPECT_THAT(hosted.output, Not(HasSubstr("bubblewrap")));
  const auto trainings = trainings_in(output), verdicts = verdicts_in(output);
  ASSERT_FALSE(trainings.empty());

  const Ran alone = run_anew("alone", "jobs: 1\nstart: process\n");
  ASSERT_EQ(alone.exit_code, 0) << alone.output;
  EXPECT_EQ(trainings_in(output), trainings);
  EXPECT_EQ(verdicts_in(output), verdicts);

  write_file(project / "without/bwrap", "#!/bin/sh\nexit 1\n");
  fs::permissions(project / "without/bwrap", fs::perms::owner_all);
  const std::string old_path = std::getenv("PATH");
  setenv("PATH", ((project / "without").string() + ":" + old_path).c_str(), 1);
  const Ran open = run_anew("open", "jobs: 2\n");
  setenv("PATH", old_path.c_str(), 1);
  ASSERT_EQ(open.exit_code, 0) << open.output;
  EXPECT_THAT(open.output, HasSubstr("bubblewrap does not work here"));
  EXPECT_EQ(trainings_in(output), trainings);
  EXPECT_EQ(verdicts_in(output), verdicts);
}

// ATen's kernels for older processors, as those have: other initial weights from the same seed.
TEST_F(Campaign, goes_on_where_other_bits_are_computed_with_a_baseline_of_that_machine) {
  const std::string run = "run --operators WRB" + configured_beside("bits", "moved", "jobs: 2\nthreads: 1\n");
  const Ran here = run_misfire(project, run);
  ASSERT_EQ(here.exit_code, 0) << here.output;
  EXPECT_THAT(here.output, Not(HasSubstr("only runs of equal arithmetic")));
  const int runs = runs_in(project / "bits.out");

  setenv("ATEN_CPU_CAPABILITY", "default", 1);
  const Ran there = run_misfire(project, run);
  unsetenv("ATEN_CPU_CAPABILITY");
  ASSERT_EQ(there.exit_code, 0) << there.output;
  if (!__builtin_cpu_supports("avx2")) GTEST_SKIP() << "this processor has no other kernels";
  EXPECT_THAT(there.output, HasSubstr("only runs of equal arithmetic are compared"));
  EXPECT_THAT(there.output, HasSubstr("; 0 taken from the store"));
  EXPECT_GT(runs_in(project / "bits.out"), runs);
  EXPECT_THAT(contents_of(project / "bits.out/report.json"), HasSubstr("only runs of equal arithmetic"));

  const Ran back = run_misfire(project, run);
  EXPECT_THAT(back.output, HasSubstr("0 runs trained in")) << "each machine finds its own runs";
}

TEST_F(Campaign, mutants_built_by_the_projects_own_compiler_and_flags_have_the_same_verdicts) {
  const std::string operators = "run --operators 'HNE,LCH=hinge,WCI=zeros' --sample 60%";
  const Ran fast = run_misfire(project, operators + configured_beside("first", "fast", ""));
  ASSERT_EQ(fast.exit_code, 0) << fast.output;
  const Ran slow = run_misfire(project, operators + configured("slow", "compiler: own\n"));
  ASSERT_EQ(slow.exit_code, 0) << slow.output;
  EXPECT_THAT(slow.output, HasSubstr("with c++, the subject's own."));
  EXPECT_EQ(decisions_in(project / "slow.out"), decisions_in(project / "first.out"));
  EXPECT_THAT(decisions_in(project / "slow.out"), testing::Contains(HasSubstr("killed")));
}

TEST_F(Campaign, the_identity_mutant_with_the_baselines_seeds_has_no_effect) {
  const Ran ran =
      run_misfire(project, "run --operators no-op=same-seeds" + configured_beside("first", "same", ""));
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(contents_of(project / "first.out/verdicts.csv"), HasSubstr("no-effect")) << ran.output;
}

TEST_F(Campaign, a_baseline_that_crashes_hangs_or_prints_nan_ends_with_4_and_the_logs_path) {
  const std::map<std::string, std::string> wishes = {{"crash", "arguments: [crash]\n"},
                                                     {"hang", "arguments: [hang]\ntimeout: 3s\n"},
                                                     {"nan", "arguments: [nan]\n"}};
  for (const auto& [name, lines] : wishes) {
    const Ran ran = run_misfire(project, "run --operators ARM" + configured_beside("first", name, lines));
    EXPECT_EQ(ran.exit_code, 4) << name << ": " << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("first.out/logs/")) << name;
  }
}

TEST_F(Campaign, a_pattern_that_never_matches_ends_with_4) {
  std::string text = initial;
  const std::string metric = "Test accuracy: ";
  text.replace(text.find(metric, text.find("pattern")), metric.size(), "No such line: ");
  write_file(project / "never.yml", text + "runs: {baseline: 5, mutant: 5}\noutput: first.out\n");
  const Ran ran = run_misfire(project, "run --operators ARM --config never.yml");
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("No such line"));
}

TEST_F(Campaign, mistakes_in_the_configuration_and_the_command_line_end_with_1) {
  write_file(project / "group.yml", "target: train\nmetrics:\n  - {name: a, pattern: 'Test accuracy'}\n");
  const Ran no_group = run_misfire(project, "list --config group.yml");
  EXPECT_EQ(no_group.exit_code, 1);
  EXPECT_THAT(no_group.output, HasSubstr("group.yml:3:"));
  EXPECT_THAT(no_group.output, HasSubstr("group"));

  write_file(project / "key.yml", initial + "tets: glm\n");
  const Ran unknown_key = run_misfire(project, "list --config key.yml");
  EXPECT_EQ(unknown_key.exit_code, 1);
  EXPECT_THAT(unknown_key.output, HasSubstr("test"));

  const Ran unknown_operator = run_misfire(project, "list --operators HNX");
  EXPECT_EQ(unknown_operator.exit_code, 1);
  EXPECT_THAT(unknown_operator.output, HasSubstr("HNE"));

  const Ran no_target = run_misfire(project, "init build --target trian --config other.yml");
  EXPECT_EQ(no_target.exit_code, 1) << no_target.output;
  const Ran no_build = run_misfire(project, "init nowhere --target train --config other.yml");
  EXPECT_EQ(no_build.exit_code, 1);
  EXPECT_THAT(no_build.output, HasSubstr("nowhere"));
}

/// Puts a file back as it was.
class Changed {
public:
  Changed(fs::path path, const std::string& text) : path_(std::move(path)), original_(contents_of(path_)) {
    write_file(path_, text);
  }
  ~Changed() { write_file(path_, original_); }
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;
  const std::string& original() const { return original_; }

private:
  fs::path path_;
  std::string original_;
};

TEST_F(Campaign, a_source_that_does_not_parse_or_misses_a_header_is_left_out_with_the_compilers_words) {
  const fs::path source = project / "app/train.cpp";
  {
    const Changed broken(source, "#include \"training.h\"\nint main() { return not_declared; }\n");
    const Ran ran = run_misfire(project, "list");
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("left out: app/train.cpp  Clang cannot read it"));
    EXPECT_THAT(ran.output, HasSubstr("train.cpp:2:"));
    EXPECT_THAT(ran.output, HasSubstr("not_declared"));
  }
  const Changed headless(source, "#include \"missing.h\"\nint main() {}\n");
  const Ran ran = run_misfire(project, "list");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("missing.h"));
}

} // namespace
} // namespace misfire
