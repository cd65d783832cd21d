// What operators on faults of libtorch programs make of each form that people write, and where they make
// nothing.
#include "tests/reader/one_line/one_line.h"

namespace {

using misfire::one_line::faults;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Shuffling, cannot_go_where_a_loader_is_assigned) {
  EXPECT_THAT(faults("SHF", "std::unique_ptr<torch::data::StatelessDataLoader<decltype(mapped()), "
                            "torch::data::samplers::RandomSampler>> loader;\n"
                            "loader = torch::data::make_data_loader(mapped(), 64);\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre(HasSubstr("is written out where it is kept")));
}
TEST(Shuffling, cannot_go_where_a_function_names_the_sampler) {
  const std::string loader = "torch::data::StatelessDataLoader<decltype(mapped()), "
                             "torch::data::samplers::RandomSampler>";
  const std::string body = " { for (auto& batch : loader) { torch::mse_loss(net->forward(batch.data), "
                           "batch.target).backward(); optimizer.step(); } }\n";
  const std::string main =
      "int main() { auto loader = torch::data::make_data_loader(mapped(), 64); train(*loader); }";
  EXPECT_THAT(faults("SHF", "void train(" + loader + "& loader)" + body + main),
              ElementsAre(HasSubstr("is written out where it is kept")));
  EXPECT_THAT(
      faults("SHF", "template <typename L> void train(L& loader)" + body + main),
      ElementsAre(HasSubstr("+int main() { auto loader = "
                            "torch::data::make_data_loader<torch::data::samplers::SequentialSampler>")));
}
TEST(Shuffling, goes_where_each_process_has_its_part) {
  EXPECT_THAT(faults("SHF", "auto loader = torch::data::make_data_loader(mapped(), "
                            "torch::data::samplers::DistributedRandomSampler(60000, 2, 0, false), "
                            "torch::data::DataLoaderOptions(64));\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre(HasSubstr("samplers::DistributedSequentialSampler(60000, 2, 0, false)")));
}
TEST(Shuffling, cannot_go_where_a_sampler_is_told_more_than_a_number) {
  EXPECT_THAT(faults("SHF", "auto loader = torch::data::make_data_loader(mapped(), "
                            "torch::data::samplers::RandomSampler(60, torch::kLong), "
                            "torch::data::DataLoaderOptions(64));\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre("its sampler is made elsewhere, or of more than a number of samples"));
}

/// A turn of training of two networks.
std::string turn_of_two(const std::string& clip) {
  return "torch::nn::Linear actor(4, 2), critic(4, 2); torch::optim::SGD of_actor(actor->parameters(), 0.1), "
         "of_critic(critic->parameters(), 0.1);\nfor (int i = 0; i < 9; ++i) {\n" +
         clip + "}\n";
}
const std::string of_actor = "auto actor_loss = torch::mse_loss(actor->forward(x), y);\n"
                             "auto critic_loss = torch::mse_loss(critic->forward(x), y);\n";

TEST(Clipping, comes_behind_the_last_step_that_applies_what_it_clips) {
  EXPECT_THAT(faults("GCO", turn_of_two(of_actor + "actor_loss.backward();\ncritic_loss.backward();\n"
                                                   "torch::nn::utils::clip_grad_norm_(critic->parameters(), "
                                                   "1.0);\nof_actor.step();\nof_critic.step();\n")),
              ElementsAre("after-step: -torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0); "
                          "+torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0);",
                          "before-backward: +torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0); "
                          "-torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0);"));
}
TEST(Clipping, comes_behind_no_step_of_the_next_gradients) {
  const auto made = faults(
      "GCO", turn_of_two(of_actor + "actor_loss.backward();\ntorch::nn::utils::clip_grad_norm_("
                                    "actor->parameters(), 1.0);\nof_actor.step();\ncritic_loss.backward();\n"
                                    "of_critic.step();\n"));
  EXPECT_THAT(made, Contains("after-step: -torch::nn::utils::clip_grad_norm_(actor->parameters(), 1.0); "
                             "-of_actor.step(); +of_actor.step(); "
                             "+torch::nn::utils::clip_grad_norm_(actor->parameters(), 1.0);"));
}
TEST(Clipping, before_backward_is_clipping_nothing_where_gradients_are_cleared) {
  EXPECT_THAT(
      faults("GCO", "for (int i = 0; i < 9; ++i) {\noptimizer.zero_grad();\nauto loss = "
                    "torch::mse_loss(net->forward(x), y);\nloss.backward();\n"
                    "torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);\noptimizer.step();\n}"),
      ElementsAre(HasSubstr("after-step: "), HasSubstr("there is nothing to clip before backward()")));
}
TEST(Clipping, before_backward_is_another_fault_where_gradients_are_cleared_at_times) {
  EXPECT_THAT(faults("GCO",
                     "for (int i = 0; i < 9; ++i) {\nauto loss = torch::mse_loss(net->forward(x), y);\n"
                     "loss.backward();\ntorch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);\n"
                     "optimizer.step();\nif (i % 2 == 0) {\noptimizer.zero_grad();\n}\n}"),
              Contains(HasSubstr("before-backward: ")));
}

TEST(Clearing, of_a_network_is_left_alone_where_several_optimizers_step) {
  EXPECT_THAT(faults("GZO", turn_of_two(of_actor + "critic->zero_grad();\nactor_loss.backward();\n"
                                                   "of_actor.step();\ncritic_loss.backward();\n"
                                                   "of_critic.step();\n")),
              ElementsAre(HasSubstr("several optimizers step in the same turn")));
}
TEST(Clearing, that_is_written_twice_goes_at_once) {
  const std::string loop =
      "for (int e = 0; e < 9; ++e) {\nfor (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();"
      "\nnet->zero_grad();\nauto loss = torch::mse_loss(net->forward(x.slice(0, i, i + 4)), "
      "y.slice(0, i, i + 4));\nloss.backward();\noptimizer.step();\n}\n}";
  const auto already =
      "optimizer.zero_grad() clears the same gradients in the same turn: the fault is made there";
  EXPECT_THAT(faults("GZG", loop), ElementsAre("-optimizer.zero_grad(); -net->zero_grad();", already));
  EXPECT_THAT(
      faults("GZE", loop),
      ElementsAre(AllOf(HasSubstr("+optimizer.zero_grad();"), HasSubstr("-net->zero_grad();")), already));
}
TEST(Clearing, twice_between_gradients_is_two_faults) {
  EXPECT_THAT(faults("GZG", "for (int i = 0; i < 9; ++i) {\noptimizer.zero_grad();\n"
                            "torch::mse_loss(net->forward(x), y).backward();\noptimizer.step();\n"
                            "optimizer.zero_grad();\ntorch::l1_loss(net->forward(x), y).backward();\n"
                            "optimizer.step();\n}"),
              ElementsAre("-optimizer.zero_grad();", "-optimizer.zero_grad();"));
}
TEST(Clearing, once_for_all_batches_of_main_is_never_clearing) {
  EXPECT_THAT(faults("GZE",
                     "for (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();\n"
                     "torch::mse_loss(net->forward(x.slice(0, i, i + 4)), y.slice(0, i, i + 4)).backward();"
                     "\noptimizer.step();\n}"),
              ElementsAre(HasSubstr("gradients would pile up for good")));
}

TEST(Missing, is_no_layer_that_is_made_apart_from_its_sequential) {
  EXPECT_THAT(faults("LRM", "torch::nn::Linear fc(4, 4); torch::nn::Sequential seq(fc, torch::nn::ReLU()); "
                            "torch::optim::SGD o(seq->parameters(), 0.1); for (int i = 0; i < 9; ++i) { "
                            "torch::mse_loss(seq->forward(x), y).backward(); o.step(); }"),
              Not(Contains(HasSubstr("Identity"))));
  EXPECT_THAT(faults("LRM", "auto fc = torch::nn::Linear(4, 4); torch::nn::Sequential seq(fc, "
                            "torch::nn::ReLU()); torch::optim::SGD o(seq->parameters(), 0.1); "
                            "for (int i = 0; i < 9; ++i) { torch::mse_loss(seq->forward(x), y).backward(); "
                            "o.step(); }"),
              Not(Contains(HasSubstr("Identity"))));
}

/// A class with a dropout in its forward(), and what asks for its mode.
std::string dropping(const std::string& call) {
  return "struct Net : torch::nn::Module { torch::Tensor forward(torch::Tensor x) {\n" + call +
         "\nreturn x; } Net* self = this; torch::nn::Linear fc{4, 2}; };\nint main() { Net n; "
         "torch::optim::SGD o(n.parameters(), 0.1); for (int i = 0; i < 9; ++i) { "
         "torch::mse_loss(n.forward(x), y).backward(); o.step(); } }";
}
TEST(Flag, of_a_dropout_is_all_of_its_argument) {
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, 0.5, self->is_training());")),
              ElementsAre("true: evaluation: -x = torch::dropout(x, 0.5, self->is_training()); "
                          "+x = torch::dropout(x, 0.5, true);",
                          "false: -x = torch::dropout(x, 0.5, self->is_training()); "
                          "+x = torch::dropout(x, 0.5, false);"));
  EXPECT_THAT(faults("FDT", dropping("x = F::dropout(x, F::DropoutFuncOptions().p(0.5).training("
                                     "(*self).is_training()));")),
              ElementsAre(HasSubstr("training(true)"), HasSubstr("training(false)")));
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, 0.5, !is_training());")),
              ElementsAre(HasSubstr("0.5, true)"), HasSubstr("0.5, false)")));
}
TEST(Flag, that_says_so_already_stays) {
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, /*p=*/0.1, /*train=*/true);")),
              ElementsAre("false: -x = torch::dropout(x, /*p=*/0.1, /*train=*/true); "
                          "+x = torch::dropout(x, /*p=*/0.1, /*train=*/false);",
                          "it is true already"));
}

/// A network whose members are registered.
std::string network(const std::string& members, const std::string& constructor) {
  return "struct Net : torch::nn::Module { Net() {\n" + constructor + "\n}\n" + members +
         "\n};\nint main() { Net n; }";
}
TEST(Registered, is_a_pointer_where_it_is_kept_as_one) {
  EXPECT_THAT(faults("RGM", network("std::shared_ptr<torch::nn::LinearImpl> fc = register_module(\"fc\", "
                                    "torch::nn::Linear(4, 8));",
                                    "")),
              ElementsAre(HasSubstr("+std::shared_ptr<torch::nn::LinearImpl> fc = "
                                    "torch::nn::Linear(4, 8).ptr();")));
  EXPECT_THAT(faults("RGM", network("std::shared_ptr<torch::nn::LinearImpl> fc;",
                                    "fc = register_module(\"fc\", torch::nn::Linear(4, 8));")),
              ElementsAre(HasSubstr("+fc = torch::nn::Linear(4, 8).ptr();")));
  EXPECT_THAT(faults("RGM", network("torch::nn::Linear fc{nullptr};",
                                    "fc = register_module(\"fc\", torch::nn::Linear(4, 8));")),
              ElementsAre(HasSubstr("+fc = torch::nn::Linear(4, 8);")));
}
TEST(Registered, changes_evaluation_alone_where_it_has_a_mode_and_nothing_to_train) {
  EXPECT_THAT(faults("RGM", network("torch::nn::Dropout drop{nullptr};",
                                    "drop = register_module(\"drop\", torch::nn::Dropout(0.5));")),
              ElementsAre(HasSubstr("evaluation: ")));
  EXPECT_THAT(faults("RGM", network("torch::nn::ReLU act;", "register_module(\"act\", act);")),
              ElementsAre(HasSubstr("the module has no parameters, no buffers and no mode")));
}

/// Epochs over batches, and what stands at places of them.
std::string epochs(const std::string& before, const std::string& within, const std::string& behind) {
  return "torch::nn::Dropout drop(0.5);\n" + before + "\nfor (int e = 0; e < 9; ++e) {\n" + within +
         "\nfor (int i = 0; i < 8; i += 4) {\noptimizer.zero_grad();\ntorch::mse_loss(net->forward("
         "drop->forward(x.slice(0, i, i + 4))), y.slice(0, i, i + 4)).backward();\noptimizer.step();\n}\n"
         "}\n" +
         behind;
}
TEST(Mode, of_training_that_is_switched_on_once_stays_so) {
  EXPECT_THAT(faults("TRE", epochs("net->train();", "net->eval();", "")),
              ElementsAre("it is switched on once already, before the epochs"));
}
TEST(Mode, of_evaluation_behind_all_epochs_changes_no_training) {
  EXPECT_THAT(faults("TRE", epochs("", "net->train();", "net->eval();")),
              ElementsAre(HasSubstr("switched to evaluation mode outside the loop alone")));
  EXPECT_THAT(faults("TRE", epochs("", "net->train();\nnet->eval();\nnet->forward(x);", "")),
              ElementsAre(HasSubstr("+net->train();")));
}
TEST(Mode, of_training_is_switched_before_the_epochs_of_each_fold) {
  const auto made = faults("TRE", "for (int fold = 0; fold < 3; ++fold) {\ntorch::nn::Linear net(4, 2);\n"
                                  "torch::optim::SGD optimizer(net->parameters(), 0.1);\n" +
                                      epochs("", "net->train();\nnet->eval();", "") + "}");
  EXPECT_THAT(made, ElementsAre(HasSubstr("+net->train();")));
}
TEST(Mode, of_training_goes_where_batches_are_walked_once_an_epoch) {
  EXPECT_THAT(faults("TRE",
                     "void turn() { torch::nn::Dropout drop(0.5);\nfor (int i = 0; i < 8; i += 4) {\n"
                     "net->train();\noptimizer.zero_grad();\n"
                     "torch::mse_loss(net->forward(x.slice(0, i, i + 4)), y.slice(0, i, i + 4)).backward();\n"
                     "optimizer.step();\n} }\nvoid score() { net->eval(); }\n"
                     "int main() { for (int e = 0; e < 9; ++e) { turn(); score(); } }"),
              ElementsAre("-net->train();"));
}
TEST(Mode, changes_nothing_without_a_layer_that_asks_for_it) {
  EXPECT_THAT(faults("EVM", "net->eval();"), ElementsAre(HasSubstr("it would change nothing")));
  EXPECT_THAT(faults("EVM", "torch::nn::Dropout drop(0.5);\nnet->eval();"),
              ElementsAre("evaluation: -net->eval();"));
}

/// A training by a loss.
std::string training_by(const std::string& loss) {
  return "for (int i = 0; i < 9; ++i) {\n" + loss + "\nloss.backward();\noptimizer.step();\n}";
}
TEST(Detached, is_either_side_of_a_loss_of_values) {
  EXPECT_THAT(faults("DET", training_by("auto loss = torch::mse_loss(y, net->forward(x));")),
              ElementsAre(HasSubstr("+auto loss = torch::mse_loss(y.detach().requires_grad_(), "
                                    "(net->forward(x)).detach());")));
}
TEST(Sum, is_left_alone_where_a_criterion_has_options_beside_it) {
  const std::string call = "auto loss = criterion(net->forward(x), y);";
  const auto obstacle = HasSubstr("has options beside the reduction, or may have");
  EXPECT_THAT(faults("LRE", "torch::nn::CrossEntropyLoss criterion(torch::nn::CrossEntropyLossOptions()"
                            ".label_smoothing(0.1));\n" +
                                training_by(call)),
              ElementsAre(obstacle));
  EXPECT_THAT(faults("LRE", "torch::nn::MSELoss criterion;\n" + training_by(call)),
              ElementsAre(HasSubstr("MSELossFuncOptions().reduction(torch::kSum)")));
  EXPECT_THAT(faults("LRE", "torch::nn::MSELoss criterion{torch::nn::MSELossOptions(torch::kMean)};\n" +
                                training_by(call)),
              ElementsAre(HasSubstr("MSELossFuncOptions().reduction(torch::kSum)")));
}
TEST(Broadcast, changes_no_tensor_that_others_read) {
  EXPECT_THAT(faults("LBC", training_by("auto flat = x.view({-1, 1}); auto loss = torch::mse_loss("
                                        "net->forward(flat), flat);")),
              testing::IsEmpty());
  EXPECT_THAT(faults("LBC", training_by("auto flat = y.view({-1, 784}); auto loss = torch::mse_loss("
                                        "net->forward(x), flat);")),
              testing::IsEmpty());
  EXPECT_THAT(faults("LBC", training_by("auto flat = y.view({8, 1}); auto loss = torch::mse_loss("
                                        "net->forward(x), flat);")),
              ElementsAre(HasSubstr("+auto flat = y;")));
}

TEST(LastBatch, is_none_of_batches_of_one) {
  const std::string evaluation = "{ torch::NoGradGuard guard; for (auto& batch : *loader) { torch::mse_loss("
                                 "net->forward(batch.data), batch.target).item<double>(); } }\n" +
                                 training_by("auto loss = torch::mse_loss(net->forward(x), y);");
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped(), 1);\n" + evaluation),
              ElementsAre(HasSubstr("hold one sample")));
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped());\n" + evaluation),
              ElementsAre(HasSubstr("hold one sample")));
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped(), 48);\n" + evaluation),
              ElementsAre(HasSubstr("evaluation: ")));
}

TEST(Closure, is_one_that_an_optimizer_is_given) {
  const std::string other = "void pretrain() {\ntorch::l1_loss(net->forward(x), y).backward();\n}\n";
  EXPECT_THAT(
      faults("CLB", other + "int main() { for (int i = 0; i < 9; ++i) { optimizer.step([&] {\nauto loss = "
                            "torch::mse_loss(net->forward(x), y);\nloss.backward();\nreturn loss; }); } }"),
      ElementsAre("-loss.backward();"));
  EXPECT_THAT(faults("CLB", other + "int main() { auto closure = [&] {\nauto loss = torch::mse_loss("
                                    "net->forward(x), y);\nloss.backward();\nreturn loss; };\n"
                                    "for (int i = 0; i < 9; ++i) { optimizer.step(closure); } }"),
              ElementsAre("-loss.backward();"));
}
TEST(EverySecondStep, is_not_that_of_one_optimizer_in_two) {
  EXPECT_THAT(faults("STN", "std::vector<torch::optim::SGD*> all; for (int i = 0; i < 9; ++i) { "
                            "torch::mse_loss(net->forward(x), y).backward();\nfor (auto* one : all) {\n"
                            "one->step();\n} }"),
              ElementsAre("never: -one->step();", HasSubstr("which one count cannot tell apart")));
}

} // namespace
