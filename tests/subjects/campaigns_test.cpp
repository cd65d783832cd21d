// A short campaign on each subject that is not part of misfire's own build: its baseline, and one mutant that
// nobody could overlook.
#include "tests/cli/command_line.h"
#include "tests/subjects/written_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;

struct Short {
  std::string subject;
  std::string arguments; // its own, as in misfire.yml
  std::string score;     // "error" or "accuracy"
  double guessing = 0;   // what a network without training scores at best
  std::string fault;

  friend std::ostream& operator<<(std::ostream& out, const Short& campaign) {
    return out << campaign.subject;
  }
};

/// misfire compiles what a program includes to a module, which is most of the time of a short campaign: with
/// the same headers, and the same folders to find them in, all programs share one.
void copy_subjects_with_common_headers(const fs::path& project) {
  fs::copy(MISFIRE_SOURCE_DIR "/subjects", project / "subjects", fs::copy_options::recursive);
  std::string includes;
  for (const char* header : {"torch/torch.h", "algorithm", "cmath", "cstdint", "cstdio", "exception",
                             "fstream", "iostream", "limits", "map", "memory", "random", "sstream",
                             "stdexcept", "string", "unordered_map", "utility", "vector"})
    includes += std::string("#include <") + header + ">\n";
  for (const char* subject : {"recommender", "speakers", "gaze", "steering"}) {
    const fs::path source = project / "subjects" / subject / "main.cpp";
    write_file(source, includes + contents_of(source));
  }
  write_file(project / "CMakeLists.txt",
             "cmake_minimum_required(VERSION 3.18)\nproject(subjects LANGUAGES CXX)\n"
             "include_directories(subjects/arguments subjects/rendering subjects/speakers)\n"
             "add_subdirectory(subjects)\n");
}

class Campaigns : public testing::TestWithParam<Short> {
protected:
  static void SetUpTestSuite() {
    project = fs::temp_directory_path() / ("misfire-campaigns-" + std::to_string(getpid()));
    fs::remove_all(project);
    fs::create_directories(project);
    write_ratings(project / "ratings.csv");
    write_sounds(project / "sounds");
    copy_subjects_with_common_headers(project);
    const Ran configured =
        run_command(project, "cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release "
                             "-DCMAKE_CXX_FLAGS_RELEASE=-O0"); // compiling takes longer than training
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
  }
  static void TearDownTestSuite() { fs::remove_all(project); }

  static fs::path project;
};
fs::path Campaigns::project;

std::string configuration(const Short& campaign) {
  const std::string goal = campaign.score == "error" ? "minimize" : "maximize";
  const auto metric = [&](const std::string& suite, const std::string& before) {
    return "  - {name: " + suite + ", suite: " + suite + ", pattern: '" + before + campaign.score +
           ": ([0-9.]+)', goal: " + goal + "}\n";
  };
  return "build: build\ntarget: " + campaign.subject + "\narguments: [" + campaign.arguments +
         "]\nmetrics:\n" + metric("test", "Test ") + metric("weak", "Weak test ") +
         metric("train", "Train ") + "runs: {baseline: 3, mutant: 3}\njobs: 1\nthreads: 1\ntimeout: 20x\n";
}

/// verdicts.csv's first row of a suite, by the names of its columns.
std::map<std::string, std::string> row_of(const std::string& suite, const std::string& csv) {
  std::istringstream lines(csv);
  std::string header, line;
  std::getline(lines, header);
  while (std::getline(lines, line)) {
    std::map<std::string, std::string> row;
    std::istringstream names(header), values(line);
    for (std::string name, value; std::getline(names, name, ',') && std::getline(values, value, ',');)
      row[name] = value;
    if (row["suite"] == suite) return row;
  }
  return {};
}

TEST_P(Campaigns, train_better_than_guessing_and_notice_a_fault) {
  const Short& campaign = GetParam();
  write_file(project / "misfire.yml", configuration(campaign));
  const Ran ran = run_misfire(project, "run --max-mutants 1 --operators " + campaign.fault);
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  for (const std::string suite : {"test", "weak", "train"}) {
    auto row = row_of(suite, contents_of(project / "misfire.out/verdicts.csv"));
    ASSERT_FALSE(row.empty()) << ran.output;
    const double score = std::stod(row["mean_baseline"]);
    if (suite == "weak") continue;
    EXPECT_TRUE(campaign.score == "error" ? score < campaign.guessing : score > campaign.guessing) << score;
    EXPECT_EQ(row["verdict"], "killed") << row["mutant"];
  }
}

INSTANTIATE_TEST_SUITE_P(
    Bundled, Campaigns,
    testing::Values(Short{"recommender", "--ratings, ratings.csv, --epochs, '20'", "error", 1.0, "STN=never"},
                    Short{"speakers", "--sounds, sounds, --weak-clips, '10'", "accuracy", 0.7, "STN=never"},
                    Short{"gaze", "--train-eyes, '300', --test-eyes, '100', --epochs, '4'", "error", 15,
                          "WCI=zeros"},
                    Short{"steering", "--train-roads, '200', --test-roads, '100', --epochs, '3'", "error", 5,
                          "STN=never"}),
    [](const auto& campaign) { return campaign.param.subject; });

} // namespace
} // namespace misfire
