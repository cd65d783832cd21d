#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/wait.h>

using testing::AllOf;
using testing::Gt;
using testing::HasSubstr;
using testing::Lt;

namespace {

struct Ended {
  int exit_code = -1;
  std::string output; // both streams
};

Ended run(const std::string& command) {
  Ended ended;
  FILE* pipe = popen(("OMP_NUM_THREADS=1 " + command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe))
    ended.output.append(buffer.data(), count);
  const int status = pclose(pipe);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ended;
}

// The number behind the last `name` in `output`; NaN, which no test accepts, if there is none.
double metric(const std::string& output, const std::string& name) {
  const auto found = output.rfind(name);
  return found == std::string::npos ? std::nan("")
                                    : std::strtod(output.c_str() + found + name.size(), nullptr);
}

const std::string kShort = std::string(MNIST_CNN) + " --train-samples 500 --test-samples 300 --epochs 2";

TEST(MnistCnn, a_short_training_prints_its_losses_and_accuracies) {
  const Ended ended = run(kShort);
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_LT(metric(ended.output, "Epoch  2: loss "), metric(ended.output, "Epoch  1: loss "));
  // Guessing gives 0.1.
  EXPECT_THAT(metric(ended.output, "Test accuracy: "), AllOf(Gt(0.2), Lt(1)));
  EXPECT_THAT(metric(ended.output, "Train accuracy: "), AllOf(Gt(0.2), Lt(1)));
}

TEST(MnistCnn, one_seed_and_one_thread_give_the_same_bits) {
  const Ended once = run(kShort);
  ASSERT_EQ(once.exit_code, 0) << once.output;
  EXPECT_EQ(run(kShort).output, once.output);
}

TEST(MnistCnn, a_folder_without_data_is_named_and_the_exit_code_is_1) {
  const Ended ended = run(std::string(MNIST_CNN) + " --data /nowhere");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("cannot open /nowhere/train-images-idx3-ubyte"));
}

TEST(MnistCnn, options_it_does_not_know_or_cannot_read_are_refused) {
  for (const char* arguments :
       {" --epoch 3", " --epochs", " --epochs 0", " --epochs three", " --epochs 3x"}) {
    const Ended ended = run(MNIST_CNN + std::string(arguments));
    EXPECT_EQ(ended.exit_code, 1) << arguments;
    EXPECT_THAT(ended.output, HasSubstr("mnist_cnn: ")) << arguments;
  }
}

TEST(FashionMlp, a_training_prints_losses_and_accuracies_well_above_chance) {
  const Ended ended = run(FASHION_MLP);
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(metric(ended.output, "Test loss: "), AllOf(Gt(0), Lt(1)));
  EXPECT_THAT(metric(ended.output, "Train loss: "), AllOf(Gt(0), Lt(1)));
  // Ten runs: 0.82 and 0.91, standard deviation 0.006 both.
  EXPECT_THAT(metric(ended.output, "test accuracy: "), AllOf(Gt(0.77), Lt(0.87)));
  EXPECT_THAT(metric(ended.output, "train accuracy: "), AllOf(Gt(0.86), Lt(0.96)));
}

TEST(FashionMlp, one_seed_and_one_thread_give_the_same_bits) {
  const std::string seeded(SEEDED_FASHION_MLP);
  const Ended once = run("MISFIRE_SEED=1 " + seeded);
  ASSERT_EQ(once.exit_code, 0) << once.output;
  EXPECT_EQ(run("MISFIRE_SEED=1 " + seeded).output, once.output);
  EXPECT_NE(run("MISFIRE_SEED=2 " + seeded).output, once.output);
}

// The data are drawn from before the network is: a test set of another size must not move what comes after.
TEST(FashionMlp, other_test_images_change_what_is_tested_and_not_what_is_trained) {
  const std::string seeded = "MISFIRE_SEED=1 " + std::string(SEEDED_FASHION_MLP);
  const Ended one = run(seeded), other = run(seeded + " --test-images 300");
  ASSERT_EQ(other.exit_code, 0) << other.output;
  EXPECT_EQ(metric(one.output, "Train loss: "), metric(other.output, "Train loss: "));
  EXPECT_NE(metric(one.output, "Test loss: "), metric(other.output, "Test loss: "));
  const Ended elsewhere = run(seeded + " --test-data /nowhere");
  EXPECT_EQ(elsewhere.exit_code, 1);
  EXPECT_THAT(elsewhere.output, HasSubstr("cannot open /nowhere/t10k-images-idx3-ubyte"));
}

TEST(FashionMlp, a_folder_without_data_is_named_and_the_exit_code_is_1) {
  const Ended ended = run(std::string(FASHION_MLP) + " --data /nowhere");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("cannot open /nowhere/train-images-idx3-ubyte"));
}

} // namespace
