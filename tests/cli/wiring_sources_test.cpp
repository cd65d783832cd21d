// Projects whose sources are compiled in unusual ways: a campaign on them ends as on the project as it is.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string run_all = "run" + operators + " --config ten.yml";

class WiringSources : public Wiring {
protected:
  /// A copy of the project, changed before it is configured, with a ten.yml like that of the undisturbed
  /// campaign.
  StandInProject changed(const std::string& name,
                         const std::function<void(const std::filesystem::path&)>& change) {
    StandInProject other(beside(name), change);
    write_file(other / "ten.yml", other.initial + "runs: {baseline: 10, mutant: 10}\n" + jobs);
    return other;
  }

  /// Runs a campaign on such a copy, whose verdicts must be those of the undisturbed one.
  static Ran run_to_the_same_end(const StandInProject& other) {
    EXPECT_GT(undisturbed().runs, 0);
    EXPECT_FALSE(undisturbed().verdicts.empty()) << "no verdicts are equal to any";
    const Ran ran = other.misfire(run_all);
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    EXPECT_EQ(verdicts_in(other / "misfire.out"), undisturbed().verdicts);
    return ran;
  }
};

TEST_F(WiringSources, a_unity_build_is_mutated_built_and_run) {
  const StandInProject unity = changed("unity", [](const std::filesystem::path& folder) {
    std::ofstream(folder / "CMakeLists.txt", std::ios::app)
        << "set_target_properties(train training PROPERTIES UNITY_BUILD ON)\n";
  });
  run_to_the_same_end(unity);
}

TEST_F(WiringSources, a_source_that_includes_other_sources_is_mutated_built_and_run) {
  const StandInProject one = changed("one-source", [](const std::filesystem::path& folder) {
    write_file(folder / "app/all.cpp", "#include \"../lib/training.cpp\"\n#include \"train.cpp\"\n");
    std::ofstream(folder / "CMakeLists.txt", std::ios::app)
        << "set_target_properties(train PROPERTIES SOURCES app/all.cpp LINK_LIBRARIES \"\")\n"
           "target_include_directories(train PRIVATE include)\n"
           "target_include_directories(train SYSTEM PRIVATE ${LIBTORCH})\n";
  });
  run_to_the_same_end(one);
}

TEST_F(WiringSources, an_include_by_an_absolute_path_reaches_the_mutated_header) {
  const StandInProject absolute = changed("absolute", [](const std::filesystem::path& folder) {
    write_file(folder / "include/training.h",
               "#pragma once\n\n#include \"" + (folder / "include/model.h").string() +
                   "\"\n\ntorch::Tensor labels_of(const torch::Tensor& points);\n"
                   "void train_one_epoch(Model& model, torch::optim::Optimizer& optimizer, const "
                   "torch::Tensor& points);\n"
                   "double accuracy(Model& model, const torch::Tensor& points);\n");
  });
  run_to_the_same_end(absolute);
}

/// A source that g++ compiles and Clang refuses.
const std::string only_gcc =
    "#include \"model.h\"\n#include <cmath>\nconstexpr double root = std::sqrt(4.0);\n"
    "double scale_of(Model& model) { return root + 0 * model->hidden->weight.size(0); }\n";

void add_source(const std::filesystem::path& folder, const std::string& text) {
  write_file(folder / "lib/scale.cpp", text);
  std::ofstream(folder / "CMakeLists.txt", std::ios::app)
      << "target_sources(training PRIVATE lib/scale.cpp)\n";
}

TEST_F(WiringSources, a_source_that_clang_refuses_is_left_out_and_linked_as_its_compiler_built_it) {
  const StandInProject mixed = changed("mixed", [](const std::filesystem::path& folder) {
    add_source(folder, only_gcc);
    std::string text = contents_of(folder / "app/train.cpp");
    const std::string score = "const double score = accuracy";
    text.replace(text.find(score), score.size(), "const double score = scale_of(model) / 2 * accuracy");
    text.insert(text.find("int main("), "double scale_of(Model& model); ");
    write_file(folder / "app/train.cpp", text);
  });
  const Ran listed = mixed.misfire("list");
  EXPECT_EQ(listed.exit_code, 0) << listed.output;
  EXPECT_THAT(listed.output,
              HasSubstr("left out: lib/scale.cpp  Clang cannot read it, so nothing in it is mutated"));
  EXPECT_THAT(listed.output, HasSubstr("lib/scale.cpp:3:18: error: constexpr variable 'root'"));
  EXPECT_THAT(run_to_the_same_end(mixed).output, HasSubstr("left out: lib/scale.cpp"));
}

TEST_F(WiringSources, where_no_source_can_be_read_the_first_errors_are_told) {
  const Changed model(
      project() / "include/model.h", "#pragma once\n",
      "#pragma once\n#ifdef __clang__\n#error not by Clang\nint and_so_on = undeclared;\n#endif\n");
  const Ran listed = project().misfire("list");
  EXPECT_EQ(listed.exit_code, 1) << listed.output;
  EXPECT_THAT(listed.output,
              HasSubstr("Clang can read none of the program's sources, so nothing can be mutated.\n"));
  EXPECT_THAT(listed.output, HasSubstr("include/model.h:3:2: error: not by Clang\n"));
  EXPECT_THAT(listed.output, Not(HasSubstr("undeclared")));
}

TEST_F(WiringSources, a_comparison_with_npos_and_other_extremes_are_values_that_are_not_known) {
  const StandInProject extreme = changed("extreme", [](const std::filesystem::path& folder) {
    add_source(folder,
               "#include <cstdint>\n#include <limits>\n#include <string>\n"
               "bool has(const std::string& text) { return text.find('=') != std::string::npos; }\n"
               "std::size_t count(const std::string& text) {\n"
               "  std::size_t best = std::string::npos, n = 0;\n"
               "  for (std::size_t at(0); at != std::string::npos; at = text.find(' ', at + 1)) ++n;\n"
               "  for (std::uint64_t i = 0; i < UINT64_MAX; i += UINT64_MAX) n += best;\n"
               "  for (std::int64_t i = INT64_MIN; i <= INT64_MIN + 1; ++i) ++n;\n"
               "  return n;\n}\n"
               "const double none = std::numeric_limits<double>::infinity();\n");
  });
  run_to_the_same_end(extreme);
}

} // namespace
} // namespace misfire
