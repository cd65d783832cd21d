// Loops, guards, checkpoints, modes: each form in a line.
#include "tests/reader/one_line/one_line.h"

namespace {

const std::string step = "torch::mse_loss(net(x), y).backward(); optimizer.step();";
/// Points that are never trained on.
const std::string apart = "auto held = torch::rand({8, 4}), told = torch::rand({8, 2}); ";
const std::string measure = " double v = torch::mse_loss(net(held), told).item<double>(); ";

} // namespace

TEST(EpochLoop, counts_from_nought) {
  EXPECT_SITES("^for (int e = 0; e < 12; ++e) { " + step + " }", "EpochLoop train epochs=12");
}
TEST(EpochLoop, counts_from_one_to_its_bound) {
  EXPECT_SITES("^for (int e = 1; e <= 12; e++) { " + step + " }", "EpochLoop train epochs=12");
}
TEST(EpochLoop, counts_down) {
  EXPECT_SITES("^for (int e = 12; e > 0; --e) { " + step + " }", "EpochLoop train epochs=12");
}
TEST(EpochLoop, counts_in_its_body) {
  EXPECT_SITES("int e = 0; ^while (e < 12) { " + step + " ++e; }", "EpochLoop train epochs=12");
}
TEST(EpochLoop, counts_as_it_compares) {
  EXPECT_SITES("int e = 0; ^while (e++ < 12) { " + step + " }", "EpochLoop train epochs=12");
}
TEST(EpochLoop, counts_at_its_end) {
  EXPECT_SITES("int e = 0; ^do { " + step + " } while (++e < 12);", "EpochLoop train epochs=12");
}
TEST(EpochLoop, goes_on_until_a_break) {
  EXPECT_SITES("int e = 0; ^while (true) { " + step + " if (++e == 12) break; }",
               "EpochLoop train epochs=12");
}
TEST(EpochLoop, that_counts_nothing_has_no_number) {
  EXPECT_SITES("double l = 1; ^while (l > 0.1) { " + step + " l = net(x).sum().item<double>(); }",
               "EpochLoop train no epochs");
}
TEST(EpochLoop, is_none_where_nothing_trains) {
  EXPECT_SITES("^for (int e = 0; e < 12; ++e) net(x);", "nothing");
}
TEST(EpochLoop, has_a_bound_that_is_not_known_beyond_64_bits) {
  EXPECT_SITES("^for (unsigned long e = 0; e != std::string::npos; ++e) { " + step + " }",
               "EpochLoop train epochs=?");
}
namespace {
const std::string rows_step =
    "torch::mse_loss(net(x.index_select(0, rows)), y.index_select(0, rows)).backward(); "
    "optimizer.step();";
const std::string epoch = "for (int e = 0; e < 9; ++e) ";
} // namespace
TEST(BatchLoop, takes_parts_of_a_split) {
  EXPECT_SITES(epoch + "^for (auto& rows : torch::randperm(80).split(16)) { " + rows_step + " }",
               "BatchLoop train batch_size=16 at 1 places of ");
}
TEST(BatchLoop, takes_parts_that_a_variable_holds) {
  EXPECT_SITES(epoch +
                   "{ auto a = x.split(16), b = y.split(16); ^for (unsigned long i = 0; i < a.size(); ++i) { "
                   "torch::mse_loss(net(a[i]), b[i]).backward(); optimizer.step(); } }",
               "BatchLoop train batch_size=16 at 2 places of ");
}
TEST(BatchLoop, takes_no_parts_of_another_dimension) {
  EXPECT_SITES(epoch + "^for (auto& part : x.split(16, 1)) { torch::mse_loss(net(part), y).backward(); "
                       "optimizer.step(); }",
               "BatchLoop train");
}
TEST(BatchLoop, cuts_in_a_while) {
  EXPECT_SITES(epoch +
                   "{ int i = 0; ^while (i < 80) { auto rows = torch::randperm(80).slice(0, i, i + 16); " +
                   rows_step + " i += 16; } }",
               "BatchLoop train batch_size=16 at 2 places of 80");
}
TEST(BatchLoop, cuts_in_a_do) {
  EXPECT_SITES(epoch +
                   "{ int i = 0, size = 16; ^do { auto rows = torch::randperm(80).slice(0, i, i + size); " +
                   rows_step + " i += size; } while (i < 80); }",
               "BatchLoop train batch_size=16 at 2 places of 80");
}
TEST(BatchLoop, gathers_samples_until_there_are_enough) {
  EXPECT_SITES(epoch + "{ std::vector<Tensor> held; ^for (int i = 0; i < 80; ++i) { held.push_back(x[i]); if "
                       "(held.size() < 16 && i + 1 < 80) continue; torch::mse_loss(net(torch::stack(held)), "
                       "y).backward(); optimizer.step(); held.clear(); } }",
               "BatchLoop train batch_size=16 at 1 places of ");
}
TEST(BatchLoop, gathers_nothing_by_a_count_that_is_never_reset) {
  EXPECT_SITES(
      "int seen = 0; ^for (int e = 0; e < 9; ++e) { ++seen; if (seen >= 4) { torch::mse_loss(net(x), "
      "y).backward(); optimizer.step(); } }",
      "EpochLoop train epochs=9");
}
TEST(BatchLoop, that_gathers_says_that_the_loader_has_another_size) {
  EXPECT_SITES(
      "auto loader = ^torch::data::make_data_loader(set(), 1); int held = 0; Tensor all; " + epoch +
          "^for (auto& b : *loader) { all = x; ++held; if (held >= 8) { torch::mse_loss(net(all), "
          "y).backward(); optimizer.step(); held = 0; } }",
      "Loader train batch_size=1: the loop that reads it gathers its samples into batches of its own",
      "BatchLoop train batch_size=8 at 1 places of ");
}
TEST(BatchLoop, is_none_along_time) {
  EXPECT_SITES(epoch + "^for (int i = 0; i < 80; i += 16) { "
                       "torch::mse_loss(net(x.index({torch::indexing::Slice(), torch::indexing::Slice(i, i + "
                       "16)})), y).backward(); optimizer.step(); }",
               "BatchLoop train");
}
TEST(BatchLoop, may_be_a_call_that_draws_a_batch) {
  EXPECT_SITES(
      "Tensor draw(int rows) { return torch::rand({rows, 4}); }\nint main() { auto held = draw(^500); "
      "for (int i = 0; i < 90; ++i) { auto a = draw(^32); torch::mse_loss(net(a), a).backward(); "
      "optimizer.step(); } }",
      "nothing", "BatchLoop train batch_size=32 at 1 places of ");
}
TEST(BatchLoop, may_draw_the_numbers_of_samples) {
  EXPECT_SITES("for (int i = 0; i < 90; ++i) { auto rows = torch::randint(80, {^16}); " + rows_step + " }",
               "BatchLoop train batch_size=16 at 1 places of ");
}
TEST(EpochLoop, is_none_over_settings_that_are_listed) {
  EXPECT_SITES("^for (int rounds : {20, 10}) { for (int e = 0; e < rounds; ++e) { torch::mse_loss(net(x), "
               "y).backward(); optimizer.step(); } }",
               "nothing");
}
TEST(BatchLoop, cuts_by_a_stride) {
  EXPECT_SITES(
      "for (int e = 0; e < 3; ++e) ^for (int i = 0; i < 80; i += 16) { torch::mse_loss(net(x.slice(0, i, i + "
      "16)), y.slice(0, i, i + 16)).backward(); optimizer.step(); }",
      "BatchLoop train batch_size=16 at 3 places of 80");
}
TEST(Guard, keeps_the_best_model) {
  EXPECT_SITES(apart + "double best = 9; for (int e = 0; e < 3; ++e) { " + step + measure +
                   "if (^v < best) { best = v; ^torch::save(net, \"best.pt\"); } }",
               "Guard train keeps by validation no patience", "Checkpoint train");
}
TEST(Guard, keeps_behind_what_leaves_the_round) {
  EXPECT_SITES(apart + "double best = 9; for (int e = 0; e < 3; ++e) { " + step + measure +
                   "if (^v >= best) continue; best = v; torch::save(net, \"best.pt\"); }",
               "Guard train keeps where false by validation no patience");
}
TEST(Guard, stands_where_its_variable_is_computed) {
  EXPECT_SITES(
      apart + "double best = 9; for (int e = 0; e < 3; ++e) { " + step + measure +
          "const bool better = ^v < best; if (better) { best = v; torch::save(net, \"best.pt\"); } }",
      "Guard train keeps by validation no patience");
}
TEST(Guard, ends_training_after_its_patience) {
  EXPECT_SITES(apart + "double best = 9; int waited = 0; for (int e = 0; e < 30; ++e) { " + step + measure +
                   "if (v < best) { best = v; waited = 0; } else if (^++waited >= 5) break; }",
               "Guard train stops by validation patience=5");
}
TEST(Guard, ends_training_by_a_count_that_begins_anew_in_one_expression) {
  EXPECT_SITES(apart + "double best = 9; int waited = 0; for (int e = 0; e < 30; ++e) { " + step + measure +
                   "waited = v < best ? 0 : waited + 1; if (v < best) best = v; if (^waited >= 5) break; }",
               "Guard train stops by validation patience=5");
}
TEST(Guard, ends_training_in_the_header_of_its_loop) {
  EXPECT_SITES(apart + "double best = 9; int waited = 0; for (int e = 0; e < 30 && ^waited < 5; ++e) { " +
                   step + measure + "++waited; if (v < best) { best = v; waited = 0; } }",
               "Guard train stops where false by validation patience=5");
}
TEST(Guard, ends_training_by_what_a_method_says) {
  EXPECT_SITES(
      "struct Stop { double best = 9; int bad = 0; void see(double v) { if (v < best) { best = v; bad = 0; } "
      "else ++bad; } bool finished() const { return ^bad > 4; } };\nint main() { Stop stop; " +
          apart + "for (int e = 0; e < 30 && !stop.finished(); ++e) { " + step + measure + "stop.see(v); } }",
      "Guard train stops by validation patience=4");
}
TEST(Guard, that_only_counts_validates_nothing) {
  EXPECT_SITES(
      "for (int e = 0; e < 30; ++e) { " + step +
          " torch::NoGradGuard off; if (^(e % 10 == 0) || e == 29) torch::save(net, \"model.pt\"); }",
      "Guard train keeps no patience");
}
TEST(Guard, that_only_counts_validates_nothing_in_other_forms) {
  EXPECT_SITES("void keep(int e) { if (^e % 5 == 4) torch::save(net, \"model.pt\"); }\nint main() { "
               "for (int e = 0; e < 30; ++e) { " +
                   step + " torch::NoGradGuard off; keep(e); } }",
               "Guard train keeps no patience");
  EXPECT_SITES("int e = 0; while (e < 30) { " + step +
                   " { torch::NoGradGuard off; double v = torch::mse_loss(net(y), x).item<double>(); "
                   "std::printf(\"%f\", v); } ++e; if (^!(e % 10)) { torch::save(net, \"model.pt\"); } }",
               "Guard train keeps no patience");
}
TEST(Guard, that_measures_what_is_trained_on_validates_nothing) {
  EXPECT_SITES("double best = 9; for (int e = 0; e < 3; ++e) { " + step +
                   " torch::NoGradGuard off; double v = torch::mse_loss(net(x), y).item<double>(); "
                   "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } }",
               "Guard train keeps no patience");
}
TEST(Guard, validates_on_the_points_that_the_one_call_gives) {
  EXPECT_SITES(
      "void fit(const Tensor& x, const Tensor& y, const Tensor& held, const Tensor& told) { double best = 9; "
      "for (int e = 0; e < 3; ++e) { " +
          step + measure +
          "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } } }\nint main() { "
          "auto held = torch::rand({8, 4}), told = torch::rand({8, 2}); fit(x, y, held, told); }",
      "Guard train keeps by validation no patience");
}
TEST(Guard, validates_on_the_points_that_a_method_or_lambda_is_given) {
  EXPECT_SITES(
      "struct Trainer { double best = 9; void fit(const Tensor& x, const Tensor& y, const Tensor& held, "
      "const Tensor& told) { for (int e = 0; e < 3; ++e) { " +
          step + measure +
          "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } } } };\n"
          "int main() { Trainer trainer; auto held = torch::rand({8, 4}), told = torch::rand({8, 2}); "
          "trainer.fit(x, y, held, told); }",
      "Guard train keeps by validation no patience");
  EXPECT_SITES(apart +
                   "auto fit = [&](const Tensor& a, const Tensor& b, const Tensor& c, const Tensor& d) { "
                   "double best = 9; for (int e = 0; e < 3; ++e) { torch::mse_loss(net(a), b).backward(); "
                   "optimizer.step(); double v = torch::mse_loss(net(c), d).item<double>(); "
                   "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } } }; fit(x, y, held, told);",
               "Guard train keeps by validation no patience");
}
TEST(Guard, validates_nothing_on_the_points_that_the_one_call_gives_twice) {
  EXPECT_SITES(
      "void fit(const Tensor& x, const Tensor& y, const Tensor& held, const Tensor& told) { double best = 9; "
      "for (int e = 0; e < 3; ++e) { " +
          step + measure +
          "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } } }\nint main() { "
          "fit(x, y, x, y); }",
      "Guard train keeps no patience");
}
TEST(Guard, validates_on_what_a_function_makes_of_the_same_series) {
  EXPECT_SITES(
      "Tensor part(const Tensor& of) { return of * 2; }\nint main() { auto all = torch::rand({80, 4}), "
      "told = torch::rand({8, 2}); auto used = part(all.slice(0, 0, 60)), held = part(all.slice(0, 60, 80)); "
      "double best = 9; for (int e = 0; e < 3; ++e) { torch::mse_loss(net(used), told).backward(); "
      "optimizer.step();" +
          measure + "if (^v < best) { best = v; torch::save(net, \"best.pt\"); } } }",
      "Guard train keeps by validation no patience");
}
TEST(ModeSwitch, is_to_training_or_evaluation) {
  EXPECT_SITES("^net->train(); ^net->eval(); ^net->train(false);", "ModeSwitch to train",
               "ModeSwitch to eval", "ModeSwitch to eval");
}
TEST(NoGrad, is_a_guard) {
  EXPECT_SITES("torch::NoGradGuard ^guard; net(x);", "NoGrad NoGradGuard");
}
TEST(Batches, that_are_rows_of_a_table_keep_their_size) {
  const auto rows =
      "skipped Loader: the rows of a table are its batches: another size need not divide how many "
      "samples there are";
  EXPECT_SITES("auto index = ^torch::randperm(x.size(0)).view({-1, 4});", rows);
  EXPECT_SITES("auto index = ^torch::randperm(8).reshape({2, -1});", rows);
  EXPECT_SITES("auto index = ^torch::arange(8).view({-1, 4}), flat = ^torch::randperm(8).view({-1});",
               "nothing", "nothing");
}
TEST(Batches, by_a_function_that_calls_itself_keep_their_size) {
  EXPECT_SITES("template <class Visit> void visit_all(Tensor set, int size, Visit visit, int from = 0) {"
               "  if (from >= set.size(0)) return;"
               "  visit(set.slice(0, from, from + size));"
               "  ^visit_all(set, size, visit, from + size); }"
               "int main() { visit_all(x, 2, [](Tensor batch) { net(batch); }); }",
               "skipped Loader: its batches are cut by a function that calls itself");
  EXPECT_SITES("int sum(int from, int size) { return from > 9 ? 0 : from + ^sum(from + size, size); }"
               "int main() { return sum(0, 2); }",
               "nothing");
}
TEST(Batches, of_which_the_number_is_said_keep_their_size) {
  const std::string number =
      "skipped Loader: it says how many batches there are, not how many samples are in one";
  const std::string anew = "TrainingTensors train part -> , of one turn";
  EXPECT_SITES("for (auto& part : ^x.chunk(4)) { net(part).sum().backward(); optimizer.step(); }",
               anew + " + " + number);
  EXPECT_SITES("auto parts = ^torch::chunk(x, 4); for (std::size_t i = 0; i < parts.size(); ++i) { "
               "net(parts[i]).sum().backward(); optimizer.step(); }",
               "TrainingTensors train parts[i] -> , of one turn: its tensors are elements of vectors + " +
                   number);
  EXPECT_SITES("for (auto& part : ^x.chunk(4, 1)) { net(part).sum().backward(); optimizer.step(); } "
               "for (auto& part : ^x.chunk(4)) net(part);",
               anew, "nothing");
}
TEST(Batches, that_one_update_adds_up_keep_their_number) {
  EXPECT_SITES(
      "Tensor sum = torch::zeros({1}); ^for (int k = 0; k < 4; ++k) sum = sum + "
      "net(torch::rand({1, 4})).sum(); sum.backward(); optimizer.step();",
      "skipped Loader: an update adds up its turns: how many there are cuts no training set into batches");
  EXPECT_SITES("Tensor sum = torch::zeros({1}); ^for (int k = 0; k < 4; ++k) sum += net(x[k]).sum(); "
               "sum.backward(); optimizer.step();",
               "nothing");
}
TEST(Guard, is_none_where_the_program_fails) {
  EXPECT_SITES("int main() { for (int e = 0; e < 3; ++e) { int status = 0; std::scanf(\"%d\", &status); "
               "if (^status != 0) return 1; torch::mse_loss(net(x), y).backward(); optimizer.step(); } }",
               "nothing");
}
TEST(EpochLoop, is_a_function_that_calls_itself_for_the_next_epoch) {
  EXPECT_SITES(
      "void train(int epochs) { if (epochs == 0) return; net(x).sum().backward(); optimizer.step();\n"
      "  train(epochs - 1); }\n"
      "int main() { ^train(5); }",
      "EpochLoop train no epochs");
  EXPECT_SITES("int count(int n) { return n == 0 ? 0 : ^count(n - 1); }\n"
               "int main() { count(5); net(x).sum().backward(); optimizer.step(); }",
               "nothing");
}
