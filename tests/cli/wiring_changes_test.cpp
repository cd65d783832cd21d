// What misfire makes of a program that has changed, and of parts of a campaign, on a stand-in for libtorch.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class WiringCache : public Wiring {
protected:
  const std::string words = operators + configured(shared, jobs);
  const std::string all = "\n" + std::to_string(undisturbed().runs) + " runs trained in ";
  const std::string none = "\n0 runs trained in 0 s; " + std::to_string(undisturbed().runs) + " taken from ";
};

TEST_F(WiringCache, a_second_run_trains_what_a_change_reaches_and_nothing_when_it_is_taken_back) {
  EXPECT_THAT(run(words).output, HasSubstr(all));
  EXPECT_THAT(run(words).output, HasSubstr(none)) << "nothing has changed";
  {
    const Changed smaller(project() / "lib/training.cpp", "< 1.4 ?", "< 1.3 ?");
    EXPECT_THAT(run(words).output, HasSubstr("; 0 taken from the store"))
        << "it is in the program of every mutant";
    EXPECT_NE(results_in(project() / shared).verdicts, undisturbed().verdicts);
  }
  EXPECT_THAT(run(words).output, HasSubstr(none)) << "both are kept";
  EXPECT_EQ(results_in(project() / shared).verdicts, undisturbed().verdicts);
}

TEST_F(WiringCache, comments_white_space_and_lines_train_nothing_again) {
  EXPECT_THAT(run(words).output, HasSubstr(all));
  const Changed commented(project() / "lib/training.cpp", "< 1.4 ?", "\n\n  < /* as in the paper */ 1.4  ?");
  EXPECT_THAT(run(words).output, HasSubstr(none));
}

TEST_F(WiringCache, what_is_not_in_the_program_trains_nothing_again) {
  EXPECT_THAT(run(words).output, HasSubstr(all));
  const Changed other(project() / "app/other.cpp", "return 0;", "return 1;");
  const Changed build_file(project() / "CMakeLists.txt", "# A user's project", "# A project");
  write_file(project() / "include/unused.h", "#pragma once\n");
  EXPECT_THAT(run(words).output, HasSubstr(none));
}

TEST_F(WiringCache, arguments_and_flags_are_part_of_a_run) {
  EXPECT_THAT(run(words).output, HasSubstr(all));
  EXPECT_THAT(run(operators + configured(shared, std::string(jobs) + "arguments: [other]\n")).output,
              HasSubstr(all));
  EXPECT_THAT(run(operators + configured(shared, jobs)).output, HasSubstr(none));
}

class WiringShards : public Wiring {
protected:
  static Ran run_part(const std::string& output, const std::string& more) {
    write_file(project() / "part.yml",
               project().initial + "runs: {baseline: 10, mutant: 10}\n" + jobs + "output: " + output + "\n");
    return run(operators + " --config part.yml --shard " + more);
  }
  static Ran merge(const std::string& parts) {
    fs::remove_all(project() / "whole");
    return project().misfire("merge " + parts + " -o whole");
  }
};

TEST_F(WiringShards, make_the_whole_and_parts_that_do_not_are_refused) {
  const Ran first = run_part("../part-0", "0/2");
  ASSERT_EQ(first.exit_code, 0) << first.output;
  EXPECT_EQ(decisions_in(beside("part-0")).size(), 3u);
  const Ran lonely = merge("../part-0");
  EXPECT_EQ(lonely.exit_code, 1);
  EXPECT_THAT(lonely.output, HasSubstr("Of the 2 parts of this campaign, 1 is missing."));

  const Ran second = run_part("../part-1", "1/2 --effect 0.3");
  ASSERT_EQ(second.exit_code, 0) << second.output;
  const Ran mixed = merge("../part-0 ../part-1");
  EXPECT_EQ(mixed.exit_code, 1);
  EXPECT_THAT(mixed.output,
              HasSubstr("../part-0 and ../part-1 are parts of different campaigns: their mutants, "));
  EXPECT_FALSE(fs::exists(project() / "whole/store.sqlite"));

  ASSERT_EQ(run_part("../part-1", "1/2").exit_code, 0);
  const Ran twice = merge("../part-0 ../part-0 ../part-1");
  EXPECT_EQ(twice.exit_code, 1);
  EXPECT_THAT(twice.output, HasSubstr("../part-0 and ../part-0 are the same part, 0/2."));

  const Ran merged = merge("../part-1 ../part-0");
  EXPECT_EQ(merged.exit_code, 0) << merged.output;
  EXPECT_EQ(verdicts_in(project() / "whole"), undisturbed().verdicts);
}

TEST_F(WiringShards, make_the_whole_where_their_output_folders_lie_in_the_project) {
  for (const char* part : {"0", "1"}) {
    const Ran ran = run_part(std::string("part-") + part, std::string(part) + "/2");
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
  }
  const Ran merged = merge("part-0 part-1");
  EXPECT_EQ(merged.exit_code, 0) << merged.output;
  EXPECT_EQ(verdicts_in(project() / "whole"), undisturbed().verdicts);
}

/// Copies of the project in other folders, as on other machines.
class WiringRoots : public Wiring {
protected:
  /// A copy of the project in a folder of its own.
  static StandInProject copy(const std::string& root) {
    fs::create_directories(beside(root));
    StandInProject made(beside(root) / "project");
    write_file(made / "campaign.yml", made.initial + "runs: {baseline: 10, mutant: 10}\n" + jobs);
    return made;
  }
};

TEST_F(WiringRoots, a_project_that_was_moved_trains_nothing_anew) {
  StandInProject moved = copy("before");
  const std::string words = "run --operators ARM --config campaign.yml";
  ASSERT_EQ(moved.misfire(words).exit_code, 0);
  const std::vector<std::string> verdicts = verdicts_in(moved / "misfire.out");
  ASSERT_EQ(verdicts.size(), 1u);
  fs::create_directories(beside("after"));
  fs::rename(moved.folder, beside("after") / "elsewhere");
  moved.folder = beside("after") / "elsewhere";
  fs::remove_all(moved / "build");
  const Ran configured =
      run_command(moved.folder, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release "
                                "-DLIBTORCH='" MISFIRE_SOURCE_DIR "/tests/cli/stand_in/libtorch'");
  ASSERT_EQ(configured.exit_code, 0) << configured.output;
  EXPECT_THAT(moved.misfire(words).output, HasSubstr("\n0 runs trained in "));
  EXPECT_EQ(verdicts_in(moved / "misfire.out"), verdicts);
}

TEST_F(WiringRoots, shards_of_two_of_them_make_the_whole) {
  const StandInProject first = copy("first"), second = copy("second root");
  const std::string words = "run" + operators + " --config campaign.yml --shard ";
  ASSERT_EQ(first.misfire(words + "0/2").exit_code, 0);
  ASSERT_EQ(second.misfire(words + "1/2").exit_code, 0);
  const Ran merged = first.misfire("merge misfire.out '" + (second / "misfire.out").string() + "' -o whole");
  EXPECT_EQ(merged.exit_code, 0) << merged.output;
  EXPECT_EQ(verdicts_in(first / "whole"), undisturbed().verdicts);
}

/// A copy of the project in a git repository that is given as the folder above it, or as itself.
class Repository : public StandInProject {
public:
  Repository(const fs::path& root, const fs::path& at) : StandInProject(at), root_(root) {
    write_file(folder / ".gitignore", "build/\nmisfire.out/\n*.yml\n*.diff\n");
    git("init -q");
    git("config user.name Somebody");
    git("config user.email somebody@example.com");
    commit();
  }
  std::string git(const std::string& words) const {
    const Ran ran = run_command(root_, "git " + words);
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    return ran.output;
  }
  void commit() const { git("add -A && git commit -q -m All"); }

  /// The ids that `list` prints with these words.
  std::vector<std::string> listed(const std::string& words) const {
    const Ran ran = misfire("list" + operators + words);
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    std::istringstream lines(ran.output);
    std::vector<std::string> ids;
    for (std::string line; std::getline(lines, line);)
      if (line.find('@') != std::string::npos) ids.push_back(line.substr(0, line.find("  ")));
    return ids;
  }

private:
  fs::path root_;
};

class WiringSince : public Wiring {
protected:
  static const Repository& repository() {
    static const Repository whole(beside("repository"), beside("repository"));
    return whole;
  }
  static const Repository& part() {
    static const Repository below = [] {
      fs::create_directories(beside("outer"));
      return Repository(beside("outer"), beside("outer/inner project"));
    }();
    return below;
  }

  /// Changes one line of the model, and expects its mutant alone.
  static void expect_the_changed_line(const Repository& of) {
    const Changed spaced(of / "include/model.h", "inner = torch::relu", "inner =  torch::relu");
    EXPECT_THAT(of.listed(" --since HEAD"), ElementsAre("ARM@include/model.h:12:34"));
  }
};

TEST_F(WiringSince, a_revision_leaves_the_mutants_on_lines_that_have_changed) {
  EXPECT_EQ(repository().listed("").size(), 6u);
  EXPECT_THAT(repository().listed(" --since HEAD"), IsEmpty());
  expect_the_changed_line(repository());
}

TEST_F(WiringSince, the_line_above_one_that_has_changed_has_not) {
  const Repository& of = repository();
  const Changed spaced(of / "include/model.h", "Linear(width, 1)", "Linear(width,  1)");
  EXPECT_THAT(of.listed(" --since HEAD"), ElementsAre("WRB@include/model.h:9:36"));
}

TEST_F(WiringSince, a_project_in_a_folder_of_its_repository_is_seen_alike) {
  expect_the_changed_line(part());
}

TEST_F(WiringSince, the_users_settings_of_git_change_nothing) {
  for (const std::string setting : {"diff.mnemonicPrefix true", "diff.noprefix true", "diff.relative true",
                                    "color.ui always", "diff.external false"}) {
    SCOPED_TRACE(setting);
    part().git("config " + setting);
    expect_the_changed_line(part());
    part().git("config --unset " + setting.substr(0, setting.find(' ')));
  }
}

TEST_F(WiringSince, a_file_that_git_does_not_know_yet_has_changed) {
  const Repository& of = repository();
  const std::string model = contents_of(of / "include/model.h");
  of.git("rm -q --cached include/model.h && git commit -q -m 'Without the model'");
  EXPECT_THAT(of.listed(" --since HEAD"), ElementsAre("WRB@include/model.h:8:42", "WRB@include/model.h:9:36",
                                                      "ARM@include/model.h:12:33"));
  of.commit();
  EXPECT_THAT(of.listed(" --since HEAD"), IsEmpty());
  EXPECT_EQ(of.listed(" --since HEAD~1").size(), 3u);
}

TEST_F(WiringSince, a_comment_has_no_mutants_and_passes_every_threshold) {
  const Repository& of = repository();
  const Changed comment(of / "lib/training.cpp", "// The model is trained on these.",
                        "// It is trained on these.");
  const std::string sentence =
      "No mutant is left to train: no line has changed on which a fault could stand.\n";
  const Ran since = of.misfire("run --since HEAD --threshold 0.9");
  EXPECT_EQ(since.exit_code, 0) << since.output;
  EXPECT_THAT(since.output, HasSubstr(sentence));

  write_file(of / "comment.diff", of.git("diff"));
  const Ran in_diff = of.misfire("run --in-diff comment.diff --threshold 0.9");
  EXPECT_EQ(in_diff.exit_code, 0) << in_diff.output;
  EXPECT_THAT(in_diff.output, HasSubstr(sentence));
}

TEST_F(WiringSince, a_diff_leaves_the_mutants_on_its_lines_and_a_wrong_revision_or_diff_is_refused) {
  const Repository& of = repository();
  {
    const Changed later(of / "app/train.cpp", "epoch < 12;", "epoch <  12;");
    write_file(of / "epochs.diff", of.git("diff --unified=0"));
    EXPECT_THAT(of.listed(" --in-diff epochs.diff"), ElementsAre("HNE@app/train.cpp:28:3"));
  }
  const Ran unknown = of.misfire("list --since no-such-revision");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output, HasSubstr("since no-such-revision failed:"));
  const Ran no_diff = of.misfire("list --in-diff misfire.yml");
  EXPECT_EQ(no_diff.exit_code, 1);
  EXPECT_THAT(no_diff.output, HasSubstr("This is no unified diff"));
}

} // namespace
} // namespace misfire
