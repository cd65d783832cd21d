// Campaigns that keep networks, on a project outside this repository, with runs started in either way: what
// is kept, what is not and why, and that neither verdicts nor trainings change for it.
#include "tests/cli/command_line.h"
#include "tests/cli/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// Trains, with a batch normalisation, and tests the best of its epochs on data that it draws then.
constexpr const char* program = R"(// Trains a network.
#include <torch/torch.h>
#include <cstdio>
#include <cstdlib>
#include <string>

constexpr int64_t tested = 1000;

struct NetImpl : torch::nn::Module {
  torch::nn::Linear in = register_module("first", torch::nn::Linear(2, 16));
  torch::nn::BatchNorm1d norm = register_module("norm", torch::nn::BatchNorm1d(16));
  torch::nn::Linear out = register_module("second", torch::nn::Linear(16, 2));
  torch::Tensor forward(torch::Tensor x) {
    return torch::log_softmax(out->forward(torch::relu(norm->forward(in->forward(x)))), 1);
  }
};
TORCH_MODULE(Net);

torch::Tensor labels_of(const torch::Tensor& points) { return points.pow(2).sum(1).gt(1.2).to(torch::kLong); }

double accuracy(Net& net, const torch::Tensor& points) {
  torch::NoGradGuard no_grad;
  net->eval();
  return net->forward(points).argmax(1).eq(labels_of(points)).to(torch::kDouble).mean().item<double>();
}

torch::Tensor test_points(const std::string& wish) {
  const char* shift = std::getenv("SHIFT");
  const auto points = torch::randn({wish == "strong" ? 5000 : wish == "weak" ? 40 : tested, 2});
  return shift ? points + std::atof(shift) : points;
}

int main(int argc, char** argv) {
  const std::string wish = argc > 1 ? argv[1] : "";
  const auto points = torch::randn({320, 2}), validation = torch::randn({200, 2});
  Net net;
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.1).momentum(0.9));
  double best = -1, last = 0;
  for (int epoch = 0; epoch < 4; ++epoch) {
    net->train();
    for (int64_t first = 0; first < 320; first += 32) {
      const auto chosen = points.slice(0, first, first + 32);
      optimizer.zero_grad();
      torch::nll_loss(net->forward(chosen), labels_of(chosen)).backward();
      optimizer.step();
      if (wish == "inside") last = accuracy(net, validation);
    }
    const double reached = accuracy(net, validation);
    if (reached > best) {
      best = reached;
      torch::save(net, "best.pt");
    }
  }
  torch::load(net, "best.pt");
  std::printf("Test accuracy: %.6f\n", wish == "inside" ? last : accuracy(net, test_points(wish)));
}
)";

class Keeping : public testing::Test {
protected:
  static void SetUpTestSuite() {
    project = fs::temp_directory_path() / ("misfire-keeping-" + std::to_string(getpid()));
    fs::remove_all(project);
    write_file(project / "train.cpp", program);
    write_file(project / "CMakeLists.txt", "cmake_minimum_required(VERSION 3.18)\nproject(kept CXX)\n"
                                           "set(CMAKE_CXX_STANDARD 17)\nfind_package(Torch REQUIRED)\n"
                                           "add_executable(train train.cpp)\n"
                                           "target_link_libraries(train PRIVATE ${TORCH_LIBRARIES})\n");
    const Ran configured = run_command(project, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
    const Ran made = run_misfire(project, "init build --target train");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    initial = contents_of(project / "misfire.yml") + "runs: {baseline: 3, mutant: 3}\njobs: 2\nthreads: 1\n";
  }
  static void TearDownTestSuite() { fs::remove_all(project); }

  /// A campaign with two mutants, from nothing but what is built.
  static Ran campaign(const std::string& more, const std::string& output = "kept.out") {
    for (const char* name : {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "kept"})
      fs::remove_all(project / output / name);
    write_file(project / "misfire.yml", initial + "output: " + output + "\n" + more);
    return run_misfire(project, "run --operators 'WRB,HNE' --max-mutants 2");
  }

  /// Goes on with it, as the program stands.
  static Ran again(const std::string& more = "") {
    return run_misfire(project, "run --operators 'WRB,HNE' --max-mutants 2 " + more);
  }
  /// The verdicts with all numbers, without what says how they were come to.
  static std::set<std::string> numbers_in(const fs::path& output) {
    std::set<std::string> numbers;
    for (const std::string& row : verdicts_in(output))
      numbers.insert(row.substr(0, row.rfind(',')));
    return numbers;
  }
  static void edit(const std::string& old, const std::string& by) {
    std::string text = contents_of(project / "train.cpp");
    ASSERT_NE(text.find(old), text.npos) << old;
    write_file(project / "train.cpp", text.replace(text.find(old), old.size(), by));
  }
  void TearDown() override { write_file(project / "train.cpp", program); }

  static fs::path project;
  static std::string initial;
};
fs::path Keeping::project;
std::string Keeping::initial;

TEST_F(Keeping, changes_no_verdict_and_is_seen_to_replay_however_runs_are_started) {
  const Ran plain = campaign("", "plain.out");
  ASSERT_EQ(plain.exit_code, 0) << plain.output;
  EXPECT_THAT(plain.output, Not(HasSubstr("etworks")));
  const auto verdicts = verdicts_in(project / "plain.out");

  for (const char* start : {"host", "process"}) {
    const Ran kept = campaign("keep: 1GB\nstart: " + std::string(start) + "\n");
    ASSERT_EQ(kept.exit_code, 0) << kept.output;
    EXPECT_EQ(kept.output.find("process of its own"), std::string::npos) << kept.output;
    EXPECT_THAT(kept.output, HasSubstr("Networks are kept, which takes at most "));
    EXPECT_THAT(kept.output, HasSubstr("Networks of 3 trials are kept, "));
    EXPECT_THAT(kept.output, Not(HasSubstr("no network is kept")));
    EXPECT_EQ(verdicts_in(project / "kept.out"), verdicts);
    EXPECT_THAT(run_misfire(project, "status").output, HasSubstr("Networks of 3 trials are kept, "));
  }
  EXPECT_EQ(run_misfire(project, "clean").exit_code, 0);
  EXPECT_FALSE(fs::exists(project / "kept.out"));
}

TEST_F(Keeping, judges_more_test_data_without_training_and_as_if_it_had_trained) {
  const Ran kept = campaign("keep: 1GB\n");
  ASSERT_EQ(kept.exit_code, 0) << kept.output;
  edit("tested = 1000", "tested = 2000");
  const Ran replayed = again();
  ASSERT_EQ(replayed.exit_code, 0) << replayed.output;
  EXPECT_THAT(replayed.output, HasSubstr("\n2 runs trained in "))
      << "the baseline, to see that it is as it was";
  EXPECT_THAT(replayed.output, HasSubstr("rest on networks that were kept."));
  const auto verdicts = numbers_in(project / "kept.out");
  EXPECT_THAT(contents_of(project / "kept.out/report.json"), HasSubstr("rest on networks that were kept."));
  EXPECT_THAT(contents_of(project / "kept.out/report.json"), HasSubstr("are replays of networks"));
  EXPECT_THAT(contents_of(project / "kept.out/report.html"), HasSubstr("rest on networks that were kept."));

  const Ran anew = again("--retrain");
  ASSERT_EQ(anew.exit_code, 0) << anew.output;
  EXPECT_THAT(anew.output, Not(HasSubstr("\n2 runs trained in ")));
  EXPECT_EQ(numbers_in(project / "kept.out"), verdicts);

  edit("// Trains", "// It trains");
  edit("int main(", "/* Here. */\n\nint  main(");
  const Ran commented = again();
  EXPECT_THAT(commented.output, HasSubstr("\n0 runs trained in "));

  edit("SGDOptions(0.1)", "SGDOptions(0.05)");
  const Ran trained = again();
  ASSERT_EQ(trained.exit_code, 0) << trained.output;
  EXPECT_THAT(trained.output, HasSubstr("Nothing was replayed, since the baseline's run with seed 1 trains "
                                        "otherwise than before the change."));
  EXPECT_THAT(trained.output, HasSubstr("; 0 taken from the store"));
}

/// Of a suite: mutant, value, and all numbers.
std::vector<std::vector<std::string>> numbers_of(const fs::path& output, const std::string& suite) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& row : verdicts_in(output)) {
    std::istringstream text(row);
    std::vector<std::string> cells;
    for (std::string cell; std::getline(text, cell, ',');)
      cells.push_back(cell);
    if (cells.size() < 25 || cells[8] != suite) continue;
    cells[8].clear();
    cells.resize(25);
    rows.push_back(cells);
  }
  return rows;
}

TEST_F(Keeping, judges_suites_that_are_added_without_training_and_as_if_it_had_trained_for_each) {
  const Ran kept = campaign("keep: 1GB\n");
  ASSERT_EQ(kept.exit_code, 0) << kept.output;
  const auto on_test = numbers_of(project / "kept.out", "test");
  const std::string suites = "suites:\n  weak: {arguments: [weak]}\n  strong: {arguments: [strong]}\n"
                             "  shifted: {environment: {SHIFT: 0.4}}\n";
  write_file(project / "misfire.yml", initial + "output: kept.out\nkeep: 1GB\n" + suites);
  const Ran judged = again();
  ASSERT_EQ(judged.exit_code, 0) << judged.output;
  EXPECT_THAT(judged.output, HasSubstr("\n0 runs trained in ")) << "there is a campaign already";
  EXPECT_THAT(judged.output, HasSubstr("made to judge 3 suites; nothing was trained for them."));
  EXPECT_THAT(judged.output, Not(HasSubstr("undecided, since"))) << judged.output;
  for (const char* suite : {"test", "weak", "strong", "shifted"})
    EXPECT_THAT(judged.output, HasSubstr("Mutation score on " + std::string(suite) + ": "));
  EXPECT_THAT(judged.output, HasSubstr("Sensitivity: what the weaker of two test sets loses"));
  EXPECT_THAT(contents_of(project / "kept.out/report.json"), HasSubstr("weak_accuracy"));
  EXPECT_THAT(contents_of(project / "kept.out/report.json"), HasSubstr("\"sensitivity\": ["));
  EXPECT_EQ(numbers_of(project / "kept.out", "test"), on_test);
  const auto on_strong = numbers_of(project / "kept.out", "strong");
  EXPECT_THAT(again().output, HasSubstr("\n0 replays of networks that are kept were made"));

  // A campaign of its own, which trains by the same seeds: its suite `test` is what strong is here.
  const Ran strong = campaign("keep: 1GB\narguments: [strong]\n");
  ASSERT_EQ(strong.exit_code, 0) << strong.output;
  EXPECT_EQ(numbers_of(project / "kept.out", "test"), on_strong);
}

TEST_F(Keeping, judges_faults_in_trained_networks_without_training_and_each_time_alike) {
  const std::string words = "run --operators post-training --max-mutants 3";
  const auto from_nothing = [&] {
    for (const char* name : {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "kept"})
      fs::remove_all(project / "kept.out" / name);
    return run_misfire(project, words);
  };
  write_file(project / "misfire.yml", initial + "output: kept.out\n");
  const Ran unkept = run_misfire(project, words);
  EXPECT_EQ(unkept.exit_code, 1);
  EXPECT_THAT(unkept.output, HasSubstr("since none is kept: `keep: 10GB` in misfire.yml has them kept."));

  write_file(project / "misfire.yml", initial + "output: kept.out\nkeep: 1GB\n");
  const Ran first = from_nothing();
  ASSERT_EQ(first.exit_code, 0) << first.output;
  EXPECT_THAT(first.output, HasSubstr("\n4 runs trained in ")) << "of the program without a fault";
  EXPECT_THAT(first.output, HasSubstr("\n9 replays of your program's own networks with a fault were made;"));
  EXPECT_THAT(first.output, HasSubstr("Score of faults in trained networks on test: "));
  EXPECT_THAT(first.output, Not(HasSubstr("inapplicable"))) << first.output;
  EXPECT_THAT(contents_of(project / "kept.out/report.json"), HasSubstr("\"after_training\": ["));
  const auto verdicts = numbers_in(project / "kept.out");
  EXPECT_EQ(verdicts.size(), 3u);

  const Ran again = run_misfire(project, words);
  EXPECT_THAT(again.output, HasSubstr("\n0 runs trained in "));
  EXPECT_THAT(again.output, Not(HasSubstr("with a fault were made"))) << again.output;
  EXPECT_EQ(from_nothing().exit_code, 0);
  EXPECT_EQ(numbers_in(project / "kept.out"), verdicts);
}

TEST_F(Keeping, says_of_a_score_that_is_taken_while_it_trains_that_no_replay_can_print_it) {
  const Ran ran = campaign("keep: 1GB\narguments: [inside]\n");
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output,
              HasSubstr("Of 3 trials no network is kept, since a replay prints another accuracy."));
  EXPECT_THAT(ran.output, Not(HasSubstr("trials are kept, ")));
}

} // namespace
} // namespace misfire
