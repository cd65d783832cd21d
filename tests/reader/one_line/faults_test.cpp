// What operators on faults of libtorch programs ask of sites: statements that can stand elsewhere, and
// further places to write at. Each form in a line.
#include "tests/reader/one_line/one_line.h"

namespace {

using misfire::one_line::further_places;
using misfire::one_line::statements;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Statement, stands_in_the_loops_of_its_function) {
  EXPECT_THAT(statements("for (int e = 0; e < 3; ++e) { for (int i = 0; i < 4; ++i) { optimizer.step(); } }"),
              ElementsAre("optimizer.step() of optimizer, out of 2 of 2 loops"));
}
TEST(Statement, cannot_leave_the_loop_that_makes_what_it_names) {
  EXPECT_THAT(statements("for (int e = 0; e < 3; ++e) { torch::optim::SGD own(net->parameters(), 0.1); "
                         "while (e < 2) { own.zero_grad(); } }"),
              ElementsAre("own.zero_grad() of own, out of 1 of 2 loops"));
}
TEST(Statement, cannot_leave_the_loop_whose_variable_it_names) {
  EXPECT_THAT(statements("std::vector<torch::nn::Linear> nets; for (auto& one : nets) { one->eval(); }"),
              ElementsAre("one->eval() of one, out of 0 of 1 loops"));
}
TEST(Statement, stands_alone_without_braces) {
  EXPECT_THAT(statements("for (int e = 0; e < 3; ++e) optimizer.step();"),
              ElementsAre("optimizer.step() of optimizer, out of 1 of 1 loops, alone"));
}
TEST(Statement, is_none_where_its_value_is_used) {
  EXPECT_THAT(statements("const double norm = torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);"),
              IsEmpty());
}
TEST(Statement, is_a_plain_function_or_one_of_a_pointer_too) {
  EXPECT_THAT(
      statements("auto pointer = std::make_unique<torch::optim::SGD>(net->parameters(), 0.1); "
                 "torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0); pointer->step();"),
      ElementsAre("torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0)", "pointer->step() of pointer"));
}
TEST(Statement, stands_in_the_loops_of_a_lambda_alone) {
  EXPECT_THAT(statements("for (int e = 0; e < 3; ++e) { auto turn = [&] { optimizer.step(); }; turn(); }"),
              ElementsAre("optimizer.step() of optimizer"));
}
TEST(Statement, in_a_template_is_one) {
  EXPECT_THAT(
      statements("template <typename O> void turn(O& o) { for (int i = 0; i < 4; ++i) { o.step(); } }\n"
                 "int main() { torch::optim::Adam adam(net->parameters()); turn(optimizer); turn(adam); }"),
      ElementsAre("o.step() of o, out of 1 of 1 loops"));
}
TEST(Statement, of_a_method_is_one) {
  EXPECT_THAT(statements("struct Trainer { torch::optim::SGD o{net->parameters(), 0.1}; void turn() { "
                         "while (true) { o.zero_grad(); } } };\nint main() { Trainer().turn(); }"),
              Contains("o.zero_grad() of o, out of 1 of 1 loops"));
}

TEST(Sampler, is_the_default) {
  EXPECT_THAT(further_places("auto loader = torch::data::make_data_loader(set(), 64);"),
              Contains("sampler [<|>]"));
}
TEST(Sampler, is_a_templates_argument) {
  EXPECT_THAT(
      further_places("auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>"
                     "(set(), 64);"),
      Contains("sampler [torch::data::samplers::RandomSampler|]"));
}
TEST(Sampler, is_made_as_an_argument) {
  EXPECT_THAT(
      further_places("auto loader = torch::data::make_data_loader(set(), "
                     "torch::data::samplers::RandomSampler(60), torch::data::DataLoaderOptions(64));"),
      Contains("sampler [torch::data::samplers::RandomSampler|]"));
}
TEST(Sampler, that_is_sequential_shuffles_nothing) {
  EXPECT_THAT(
      further_places("auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>"
                     "(set(), 64);"),
      Not(Contains(testing::HasSubstr("sampler"))));
}
TEST(Sampler, is_part_of_a_type_that_is_written_out) {
  EXPECT_THAT(
      further_places("std::unique_ptr<torch::data::StatelessDataLoader<torch::data::datasets::MNIST, "
                     "torch::data::samplers::RandomSampler>> loader = torch::data::make_data_loader(set(), "
                     "64);"),
      Contains("no sampler: the loader's type, of which the sampler is a part, is written out where it is "
               "kept"));
}

TEST(Epsilon, is_an_option_of_some_optimizers) {
  EXPECT_THAT(
      further_places("torch::optim::Adam o(net->parameters(), torch::optim::AdamOptions(0.1).eps(1e-4));"),
      Contains("eps=1e-04"));
  EXPECT_THAT(further_places("torch::optim::Adam o(net->parameters());"), Contains("eps=1e-08"));
  EXPECT_THAT(further_places("torch::optim::SGD o(net->parameters(), 0.1);"),
              Not(Contains(testing::HasSubstr("eps"))));
}
TEST(Parameters, are_a_list_of_tensors) {
  EXPECT_THAT(further_places("torch::optim::SGD o(net->parameters(), 0.1);"),
              Contains("trains [net->parameters()|]"));
  EXPECT_THAT(further_places("auto all = net->parameters(); torch::optim::SGD o(all, 0.1);"),
              Contains("trains [all|]"));
  EXPECT_THAT(further_places("auto o = std::make_unique<torch::optim::SGD>(net->parameters(), 0.1);"),
              Contains("trains [net->parameters()|]"));
}
TEST(Parameters, in_groups_are_no_list_of_tensors) {
  EXPECT_THAT(further_places(
                  "std::vector<torch::optim::OptimizerParamGroup> groups; torch::optim::SGD o(groups, 0.1);"),
              Not(Contains("trains [groups|]")));
}

TEST(Reduction, is_an_option_of_functions) {
  EXPECT_THAT(further_places("auto loss = F::mse_loss(net->forward(x), y); loss.backward();"),
              Contains("reduced [, torch::nn::functional::MSELossFuncOptions().reduction(|)]"));
}
TEST(Shape, is_given_before_a_loss) {
  EXPECT_THAT(further_places("auto loss = torch::mse_loss(net->forward(x).squeeze(1), y); loss.backward();"),
              Contains("shaped [net->forward(x).squeeze(1)] of [net->forward(x)]"));
  EXPECT_THAT(
      further_places("auto loss = torch::mse_loss(net->forward(x), y.view({8, 1})); loss.backward();"),
      Contains("shaped [y.view({8, 1})] of [y]"));
}
TEST(Shape, is_given_to_a_variable_before_a_loss) {
  EXPECT_THAT(
      further_places("auto output = net->forward(x).squeeze(1); auto loss = torch::mse_loss(output, y); "
                     "loss.backward();"),
      Contains("shaped [net->forward(x).squeeze(1)] of [net->forward(x)]"));
}
TEST(Shape, is_not_asked_for_before_a_loss_of_classes) {
  EXPECT_THAT(further_places("auto loss = torch::nll_loss(net->forward(x).squeeze(1), y); loss.backward();"),
              Not(Contains(testing::HasSubstr("shaped"))));
}

} // namespace
