// What programs made at random have ended, or have been written to wrongly, once: each as a program of its
// own.
#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"
#include "mutator/source/emit.h"
#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

#include <iterator>
#include <sstream>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::write_file;

class OddPrograms : public ::testing::Test {
protected:
  TrainingProgram read(const std::string& main) {
    write_file(folder / "main.cpp", main);
    std::istringstream words(RANDOM_PROGRAM_FLAGS);
    const UnitCommand command{
        folder / "main.cpp", folder.path, {std::istream_iterator<std::string>(words), {}}};
    const auto units = read_units({command}, {folder.path, ""});
    EXPECT_EQ(units[0].refusal, "");
    return link(units);
  }

  /// The only file of the program's only mutant by an operator, as it is compiled.
  std::string mutated(const std::string& operator_id, const std::string& main) {
    const auto program = read(main);
    const auto mutants = mutate(program, {{operator_id, {}}}).made;
    EXPECT_EQ(mutants.size(), 1u);
    return mutants.empty() ? "" : mutated_files(program, mutants.front()).begin()->second;
  }

  testing::TemporaryFolder folder;
};

template <typename Kind>
std::vector<Kind> all(const TrainingProgram& program) {
  std::vector<Kind> found;
  for (const auto& site : program.sites)
    if (const auto* kind = as<Kind>(site)) found.push_back(*kind);
  return found;
}

TEST_F(OddPrograms, a_wide_text_names_a_metric_as_far_as_it_is_ascii) {
  const auto metrics = all<Metric>(read("#include <iostream>\n"
                                        "int main() { std::wcout << L\"accuracy \\u00e9: \" << 0.5; }\n"));
  ASSERT_EQ(metrics.size(), 1u);
  EXPECT_EQ(metrics[0].label, "accuracy ?: ");
}

TEST_F(OddPrograms, an_include_is_written_behind_a_byte_order_mark) {
  EXPECT_EQ(read("\xef\xbb\xbfint main() {}\n").files[0].include_point, 3u);
  EXPECT_EQ(read("\xef\xbb\xbf#include <vector>\nint main() {}\n").files[0].include_point, 21u);
  EXPECT_EQ(read("\xef\xbb\xbf").files[0].include_point, 3u);
}

constexpr const char* rate_with_suffix = R"(#include <torch/torch.h>
constexpr double operator""_per_step(long double rate) { return rate; }
template <typename Net>
void train(Net net) {
  torch::optim::SGD optimizer(net->parameters(), 0.5_per_step);
  for (int epoch = 0; epoch < 3; ++epoch) {
    net(torch::rand({2})).sum().backward();
    optimizer.step();
  }
}
int main() { train(torch::nn::Linear(2, 2)); }
)";

TEST_F(OddPrograms, a_literal_with_a_suffix_is_exchanged_whole_in_a_template) {
  EXPECT_THAT(mutated("HLR", rate_with_suffix), HasSubstr("(net->parameters(), misfire::"));
}

/// A program that prints in the epochs that the condition names.
std::string printing_when(const std::string& loop, const std::string& condition) {
  return "#include <torch/torch.h>\n#include <cstdio>\n"
         "struct Settings { int epochs = 60; };\n"
         "int main() {\n"
         "  Settings settings;\n"
         "  const int epochs = 60;\n"
         "  torch::nn::Linear net(2, 2);\n"
         "  torch::optim::SGD optimizer(net->parameters(), 0.1);\n"
         "  int epoch = 0;\n  " +
         loop + " {\n    net(torch::rand({2})).sum().backward();\n    optimizer.step();\n    if (" +
         condition + ") std::puts(\"x\");\n  }\n}\n";
}

TEST_F(OddPrograms, what_is_done_in_the_last_epoch_is_done_in_the_last_that_is_left) {
  const std::string once = "misfire::value(1)";
  EXPECT_THAT(mutated("HNE", printing_when("for (epoch = 1; epoch <= epochs; ++epoch)",
                                           "epoch % 10 == 0 || epoch == epochs")),
              HasSubstr("if (epoch % 10 == 0 || epoch == misfire::value(1, epochs))"));
  EXPECT_THAT(mutated("HNE", printing_when("while (epoch++ < settings.epochs)", "settings.epochs == epoch")),
              HasSubstr("if (misfire::value(1, settings.epochs) == epoch)"));
  EXPECT_THAT(mutated("HNE", printing_when("for (int e = 0; e < 60; e++)", "e + 1 >= 60")),
              HasSubstr("if (e + 1 >= " + once + ")"));
  EXPECT_THAT(mutated("HNE", printing_when("for (int e = 0; e < epochs; e++)", "e == epochs - 1")),
              HasSubstr("if (e == misfire::value(1, epochs) - 1)"));
  EXPECT_THAT(mutated("HNE", printing_when("for (int e = 1; e < epochs; e++)", "e + 1 == epochs")),
              HasSubstr("if (e + 1 == (misfire::value(1, epochs - 1) + 1))"));
  EXPECT_THAT(mutated("HNE", printing_when("for (int e = 0; e < 60; e++)", "e % 60 == 0 || 60 < epochs")),
              HasSubstr("if (e % 60 == 0 || 60 < epochs)"));
}

/// A data set of samples of the program's own, with these members, and of one more type above them.
std::string own_samples(const std::string& members, const std::string& above = "") {
  return "#include <torch/torch.h>\n"
         "struct Pair { torch::Tensor data, target; };\n"
         "struct Sample" +
         above + " { " + members + " };\n" +
         "struct Set : torch::data::datasets::Dataset<Set, Sample> {\n"
         "  Sample get(size_t) override { return {}; }\n"
         "  std::optional<size_t> size() const override { return 8; }\n"
         "};\n"
         "int main() {\n"
         "  auto loader = torch::data::make_data_loader(Set(), 4);\n"
         "  torch::nn::Linear net(2, 2);\n"
         "  torch::optim::SGD optimizer(net->parameters(), 0.1);\n"
         "  for (auto& batch : *loader) {\n"
         "    net(torch::rand({2})).sum().backward();\n"
         "    optimizer.step();\n"
         "  }\n"
         "}\n";
}

TEST_F(OddPrograms, samples_of_the_programs_own_are_spoilt_where_their_members_tell_what_they_are) {
  const auto left_out = [&](const std::string& text) {
    std::string reasons;
    for (const NotMade& one : mutate(read(text), {{"TCL", {}}, {"TRD", {}}}).not_made)
      reasons += one.operator_id + ": " + one.reason + "\n";
    return reasons;
  };
  EXPECT_EQ(
      left_out(own_samples("torch::Tensor left, right, label;")),
      "TCL: its samples are of a type of the program's own (Sample), of which it is not known what are "
      "inputs and what are targets: with its members named `data` and `target`, as torch::data::Example "
      "has them, they are found\n");
  EXPECT_EQ(left_out(own_samples("torch::Tensor data, target, weight;")), "");
  EXPECT_EQ(left_out(own_samples("torch::Tensor weight;", " : Pair")), "");
}

TEST_F(OddPrograms, instances_of_a_template_that_are_friends_of_one_another_are_read_once) {
  const auto program = read("#include <torch/torch.h>\n"
                            "template <typename T> struct Pointer {\n"
                            "  template <typename U> friend struct Pointer;\n"
                            "  torch::nn::Linear fc{2, 2};\n"
                            "};\n"
                            "int main() { Pointer<int> a; Pointer<long> b; }\n");
  EXPECT_EQ(all<Layer>(program).size(), 1u);
}

TEST_F(OddPrograms, a_partial_specialisation_is_read_in_its_instances) {
  const std::string text = "#include <torch/torch.h>\n"
                           "template <typename T> struct Part {};\n"
                           "template <typename T> struct Part<T&> {\n"
                           "  constexpr Part() noexcept : held(nullptr), fc(2, 2) {}\n"
                           "  T* held;\n"
                           "  torch::nn::Linear fc;\n"
                           "};\n";
  EXPECT_EQ(all<Layer>(read(text + "int main() {}\n")).size(), 0u);
  EXPECT_EQ(all<Layer>(read(text + "int main() { Part<int&> a; Part<long&> b; }\n")).size(), 1u);
}

TEST_F(OddPrograms, a_template_of_variables_is_read_in_its_instances) {
  const std::string text = "#include <torch/torch.h>\n"
                           "template <typename L> L layer(2, 2);\n"
                           "template <typename L> L layer<L*> = L(2, 2);\n"
                           "template <typename L>\n"
                           "concept Layered = requires(L l) { torch::nn::Linear(2, 2)->forward(l); };\n";
  EXPECT_EQ(all<Layer>(read(text + "int main() {}\n")).size(), 0u);
  EXPECT_EQ(all<Layer>(read(text + "int main() { layer<torch::nn::Linear>(torch::rand({2})); }\n")).size(),
            1u);
}

} // namespace
} // namespace misfire
