// Batches that functions, buffers and loaders of the program's own hand out, each form in a line.
#include "tests/reader/one_line/one_line.h"

namespace {
const std::string rounds = "for (int i = 0; i < 90; ++i) { ";
const std::string pair = "using Pair = std::pair<Tensor, Tensor>;\n";
const std::string step = "l.backward(); optimizer.step(); ";
const std::string drawn = "BatchLoop train batch_size=32 at 1 places of ";
} // namespace

TEST(OwnBatches, may_have_the_size_that_a_function_takes_by_default) {
  EXPECT_SITES(
      pair + "Pair draw(int n = ^32) { return {torch::rand({n, 4}), torch::rand({n, 2})}; }\nint main() { " +
          rounds + "auto [a, b] = draw(); auto l = torch::mse_loss(net(a), b); " + step + "} }",
      drawn);
  EXPECT_SITES(
      pair +
          "struct Source { Pair next(int n = ^32) { return {torch::rand({n, 4}), torch::rand({n, 2})}; } "
          "};\nint main() { Source source; int i = 0; while (i++ < 90) { auto b = source.next(); auto l = "
          "torch::mse_loss(net(b.first), b.second); " +
          step + "} }",
      drawn);
}
TEST(OwnBatches, have_not_the_default_where_calls_give_a_size) {
  EXPECT_SITES(
      pair + "Pair draw(int n = ^8) { return {torch::rand({n, 4}), torch::rand({n, 2})}; }\nint main() { " +
          rounds + "auto [a, b] = draw(^32); auto l = torch::mse_loss(net(a), b); " + step + "} }",
      "nothing", drawn);
}
TEST(OwnBatches, have_a_default_that_is_handed_on_where_it_goes_to) {
  EXPECT_SITES(
      pair +
          "Pair make(int n) { return {torch::rand({n, 4}), torch::rand({n, 2})}; }\nPair draw(int n = ^8) "
          "{ return make(^n); }\nint main() { " +
          rounds + "auto [a, b] = draw(); auto l = torch::mse_loss(net(a), b); " + step + "} }",
      "nothing", "BatchLoop train batch_size=8 at 1 places of ");
}
TEST(OwnBatches, may_be_gathered_from_what_a_buffer_keeps) {
  const std::string memory = "struct Memory { std::vector<Tensor> kept; std::vector<Tensor> sample(int n) { "
                             "std::vector<Tensor> all; ";
  const std::string use = "\nint main() { Memory memory; " + rounds +
                          "auto all = memory.sample(^32); Tensor a = torch::stack(all); auto l = "
                          "torch::mse_loss(net(a), a); " +
                          step + "} }";
  EXPECT_SITES(memory +
                   "for (int i = 0; i < n; ++i) all.push_back(kept[rand() % kept.size()]); return all; } };" +
                   use,
               drawn);
  EXPECT_SITES(
      memory + "while (all.size() < n) all.push_back(kept.at(rand() % kept.size())); return all; } };" + use,
      drawn);
  EXPECT_SITES(memory +
                   "std::sample(kept.begin(), kept.end(), std::back_inserter(all), n, std::mt19937()); "
                   "return all; } };" +
                   use,
               drawn);
}
TEST(OwnBatches, are_none_where_a_loop_counts_what_is_made_anew) {
  EXPECT_SITES(
      "std::vector<Tensor> play(int n) { std::vector<Tensor> all; for (int i = 0; i < n; ++i) "
      "all.push_back(torch::rand({4})); return all; }\nint main() { " +
          rounds +
          "auto all = play(^32); Tensor a = torch::stack(all); auto l = torch::mse_loss(net(a), a); " + step +
          "} }",
      "nothing");
}

namespace {
const std::string batch = "struct Batch { Tensor in, out; };\n";
const std::string loss = "auto l = torch::mse_loss(net(b.in), b.out); ";
} // namespace

TEST(OwnBatches, may_be_filled_by_the_head_of_a_loop) {
  EXPECT_SITES(
      batch +
          "struct Source { bool operator()(Batch& b); };\nint main() { Source source; Batch b = ^Batch(); "
          "^for (int e = 0; e < 9; ++e) ^while (source(b)) { " +
          loss + step + "} }",
      "TrainingTensors train b.in -> b.out, of one turn", "EpochLoop train epochs=9", "BatchLoop train");
  EXPECT_SITES(
      batch +
          "struct Source { bool next(Batch* b); };\nint main() { auto source = std::make_unique<Source>(); "
          "Batch b; for (int e = 0; e < 9; ++e) ^while (source->next(&b)) { " +
          loss + step + "} }",
      "BatchLoop train");
  EXPECT_SITES(
      batch +
          "bool fill(Batch& b);\nint main() { for (int e = 0; e < 9; ++e) { Batch b; ^for (; fill(b);) { " +
          loss + step + "} } }",
      "BatchLoop train");
}
TEST(OwnBatches, may_be_filled_by_a_statement) {
  EXPECT_SITES(
      batch + "struct Source { void next(Batch& b); };\nint main() { Source source; Batch b = ^Batch(); " +
          rounds + "source.next(b); " + loss + step + "} }",
      "TrainingTensors train b.in -> b.out, of one turn");
}
TEST(OwnBatches, are_not_filled_by_what_is_handed_a_network) {
  EXPECT_SITES(batch + "void fit(torch::nn::Linear& net, Batch& b) { " + loss + step +
                   "}\nint main() { Batch b = ^Batch(); " + rounds + "fit(net, b); } }",
               "TrainingTensors train b.in -> b.out");
}
