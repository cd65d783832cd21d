// How data flow through functions, from hand-written facts.
#include "mutator/program/flow.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::Contains;
using testing::Not;

/// loss = net(batch) in train(loader), and net(batch) in test(loader): forward() returns what it is given.
const std::vector<Definition> definitions = {
    {"loss", {.reads = {"forward", "train_batch"}, .copies = false}},
    {"train_batch", {.reads = {"train#0"}, .copies = false}},
    {"test_batch", {.reads = {"test#0"}, .copies = false}},
    {"forward", {.reads = {"forward#0"}, .copies = true}},
    {"forward#0", {.reads = {"train_batch"}, .copies = true}},
    {"forward#0", {.reads = {"test_batch"}, .copies = true}},
    {"train#0", {.reads = {"train_loader"}, .copies = true}},
    {"test#0", {.reads = {"test_loader"}, .copies = true}},
};
const std::set<Key> functions = {"forward", "train", "test", "main"};
const Expression read_loss{.reads = {"loss"}, .copies = true};

TEST(DataSlice, goes_from_a_training_function_to_what_its_callers_give) {
  const auto slice = Flow(definitions).data_slice_from({read_loss}, functions, {"train", "main"});
  EXPECT_THAT(slice.variables, Contains("train_loader"));
}

TEST(DataSlice, does_not_go_through_the_network_to_what_it_is_tested_on) {
  const auto slice = Flow(definitions).data_slice_from({read_loss}, functions, {"train", "main"});
  EXPECT_THAT(slice.variables, Not(Contains("test_loader")));
  EXPECT_THAT(Flow(definitions).slice_from({read_loss}).variables, Contains("test_loader"));
}

TEST(DataSlice, goes_from_a_field_through_the_constructor_that_fills_it) {
  const std::vector<Definition> members = {
      {"Trainer.loader", {.reads = {"Trainer#0"}, .copies = true}},
      {"Trainer#0", {.reads = {"train_loader"}, .copies = true}},
  };
  const auto slice =
      Flow(members).data_slice_from({{.reads = {"Trainer.loader"}}}, {"Trainer", "run"}, {"run"});
  EXPECT_THAT(slice.variables, Contains("train_loader"));
}

} // namespace
} // namespace misfire
