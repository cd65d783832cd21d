// From a survivor to better test data on the bundled fashion_mlp: which inputs do the work, how they look,
// and other test data judged without training. Its training is made short.
#include "tests/cli/command_line.h"
#include "tests/cli/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

constexpr const char* images = "/usr/share/datasets/fashion-mnist";

class Fashion : public ::testing::Test {
protected:
  /// A campaign of two mutants, whose networks are kept.
  static void SetUpTestSuite() {
    project = fs::temp_directory_path() / ("misfire-fashion-" + std::to_string(getpid()));
    fs::remove_all(project);
    fs::create_directories(project / "data");
    for (const auto& file : fs::directory_iterator(images))
      fs::copy(file.path(), project / "data" / file.path().filename());
    for (const char* part : {"fashion_mlp/main.cpp", "fashion_mlp/test_sets.py", "idx/idx.cpp", "idx/idx.h"})
      write_file(project / part, contents_of(fs::path(MISFIRE_SOURCE_DIR) / "subjects" / part));
    replace("kEpochs = 8", "kEpochs = 3");
    replace("kTrainImages = 2000", "kTrainImages = 640");
    write_file(project / "CMakeLists.txt",
               "cmake_minimum_required(VERSION 3.18)\nproject(fashion CXX)\nset(CMAKE_CXX_STANDARD 17)\n"
               "find_package(Torch REQUIRED)\nfind_package(ZLIB REQUIRED)\n"
               "add_executable(fashion_mlp fashion_mlp/main.cpp idx/idx.cpp)\n"
               "target_include_directories(fashion_mlp PRIVATE idx)\n"
               "target_link_libraries(fashion_mlp PRIVATE ZLIB::ZLIB ${TORCH_LIBRARIES})\n");
    const Ran configured = run_command(project, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release "
                                                "-DCMAKE_CXX_FLAGS_RELEASE=-O0");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
    configuration = "build: build\ntarget: fashion_mlp\narguments: [--data, data]\ndata: [data]\nmetrics:\n" +
                    metric("test") + metric("train") +
                    "runs: {baseline: 6, mutant: 6}\njobs: 2\nthreads: 1\nkeep: 1GB\n";
    write_file(project / "misfire.yml", configuration);
    const Ran ran = run();
    ASSERT_EQ(ran.exit_code, 0) << ran.output;
  }
  static void TearDownTestSuite() { fs::remove_all(project); }

  static std::string metric(const std::string& suite) {
    return "  - {name: " + suite + "_accuracy, suite: " + suite + ", pattern: '" + suite +
           " accuracy: ([0-9.]+)', goal: maximize}\n";
  }
  static Ran run(const std::string& more = "") {
    return run_misfire(project, "run --exact --operators WRB,WCI=ones --max-mutants 2 " + more);
  }
  /// What a command line prints, which must succeed.
  static std::string printed(const std::string& words) {
    const Ran ran = run_command(project, words);
    EXPECT_EQ(ran.exit_code, 0) << words << "\n" << ran.output;
    return ran.output;
  }
  static void replace(const std::string& old, const std::string& by) {
    std::string text = contents_of(project / "fashion_mlp/main.cpp");
    ASSERT_NE(text.find(old), text.npos) << old;
    write_file(project / "fashion_mlp/main.cpp", text.replace(text.find(old), old.size(), by));
  }
  /// The first `cells` cells of each row of verdicts.csv.
  static std::set<std::string> verdicts(std::size_t cells) {
    std::set<std::string> all;
    for (const std::string& row : verdicts_in(project / "misfire.out")) {
      std::size_t end = 0;
      for (std::size_t i = 0; i < cells && end != row.npos; ++i)
        end = row.find(',', end + 1);
      all.insert(row.substr(0, end));
    }
    return all;
  }
  /// The mutants that are killed on a suite.
  static std::set<std::string> killed_on(const std::string& suite) {
    std::set<std::string> killed;
    for (const std::string& row : verdicts_in(project / "misfire.out"))
      if (row.find("," + suite + ",killed,") != row.npos) killed.insert(row.substr(0, row.find(',')));
    return killed;
  }

  static fs::path project;
  static std::string configuration;
};
fs::path Fashion::project;
std::string Fashion::configuration;

TEST_F(Fashion, has_inputs_that_another_program_computes_alike_and_that_can_be_looked_at) {
  printed("'" MISFIRE_BINARY "' inputs --format json > inputs.json");
  EXPECT_THAT(printed("python3 '" MISFIRE_SOURCE_DIR "/tests/report/check_inputs.py' inputs.json"),
              ContainsRegex("2 mutants, [0-9]+ redundancies"));
  EXPECT_THAT(printed("'" MISFIRE_BINARY "' inputs"), ContainsRegex("Suite test: 1000 inputs"));
  const std::string page = contents_of(project / "misfire.out/report.html");
  EXPECT_THAT(page, HasSubstr("\"pictures\":[{\"height\":28,\"image\":\"data:image/png;base64,"));
  const auto kept = std::distance(fs::directory_iterator(project / "misfire.out/inputs"), {});
  EXPECT_GE(kept, 20);
  EXPECT_LE(kept, 201) << "the file that says which are wanted is beside them";
}

TEST_F(Fashion, is_judged_on_weak_strong_and_shifted_test_sets_and_on_the_subset_without_training) {
  printed("'" MISFIRE_BINARY "' inputs --format json > inputs.json");
  const std::string sets = "python3 fashion_mlp/test_sets.py ";
  const std::string few = printed(sets + "subset inputs.json few");
  EXPECT_LE(std::stoi(few), 500) << "at most half of the inputs keep every kill";
  printed(sets + "easy inputs.json easy 100");
  printed(sets + "shifted noisy 300");
  const auto suite = [&](const std::string& name, const std::string& folder, const std::string& count) {
    return "  " + name + ": {arguments: [--data, data, --test-data, " + folder + ", --test-images, '" +
           count + "'], data: [data, " + folder + "]}\n";
  };
  write_file(project / "misfire.yml", configuration + "suites:\n" + suite("weak", "easy", "100") +
                                          suite("strong", "data", "2000") + suite("shifted", "noisy", "300") +
                                          suite("few", "few", few.substr(0, few.find('\n'))));
  const std::set<std::string> killed = killed_on("test");
  EXPECT_FALSE(killed.empty());
  const Ran judged = run();
  write_file(project / "misfire.yml", configuration);
  ASSERT_EQ(judged.exit_code, 0) << judged.output;
  EXPECT_THAT(judged.output, HasSubstr("\n0 runs trained in "));
  EXPECT_THAT(judged.output, HasSubstr("made to judge 4 suites; nothing was trained for them."));
  EXPECT_THAT(judged.output, ContainsRegex("  strong +weak  +[0-9]+ +[0-9.]+ % +[0-9.]+ % +-?[0-9.]+ %"));
  EXPECT_THAT(killed_on("few"), IsSupersetOf(killed)) << "the program itself, run on the subset";
}

TEST_F(Fashion, is_judged_on_other_test_images_without_training) {
  printed("python3 fashion_mlp/test_sets.py shifted noisy 1000");
  for (const char* name : {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
    fs::remove(project / "data" / (std::string(name) + ".gz"));
    fs::copy(project / "noisy" / name, project / "data" / name, fs::copy_options::overwrite_existing);
  }
  const std::set<std::string> before = verdicts(25);
  const Ran replayed = run();
  ASSERT_EQ(replayed.exit_code, 0) << replayed.output;
  EXPECT_THAT(replayed.output, HasSubstr("\n2 runs trained in "))
      << "the program's, to see that it is as it was";
  EXPECT_NE(verdicts(25), before);
  for (const char* name : {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
    fs::remove(project / "data" / name);
    fs::copy(fs::path(images) / (std::string(name) + ".gz"), project / "data" / (std::string(name) + ".gz"));
  }
}

TEST_F(Fashion, is_judged_on_twice_the_test_images_as_if_it_had_been_trained) {
  replace("kTestImages = 1000", "kTestImages = 2000");
  const Ran replayed = run();
  ASSERT_EQ(replayed.exit_code, 0) << replayed.output;
  EXPECT_THAT(replayed.output, HasSubstr("\n2 runs trained in "));
  EXPECT_THAT(replayed.output, HasSubstr("rest on networks that were kept."));
  const std::set<std::string> numbers = verdicts(25);
  const Ran anew = run("--retrain");
  ASSERT_EQ(anew.exit_code, 0) << anew.output;
  EXPECT_EQ(verdicts(25), numbers);
}

} // namespace
} // namespace misfire
