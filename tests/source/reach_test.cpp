// Which edits of a program can reach its training, by the names that they touch.
#include "tests/source/reach_fixture.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

namespace misfire {
namespace {

using namespace testing;
using ::testing::HasSubstr;

TEST(Reach, comments_and_white_space_reach_nothing) {
  EXPECT_EQ(found("double run(", "/* trains */ double run( "), "");
}

TEST(Reach, the_test_side_is_told_from_training) {
  EXPECT_EQ(found("kTestImages = 1000", "kTestImages = 2000"), "") << "a constant that only test data use";
  EXPECT_EQ(found("\"t10k\"", "\"t10k-2025\""), "") << "what only test data are declared with";
  EXPECT_EQ(found("test_set, 500", "test_set, 250"), "");
  EXPECT_EQ(found("return right / count;", "return right / (count + 1);"), "") << "an evaluation after it";
  EXPECT_EQ(found("printf(\"Test accuracy", "printf(\"Accuracy"), "") << "a statement after it";
  EXPECT_EQ(found("accuracy);\n", "accuracy, evaluate(network, *train_loader));\n"), "")
      << "one with the network";
  EXPECT_EQ(found("  return accuracy;", "  if (verbose) printf(\"end\");\n  return accuracy;"), "");
  EXPECT_EQ(found("reached > 0.5", "reached > 0.75"), "") << "what becomes of its result";
  EXPECT_EQ(found("int main(", "double unused(double x) { return 2 * x; }\nint main("), "");
}

TEST(Reach, what_training_uses_reaches_it) {
  EXPECT_THAT(found("kEpochs = 4", "kEpochs = 5"), HasSubstr("main.cpp:37"));
  EXPECT_THAT(found("kTrainImages = 2000", "kTrainImages = 1000"), HasSubstr("main.cpp:33"));
  EXPECT_NE(found("sgd.zero_grad();", "network->zero_grad();"), "");
  EXPECT_NE(found("torch::optim::SGD sgd(network->parameters(), 0.1)",
                  "torch::optim::SGD sgd(network->parameters(), 0.2)"),
            "");
  EXPECT_NE(found("Linear(784, 10)", "Linear(784, 11)"), "") << "a class that TORCH_MODULE calls otherwise";
  EXPECT_NE(found("Stack<>()", "Stack<>(1)"), "") << "a function that training data come through, too";
  EXPECT_NE(found("#include <torch/torch.h>", "#include <torch/nn.h>"), "");
  EXPECT_NE(found("argv[1] : \"data\"", "argv[1] : \"other\""), "") << "an argument of a call that trains";
  EXPECT_NE(found("double run(const std::string& folder)", "double run(std::string folder)"), "");
}

TEST(Reach, what_draws_random_numbers_before_training_shifts_it) {
  EXPECT_NE(found("make_data_loader<torch::data::samplers::SequentialSampler>(test_set",
                  "make_data_loader(test_set"),
            "");
  EXPECT_NE(found("  Net network;", "  auto noise = torch::randn({3});\n  Net network;"), "");
}

TEST(Reach, what_is_done_before_training_counts_unless_it_only_declares) {
  EXPECT_NE(found("  Net network;", "  torch::set_num_threads(2);\n  Net network;"), "");
  EXPECT_EQ(found("  Net network;", "  const int64_t classes = 10;\n  Net network;"), "");
  EXPECT_NE(found("  Net network;", "  if (folder.empty()) return 0;\n  Net network;"), "");
  const std::string with_setting =
      replaced(program, "  Net network;", "  fill(test_set, verbose);\n  Net network;");
  EXPECT_TRUE(reach_of(with_setting, replaced(with_setting, "verbose = 0", "verbose = 1")))
      << "what is called may keep it";
}

TEST(Reach, an_evaluation_among_the_epochs_may_end_them) {
  const std::string among =
      replaced(program, "      sgd.step();\n    }\n",
               "      sgd.step();\n    }\n    if (evaluate(network, *test_loader) > 0.9) break;\n");
  EXPECT_TRUE(reach_of(among, replaced(among, "kTestImages = 1000", "kTestImages = 2000")));
  EXPECT_TRUE(reach_of(among, replaced(among, "return right / count", "return 1 - right / count")));
}

TEST(Reach, statements_in_another_order_or_block_count_as_changed) {
  EXPECT_NE(found("  auto train_set = load(folder, \"train\", kTrainImages);\n  auto test_set",
                  "  Net early;\n  auto train_set = load(folder, \"train\", kTrainImages);\n  "
                  "early->train();\n  auto test_set"),
            "");
  EXPECT_NE(found("      sgd.step();\n    }\n", "    }\n      sgd.step();\n"), "");
}

TEST(Reach, methods_that_train_are_known_by_their_class) {
  const std::string text = R"(constexpr int test_images = 10;
struct Trainer {
  void fit() { for (auto& batch : *train_loader) step(batch); }
};
int main() {
  Trainer trainer;
  auto test = load(test_images);
  trainer.fit();
  report(test);
}
)";
  EXPECT_EQ(reach_of(text, replaced(text, "images = 10", "images = 20")), std::nullopt);
  const std::string given = replaced(text, "trainer.fit()", "trainer.fit(test)");
  EXPECT_TRUE(reach_of(given, replaced(given, "images = 10", "images = 20")));
}

// bench/replay.sh makes these edits, and holds misfire to training nothing but the baseline's two runs.
TEST(Reach, both_subjects_can_be_tested_on_twice_the_images) {
  const auto subject = [](const std::string& name) {
    std::ifstream file(MISFIRE_SOURCE_DIR "/subjects/" + name + "/main.cpp");
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string perceptron = subject("fashion_mlp"), convolution = subject("mnist_cnn");
  EXPECT_EQ(reach_of(perceptron, replaced(perceptron, "kTestImages = 1000", "kTestImages = 2000")),
            std::nullopt);
  const auto loop = std::uint32_t(convolution.find("for (auto& batch : data_loader)"));
  const std::string images = "kTest, options.test_samples";
  EXPECT_EQ(find_reach({{"main.cpp", convolution}},
                       {{"main.cpp", replaced(convolution, images, "kTest, 2 * options.test_samples")}},
                       {{"main.cpp", loop}}),
            std::nullopt);
}

TEST(Reach, whatever_the_sources_are_there_is_an_answer) {
  for (const char* text :
       {"", "}", "{", "int main() {", "for (", "#define", "template <", "struct", "a::", "operator"})
    EXPECT_TRUE(reach_of(text, text)) << "there is no loop in " << text;
  const std::string cut = std::string(program).substr(0, 1400);
  EXPECT_NO_THROW(reach_of(cut, program));
  for (std::size_t size = 0; size < std::string(program).size(); size += 7)
    EXPECT_NO_THROW(reach_of(std::string(program).substr(0, size), program));
}

} // namespace
} // namespace misfire
