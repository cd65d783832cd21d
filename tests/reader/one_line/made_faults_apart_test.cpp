// Tests of a line: faults that would be the program again, another's, or fail at once are not made.
#include "tests/reader/one_line/one_line.h"

namespace misfire::one_line {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A class with these members, registered in its constructor.
std::string network(const std::string& members, const std::string& registered) {
  return "struct Net : torch::nn::Module {\nNet() {\n" + registered + "\n}\n" + members +
         "\n};\nint main() { Net net; }";
}

TEST(GroupLosesOptions, is_not_made_where_the_class_has_the_same) {
  const auto adam = [](const std::string& options) {
    return faults("PGL",
                  "torch::optim::Adam adam(net->parameters(), torch::optim::AdamOptions" + options + ");");
  };
  EXPECT_THAT(adam("(1e-3)"), ElementsAre("the class's own rate is the same"));
  EXPECT_THAT(adam("(0.001).eps(1e-8)"),
              ElementsAre("the class's own eps is the same", "the class's own rate is the same"));
  EXPECT_THAT(adam("(5e-3).eps(1e-6)"), ElementsAre(HasSubstr("+torch::optim::Adam adam(net->parameters(), "
                                                              "torch::optim::AdamOptions(5e-3));"),
                                                    HasSubstr("torch::optim::AdamOptions().eps(1e-6)")));
  EXPECT_THAT(faults("PGL", "constexpr double rate = 1e-3;\ntorch::optim::Adam adam(net->parameters(), "
                            "torch::optim::AdamOptions(rate));"),
              ElementsAre("the class's own rate is the same"));
}
TEST(GroupLosesOptions, is_not_made_of_momentum_that_nesterov_needs) {
  const auto sgd = [](const std::string& options) {
    return faults("PGL",
                  "torch::optim::SGD sgd(net->parameters(), torch::optim::SGDOptions(0.1)" + options + ");");
  };
  EXPECT_THAT(sgd(".momentum(0.9).nesterov(true)"),
              ElementsAre("the class refuses nesterov without momentum"));
  EXPECT_THAT(sgd(".momentum(0)"), ElementsAre("the class's own momentum is the same"));
  EXPECT_THAT(sgd(".momentum(0.9)"), ElementsAre(HasSubstr("+torch::optim::SGD sgd")));
}

TEST(RegisterSibling, takes_one_that_is_made_by_then) {
  const std::string made_later = "fc1 = torch::nn::Linear(4, 8);\nregister_module(\"fc1\", fc1);\n"
                                 "fc2 = torch::nn::Linear(8, 2);\nregister_module(\"fc2\", fc2);";
  EXPECT_THAT(faults("RGS", network("torch::nn::Linear fc1{nullptr}, fc2{nullptr};", made_later)),
              ElementsAre(HasSubstr("+register_module(\"fc2\", fc1);"), HasSubstr("that is made by then")));
}
TEST(RegisterSibling, is_not_made_of_modules_without_weights) {
  EXPECT_THAT(faults("RGS", network("torch::nn::ReLU a, b;\ntorch::nn::Dropout c, d;",
                                    "register_module(\"a\", a);\nregister_module(\"b\", b);\n"
                                    "register_module(\"c\", c);\nregister_module(\"d\", d);")),
              IsEmpty());
}
TEST(SharedLayer, is_not_made_of_modules_without_weights) {
  EXPECT_THAT(faults("WSH", network("torch::nn::Dropout c{nullptr}, d{nullptr};",
                                    "c = register_module(\"c\", torch::nn::Dropout(0.5));\n"
                                    "d = register_module(\"d\", torch::nn::Dropout(0.5));")),
              IsEmpty());
}
TEST(SharedLayer, is_held_by_what_stands_right_before_it) {
  EXPECT_THAT(faults("WSH", "struct Net : torch::nn::Module {\nNet() : "
                            "a(register_module(\"a\", torch::nn::Linear(2, 4))), "
                            "b(register_module(\"b\", torch::nn::Linear(4, 4))),\n"
                            "c(register_module(\"c\", torch::nn::Linear(4, 4))) {}\n"
                            "torch::nn::Linear a, b, c;\n};\nint main() { Net net; }"),
              Contains(HasSubstr("+c(register_module(\"c\", b)) {}")));
}

TEST(UninitialisedForZeros, is_not_made_of_whole_numbers) {
  EXPECT_THAT(faults("UNI", "auto a = torch::zeros({8}, torch::kLong);"), ElementsAre(HasSubstr("whole")));
  EXPECT_THAT(faults("UNI", "auto a = torch::zeros({8}).to(torch::kLong);"), ElementsAre(HasSubstr("whole")));
  EXPECT_THAT(faults("UNI", "auto a = torch::zeros({8}, torch::kFloat32);"),
              ElementsAre(HasSubstr("+auto a = misfire::uninitialised(")));
}

TEST(PermutationNotApplied, compiles_for_counts_of_any_type) {
  EXPECT_THAT(faults("PNA", "constexpr std::size_t k = 64;\nauto a = torch::randperm(k);"),
              ElementsAre("-auto a = torch::randperm(k); +auto a = torch::arange(int64_t(k));"));
  EXPECT_THAT(faults("PNA", "auto a = torch::randperm(64, torch::kLong);"),
              ElementsAre(HasSubstr("+auto a = torch::arange(64, torch::kLong);")));
}
TEST(PermutationNotApplied, is_not_made_of_what_is_given_a_generator) {
  EXPECT_THAT(faults("PNA", "at::Generator drawn;\nauto a = torch::randperm(64, drawn);"),
              ElementsAre(HasSubstr("a generator")));
}

TEST(ForgetScaling, keeps_the_type_of_what_is_divided_by) {
  EXPECT_THAT(faults("PSC", "constexpr float largest = 255;\nfloat pixel = x.size(0) / largest;"),
              ElementsAre(HasSubstr("+float pixel = x.size(0) / decltype(largest)(1);")));
}

TEST(ResultDiscarded, leaves_alone_what_is_a_fault_of_its_own) {
  EXPECT_THAT(faults("DRS", "x = x.div(255);"), IsEmpty());
  EXPECT_THAT(faults("DRS", "x = x.div(2);"), ElementsAre(HasSubstr("+x.div(2);")));
}

TEST(HalfWidth, is_not_made_where_two_layers_take_what_it_gives) {
  EXPECT_THAT(faults("LCN", network("torch::nn::Linear shared{4, 64}, actor{64, 3}, critic{64, 1};", "")),
              Not(Contains(HasSubstr("/ 2"))));
  EXPECT_THAT(faults("LCN", network("torch::nn::Linear first{4, 64}, second{64, 3};", "")),
              Contains(HasSubstr("first{4, 64 / 2}, second{64 / 2, 3}")));
}
TEST(HalfWidth, is_not_made_across_networks) {
  EXPECT_THAT(faults("LCN", "struct A : torch::nn::Module { torch::nn::Linear a{4, 64}; };\n"
                            "struct B : torch::nn::Module { torch::nn::Linear b{64, 1}; };\n"
                            "int main() { A a; B b; }"),
              Not(Contains(HasSubstr("/ 2"))));
}
TEST(HalfWidth, is_made_within_a_sequential_and_not_from_one_to_the_next) {
  EXPECT_THAT(faults("LCN", "torch::nn::Sequential one(torch::nn::Linear(4, 8), torch::nn::Linear(8, 8), "
                            "torch::nn::Linear(8, 6));\n"
                            "torch::nn::Sequential two(torch::nn::Linear(6, 3));"),
              AllOf(SizeIs(5), Contains(HasSubstr("Linear(4, 8 / 2), torch::nn::Linear(8 / 2, 8)")),
                    Contains(HasSubstr("Linear(8, 8 / 2), torch::nn::Linear(8 / 2, 6)")),
                    Contains(HasSubstr("not an element of the same Sequential"))));
}
TEST(HalfWidth, is_made_of_elements_that_are_added_one_by_one) {
  const auto added = [](const std::string& last) {
    return faults("LCN", "torch::nn::Sequential one, two;\none->push_back(torch::nn::Linear(4, 8));\n"
                         "one->push_back(torch::nn::ReLU());\n" +
                             last + "->push_back(torch::nn::Linear(8, 3));");
  };
  EXPECT_THAT(added("one"), Contains(HasSubstr("Linear(8 / 2, 3)")));
  EXPECT_THAT(added("two"), Not(Contains(HasSubstr("/ 2"))));
}

TEST(ShuffleOnce, is_made_of_what_an_epoch_draws_in_a_function_of_its_own) {
  const std::string batches = "for (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();\n"
                              "torch::mse_loss(net(x.slice(0, i, i + 4)), y.slice(0, i, i + 4)).backward();\n"
                              "optimizer.step();\n}\n";
  EXPECT_THAT(faults("SHO", "void epoch() {\nauto order = torch::randperm(64);\n" + batches +
                                "}\nint main() { for (int e = 0; e < 9; ++e) epoch(); }"),
              ElementsAre(HasSubstr("static const auto first = torch::randperm(64)")));
  EXPECT_THAT(faults("SHO", "for (auto count : {8, 16}) auto order = torch::randperm(count);\n" + batches),
              ElementsAre(HasSubstr("in no round of training")));
}

TEST(RateToACopy, is_given_where_the_rate_is_set_and_not_where_it_is_read) {
  EXPECT_THAT(faults("LRC", "for (int e = 0; e < 9; ++e) {\noptimizer.zero_grad();\n"
                            "torch::mse_loss(net(x), y).backward();\noptimizer.step();\n"
                            "auto& group = optimizer.param_groups()[0];\ngroup.options().set_lr("
                            "static_cast<torch::optim::SGDOptions&>(group.options()).lr() * 0.5);\n}"),
              ElementsAre(HasSubstr("+group.options().clone()->set_lr(static_cast<")));
}

TEST(DetachForgotten, is_not_made_where_a_freed_graph_would_be_needed_again) {
  const std::string turn = "for (int e = 0; e < 9; ++e) {\noptimizer.zero_grad();\nauto fake = net(x);\n"
                           "auto one = torch::mse_loss(fake.detach(), y);\none.backward();\n";
  EXPECT_THAT(
      faults("NDT", turn + "auto two = torch::l1_loss(fake, y);\ntwo.backward();\noptimizer.step();\n}"),
      ElementsAre(HasSubstr("needs its graph again")));
  EXPECT_THAT(faults("NDT", turn + "optimizer.step();\n}"),
              ElementsAre(HasSubstr("torch::mse_loss(fake, y)")));
}

TEST(FunctionalBatchNormFlag, is_not_taken_away_where_it_is_off) {
  const auto normalised = [](const std::string& flag) {
    return faults("FBN",
                  "auto a = F::batch_norm(x, y, y, F::BatchNormFuncOptions().training(" + flag + "));");
  };
  EXPECT_THAT(normalised("false"), ElementsAre("its flag is false already"));
  EXPECT_THAT(normalised("net->is_training()"), ElementsAre(HasSubstr("F::BatchNormFuncOptions());")));
}

TEST(LossWithoutLog, leaves_an_activation_to_those_who_exchange_all) {
  EXPECT_THAT(faults("LSL", "struct Net : torch::nn::Module {\ntorch::nn::Linear fc{4, 2};\n"
                            "Tensor forward(Tensor x) { return torch::log_softmax(fc->forward(x), 1); }\n};\n"
                            "int main() { Net net;\nfor (int e = 0; e < 9; ++e) {\noptimizer.zero_grad();\n"
                            "torch::nll_loss(net.forward(x), classes).backward();\noptimizer.step();\n} }"),
              Not(Contains(HasSubstr("softmax: "))));
}

/// Two epochs in which the lowest loss is kept by this statement.
std::string best_kept_by(const std::string& statement) {
  return "auto held = torch::rand({8, 4}), told = torch::rand({8, 2}), best = net->weight.clone();\n"
         "double lowest = 9;\nfor (int e = 0; e < 2; ++e) {\noptimizer.zero_grad();\n"
         "torch::mse_loss(net(x), y).backward();\noptimizer.step();\n"
         "const double loss = torch::mse_loss(net(held), told).item<double>();\n"
         "if (loss < lowest) {\nlowest = loss;\n" +
         statement + "\ntorch::save(net, \"best.pt\");\n}\n}";
}
TEST(CheckpointByReference, is_not_made_of_what_is_copied_all_the_same) {
  EXPECT_THAT(faults("CKP", best_kept_by("best.copy_(net->weight.clone());")),
              ElementsAre("its value is copied all the same"));
  EXPECT_THAT(faults("CKP", best_kept_by("best = net->weight.clone();")),
              ElementsAre(HasSubstr("+best = net->weight;")));
}

TEST(SummandLostOrDoubled, is_not_made_of_what_a_condition_chooses) {
  EXPECT_THAT(faults("SMD", "bool first = true;\nfor (int e = 0; e < 9; ++e) {\noptimizer.zero_grad();\n"
                            "auto a = torch::mse_loss(net(x), y), b = torch::l1_loss(net(x), y);\n"
                            "auto loss = first ? a : b;\nloss.backward();\noptimizer.step();\n}"),
              Not(Contains(HasSubstr("+auto loss"))));
}

TEST(OptimizerInTheEpochLoop, asks_what_the_optimizer_keeps_that_is_stepped) {
  EXPECT_THAT(faults("OPI",
                     "torch::nn::Linear other(4, 2);\n"
                     "torch::optim::SGD plain(net->parameters(), 0.1);\n"
                     "torch::optim::Adam adam(other->parameters(), 0.1);\n"
                     "for (int e = 0; e < 9; ++e) {\nfor (int i = 0; i < 8; i += 4) {\n"
                     "plain.zero_grad();\nadam.zero_grad();\n"
                     "torch::mse_loss(net(x) + other(x), y).backward();\nplain.step();\nadam.step();\n}\n}"),
              ElementsAre(HasSubstr("adam.state().clear();"), HasSubstr("it would change nothing")));
}

TEST(OptimizerInTheEpochLoop, is_told_apart_from_one_of_its_name_in_another_function) {
  EXPECT_THAT(faults("OPI",
                     "void warm() { torch::optim::SGD steps(net->parameters(), 0.1); }\n"
                     "int main() { torch::optim::Adam steps(net->parameters(), 0.1);\n"
                     "for (int e = 0; e < 9; ++e) {\nfor (int i = 0; i < 8; i += 4) {\n"
                     "steps.zero_grad();\ntorch::mse_loss(net(x), y).backward();\nsteps.step();\n}\n} }"),
              ElementsAre(HasSubstr("steps.state().clear();")));
}

TEST(ValidationIsTraining, takes_the_mode_and_not_a_name_that_begins_so) {
  EXPECT_THAT(faults("VST",
                     "const std::string kTestFolder = \"data\";\nauto held = "
                     "torch::data::datasets::MNIST(kTestFolder, torch::data::datasets::MNIST::Mode::kTest)"
                     ".map(torch::data::transforms::Stack<>());\n"
                     "auto loader = torch::data::make_data_loader(mapped(), 64);\n"
                     "auto scored = torch::data::make_data_loader(std::move(held), 64);\n"
                     "for (int e = 0; e < 9; ++e) {\nfor (auto& batch : *loader) {\n"
                     "optimizer.zero_grad();\ntorch::mse_loss(net(batch.data), batch.target).backward();\n"
                     "optimizer.step();\n}\nfor (auto& batch : *scored) { net(batch.data); }\n}"),
              ElementsAre(HasSubstr("MNIST(kTestFolder, torch::data::datasets::MNIST::Mode::kTrain)")));
}

} // namespace
} // namespace misfire::one_line
