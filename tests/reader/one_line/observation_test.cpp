// Metrics and seeds: each form in a line.
#include "tests/reader/one_line/one_line.h"

using misfire::one_line::measured;
using misfire::one_line::printed;
using ::testing::ElementsAre;

namespace {

const std::string epochs = "for (int e = 0; e < 3; ++e) ";
const std::string batches =
    "auto loader = torch::data::make_data_loader(set().map(torch::data::transforms::Stack<>()), 64); for "
    "(int e = 0; e < 3; ++e) ";
const std::string batch = "for (auto& b : *loader) ";
const std::string train = "auto loss = torch::mse_loss(net(x), y); loss.backward(); optimizer.step(); ";
const std::string train_batch =
    "auto loss = torch::mse_loss(net(b.data), b.target); loss.backward(); optimizer.step(); ";

} // namespace

TEST(Metric, is_printed_by_printf) {
  EXPECT_SITES("double a = 0.5; std::printf(\"Test accuracy: %.3f\\n\", ^a);",
               "Metric 'Test accuracy: ' in 'Test accuracy: {}'");
}
TEST(Metric, is_printed_by_a_stream) {
  EXPECT_SITES("double a = 0.5; std::cout << \"accuracy \" << ^a << '\\n';",
               "Metric 'accuracy ' in 'accuracy {}'");
}
TEST(Metric, is_no_epochs_number) {
  EXPECT_SITES("for (int e = 0; e < 3; ++e) std::printf(\"epoch %d\\n\", ^e);", "nothing");
}
TEST(Seed, is_libtorchs) {
  EXPECT_SITES("^torch::manual_seed(1);", "Seed torch::manual_seed");
}
TEST(Seed, of_the_standard_library_is_not_controlled) {
  EXPECT_SITES("std::mt19937 ^random(1); ^srand(1);", "Seed std::mt19937 (not controlled)",
               "Seed std::srand (not controlled)");
}

TEST(Measured, a_loss_of_training_is_its_own_value) {
  EXPECT_THAT(measured(epochs + "{ " + train + "std::printf(\"loss %f\\n\", loss.item<double>()); }"),
              ElementsAre("loss.item<double>() is {torch::mse_loss(net(x), y)}"));
}
TEST(Measured, a_mean_of_an_epochs_losses_is_made_of_them) {
  EXPECT_THAT(measured(batches + "{ double sum = 0; int n = 0; " + batch + "{ " + train_batch +
                       "sum += loss.item<double>(); ++n; } std::cout << \"loss \" << sum / n << '\\n'; }"),
              ElementsAre("sum / n is {torch::mse_loss(net(b.data), b.target)}"));
}
TEST(Measured, a_loss_printed_among_batches_is_of_one) {
  EXPECT_THAT(
      measured(batches + batch + "{ " + train_batch + "std::printf(\"loss %f\\n\", loss.item<double>()); }"),
      ElementsAre("loss.item<double>() is {torch::mse_loss(net(b.data), b.target)}, of one batch"));
}
TEST(Measured, so_is_one_of_a_variable_made_outside_the_loop) {
  EXPECT_THAT(measured("Tensor loss; " + batches + batch +
                       "{ loss = torch::mse_loss(net(b.data), b.target); loss.backward(); optimizer.step(); "
                       "double shown = loss.item<double>(); std::cout << \"loss: \" << shown << '\\n'; }"),
              ElementsAre("shown is {torch::mse_loss(net(b.data), b.target)}, of one batch"));
}
TEST(Measured, so_is_one_that_a_function_of_a_batch_prints) {
  EXPECT_THAT(
      measured("void learn(Tensor in, Tensor target) { auto loss = torch::mse_loss(net(in), target); "
               "loss.backward(); optimizer.step(); std::printf(\"loss %f\\n\", loss.item<double>()); }\n"
               "int main() { " +
               batches + batch + "learn(b.data, b.target); }"),
      ElementsAre("loss.item<double>() is {torch::mse_loss(net(in), target)}, of one batch"));
}
TEST(Measured, a_running_mean_among_batches_is_not) {
  EXPECT_THAT(measured(batches + "{ double sum = 0; int n = 0; " + batch + "{ " + train_batch +
                       "sum += loss.item<double>(); std::cout << \"loss \" << sum / ++n << '\\n'; } }"),
              ElementsAre("sum / ++n is {torch::mse_loss(net(b.data), b.target)}"));
}
TEST(Measured, nor_is_one_of_tensors) {
  EXPECT_THAT(measured(batches + "{ Tensor sum = torch::rand({1}); " + batch + "{ " + train_batch +
                       "sum += loss; std::cout << \"loss \" << sum.item<double>() << '\\n'; } }"),
              ElementsAre("sum.item<double>() is {torch::mse_loss(net(b.data), b.target)}"));
}
TEST(Measured, a_loss_of_test_data_is_none_of_trainings) {
  EXPECT_THAT(measured(epochs + "{ " + train +
                       "} std::cout << \"test loss \" << "
                       "torch::mse_loss(net(y), x).item<double>() << '\\n';"),
              ElementsAre("torch::mse_loss(net(y), x).item<double>()"));
}
TEST(Measured, a_loss_of_test_data_by_the_function_that_trains_is) {
  EXPECT_THAT(measured("Tensor error(Tensor in, Tensor target) { return torch::mse_loss(net(in), target); }\n"
                       "int main() { " +
                       epochs +
                       "{ error(x, y).backward(); optimizer.step(); } "
                       "std::cout << \"test loss \" << error(y, x).item<double>() << '\\n'; }"),
              ElementsAre("error(y, x).item<double>() is {torch::mse_loss(net(in), target)}"));
}
TEST(Printed, are_numbers_that_no_name_tells_of) {
  EXPECT_THAT(printed("int right = 1, all = 2; std::cout << right << \" / \" << all << '\\n';"),
              ElementsAre("right in '{} / {}' at 0", "all in '{} / {}' at 1"));
}
TEST(Printed, are_numbers_under_a_name_in_another_language) {
  EXPECT_THAT(printed("double a = 0.5; std::printf(\"\u6b63\u786e\u7387 %.2f%%\\n\", a);"),
              ElementsAre("a in '\u6b63\u786e\u7387 {}%' at 0"));
}
TEST(Printed, are_neither_metrics_nor_counters_nor_texts) {
  EXPECT_THAT(
      printed("double a = 0.5; const char* name = \"n\"; std::cout << \"accuracy \" << a << name << '\\n';" +
              epochs + "std::printf(\"%d\\n\", e);"),
      ElementsAre());
}
TEST(Metric, that_is_the_accuracy_of_one_batch_is_so) {
  EXPECT_THAT(measured(batches + batch + "{ " + train_batch +
                       "auto out = net(b.data); auto right = out.argmax(1); std::printf(\"accuracy %f\\n\", "
                       "right.item<double>()); }"),
              ElementsAre("right.item<double>(), of one batch"));
}
TEST(Metric, that_is_gathered_over_batches_is_not_of_one) {
  EXPECT_THAT(measured(batches + "{ double right = 0; int n = 0; " + batch + "{ " + train_batch +
                       "auto out = net(b.data); right += out.argmax(1).item<double>(); ++n; "
                       "std::printf(\"accuracy %f\\n\", right / n); } }"),
              ElementsAre("right / n"));
}
TEST(Metric, that_a_function_measures_between_batches_is_not_of_one) {
  EXPECT_THAT(measured("double score() { return net(x).argmax(1).item<double>(); }\nint main() { " + batches +
                       batch + "{ " + train_batch + "std::printf(\"accuracy %f\\n\", score()); } }"),
              ElementsAre("score()"));
}
