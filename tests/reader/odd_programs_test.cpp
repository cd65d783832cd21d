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
