// Edits that reach training in forms that names alone hide: macros, unnamed types, calls, what comes after
// it.
#include "tests/source/reach_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using namespace testing;
using ::testing::HasSubstr;

/// A setting, written as `setting`, that training uses as `used`.
std::string with_setting(const std::string& setting, const std::string& used) {
  return replaced(replaced(program, "namespace {\n", setting + "\nnamespace {\n"), "epoch < kEpochs",
                  "epoch < " + used);
}

bool reaches(const std::string& before, const std::string& old, const std::string& by) {
  const std::string after = replaced(before, old, by);
  const bool there = reach_of(before, after).has_value(), back = reach_of(after, before).has_value();
  EXPECT_EQ(there, back) << by;
  return there;
}

TEST(ReachForms, a_setting_reaches_training_however_it_is_declared) {
  for (const auto& [setting, used] : std::vector<std::pair<std::string, std::string>>{
           {"struct Options { int most = 7; } options;", "options.most"},
           {"static struct { int most = 7; } options;", "options.most"},
           {"struct { int most = 7; } options, others;", "options.most"},
           {"struct Options options = {7};", "options.most"},
           {"class alignas(16) Options { public: int most = 7; } options;", "options.most"},
           {"DEFINE_int32(most, 7, \"epochs\");", "FLAGS_most"},
           {"ABSL_FLAG(int, most, 7, \"epochs\");", "absl::GetFlag(FLAGS_most)"},
           {"auto [most, least] = std::pair(7, 1);", "most"},
           {"int (*most)() = [] { return 7; };", "most()"},
           {"#define MOST 7", "MOST"},
           {"namespace numbers = seven7;\nnamespace seven7 { constexpr int most = 3; }", "numbers::most"}})
    EXPECT_TRUE(reaches(with_setting(setting, used), "7", "9")) << setting;
}

TEST(ReachForms, a_macro_reaches_what_a_directive_decides_by_it) {
  const std::string text = with_setting("#define MOST 6\n#if MOST > 5\nconstexpr int most = 9;\n#else\n"
                                        "constexpr int most = 4;\n#endif",
                                        "most");
  EXPECT_TRUE(reaches(text, "MOST 6", "MOST 5"));
  EXPECT_FALSE(reaches(text, "kTestImages = 1000", "kTestImages = 2000"));
}

TEST(ReachForms, code_that_moves_past_a_directive_or_to_another_namespace_has_changed) {
  const std::string text = with_setting("#ifdef QUICK\nint most = 1;\n#endif\nint least = 1;", "most");
  EXPECT_TRUE(reaches(text, "int most = 1;\n#endif\n", "#endif\nint most = 1;\n"));
  const std::string spaces =
      with_setting("namespace a { int most = 1; }\nnamespace b { int least = 1; }", "a::most");
  EXPECT_TRUE(reaches(spaces, "namespace a { int most = 1; }\nnamespace b { ",
                      "namespace a { }\nnamespace b { int most = 1; "));
  const std::string inner = replaced(program, "  Net network;\n",
                                     "#ifdef QUICK\n  omp_set_num_threads(1);\n#endif\n  Net network;\n");
  EXPECT_TRUE(reaches(inner, "  omp_set_num_threads(1);\n#endif\n", "#endif\n  omp_set_num_threads(1);\n"));
  EXPECT_FALSE(reaches(inner, "kTestImages = 1000", "kTestImages = 2000"));
}

TEST(ReachForms, what_is_given_to_a_call_before_training_may_be_kept_by_it) {
  const std::string text = replaced(
      replaced(
          with_setting("int most = 4;\nvoid configure(int n) { most = n; }\n"
                       "int fitting(int n) { return most = n; }\nvoid shown(int n) { printf(\"%d\", n); }",
                       "most"),
          "kTestImages = 1000;", "kTestImages = 1000;\nconstexpr int kLimit = 3;"),
      "  Net network;\n", "  // Here.\n  Net network;\n");
  const auto reaches_by = [&](const std::string& call) {
    return reaches(replaced(text, "  // Here.\n", "  " + call + "\n"), "kLimit = 3", "kLimit = 5");
  };
  EXPECT_TRUE(reaches_by("configure(kLimit);")) << "a function of the sources that writes a variable";
  EXPECT_TRUE(reaches_by("const int fits = fitting(kLimit);")) << "also for a value";
  EXPECT_TRUE(reaches_by("omp_set_num_threads(kLimit);")) << "one that nothing is known of";
  EXPECT_FALSE(reaches_by("shown(kLimit);"));
  EXPECT_FALSE(reaches_by("printf(\"%d\", kLimit);"));
  EXPECT_FALSE(reaches_by("std::cout << std::setw(4) << kLimit;"));
}

TEST(ReachForms, what_is_left_in_variables_after_training_may_reach_the_next) {
  const std::string text = R"(int most = 4;
constexpr int limit = 3;
void fit(Net& net, Options& options) {
  for (auto& batch : *train_loader) step(net, batch, most);
  // Here.
}
int main() {
  Options options;
  fit(first, options);
  printf("Test accuracy: %f", evaluate(first));
  refit(second, options);
}
void refit(Net& net, Options& options) { for (auto& other : *others) step(net, other, options.rate); }
)";
  const auto reaches_by = [&](const std::string& statement) {
    const std::string before = replaced(text, "// Here.", statement);
    const auto after = replaced(before, "limit = 3", "limit = 5");
    const auto loops = [](const std::string& of) {
      return std::vector<LoopPoint>{{"main.cpp", std::uint32_t(of.find("for (auto& batch"))},
                                    {"main.cpp", std::uint32_t(of.find("for (auto& other"))}};
    };
    return find_reach({{"main.cpp", before}}, {{"main.cpp", after}}, loops(after)).has_value();
  };
  EXPECT_TRUE(reaches_by("most = limit;"));
  EXPECT_TRUE(reaches_by("options.rate = limit;"));
  EXPECT_FALSE(reaches_by("printf(\"%d\", limit);"));
}

TEST(ReachForms, what_changes_the_network_after_training_reaches_what_was_kept) {
  const auto reaches_by = [&](const std::string& statement, const std::string& function = "") {
    std::string text =
        replaced(program, "  const double accuracy", "  " + statement + "\n  const double accuracy");
    text = replaced(text, "double run(", function + "\ndouble run(");
    return reaches(replaced(text, "int verbose = 0;", "int verbose = 0;\nconstexpr double kLimit = 3;"),
                   "kLimit = 3", "kLimit = 5");
  };
  EXPECT_TRUE(reaches_by("for (auto& p : network->parameters()) p.data().clamp_(-kLimit, kLimit);"));
  EXPECT_TRUE(reaches_by("auto all = network->parameters(); for (auto& p : all) p *= kLimit;"));
  EXPECT_TRUE(reaches_by("network->out->weight[0] = kLimit;"));
  EXPECT_TRUE(reaches_by("torch::nn::init::constant_(network->out->bias, kLimit);"));
  EXPECT_TRUE(reaches_by("torch::load(network, kLimit > 3 ? \"best.pt\" : \"last.pt\");"));
  EXPECT_TRUE(reaches_by(
      "clip(network, kLimit);",
      "void clip(Net& net, double most) { for (auto& p : net->parameters()) p.clamp_(-most, most); }"));
  EXPECT_FALSE(reaches_by("torch::load(network, \"best.pt\");\n  report(network, kLimit);"))
      << "what follows the load has changed";
  EXPECT_TRUE(reaches_by("for (int i = 0; i < 2; ++i) {\n    torch::load(network, names[i]);\n    "
                         "names[1] = kLimit;\n  }"));
  EXPECT_TRUE(reaches_by("if (kLimit > 4) torch::load(network, \"best.pt\");")) << "whether it is done";
  EXPECT_TRUE(reaches_by("if (kLimit > 4) return 0;\n  torch::load(network, \"best.pt\");"));
  EXPECT_FALSE(reaches_by("if (kLimit > 4) printf(\"few\");\n  torch::load(network, \"best.pt\");"));
  EXPECT_FALSE(reaches_by("printf(\"%f\", kLimit * evaluate(network, *test_loader));"));
  EXPECT_FALSE(reaches_by(
      "double sum = 0; for (auto& p : network->parameters()) sum += p.sum().item<double>() * kLimit;"));
}

TEST(ReachForms, modules_and_initialisers_draw) {
  for (const char* drawn :
       {"torch::nn::Linear other(test_count, 2);", "auto other = torch::normal(0, test_count);",
        "torch::nn::init::orthogonal_(other, test_count);"}) {
    const std::string text =
        replaced(program, "  Net network;\n",
                 "  const int test_count = 3;\n  " + std::string(drawn) + "\n  Net network;\n");
    EXPECT_TRUE(reaches(text, "test_count = 3", "test_count = 4")) << drawn;
  }
}

} // namespace
} // namespace misfire
