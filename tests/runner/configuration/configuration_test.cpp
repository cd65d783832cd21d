#include "runner/configuration/configuration.h"

#include <gmock/gmock.h>

using namespace misfire;
using ::testing::HasSubstr;

namespace {

Result<Configuration> parse(const std::string& text) {
  return parse_configuration(text, "/home/user/net/misfire.yml");
}

std::string error_of(const std::string& text) {
  auto parsed = parse(text);
  return parsed ? "" : parsed.error().message;
}

const std::string smallest = R"(target: mnist
metrics:
  - {name: accuracy, pattern: 'Test accuracy: ([0-9.]+)'}
)";

} // namespace

TEST(Configuration, what_is_left_out_has_its_default) {
  auto configuration = parse(smallest);
  ASSERT_TRUE(configuration) << configuration.error().message;
  Configuration expected;
  expected.build = "/home/user/net/build";
  expected.target = "mnist";
  expected.directory = "/home/user/net";
  expected.metrics = {{"accuracy", "test", "Test accuracy: ([0-9.]+)", Goal::maximize}};
  expected.runs = {20, 20};
  expected.test = "glm";
  expected.jobs = 0;
  expected.timeout = TimesBaseline{5};
  expected.output = "/home/user/net/misfire.out";
  EXPECT_EQ(*configuration, expected);
}

TEST(Configuration, every_key_of_the_design_is_read) {
  auto configuration = parse(R"(
build: ../build            # CMake build directory
target: mnist
arguments: [--data, data, --epochs, 3]
directory: work            # the working directory of a run
metrics:
  - {name: accuracy, suite: test, pattern: 'Test accuracy: ([0-9.]+)', goal: maximize}
  - {name: loss, suite: train, pattern: 'Loss: ([0-9.]+)', goal: minimize}
operators: [HLR, "LCH=hinge,poisson"]
runs: {baseline: 5, mutant: 6}
test: mann-whitney
alpha: 0.01
effect: 0.8
jobs: 2                 # cores
timeout: 10min
memory: 1.5GB
disk: 500MB
keep: 2GB
processes: 30
threads: 2
devices: [0, 2]
data: [images, /usr/share/labels]
output: /tmp/out/
)");
  ASSERT_TRUE(configuration) << configuration.error().message;
  EXPECT_EQ(configuration->build, "/home/user/build");
  EXPECT_EQ(configuration->arguments, (std::vector<std::string>{"--data", "data", "--epochs", "3"}));
  EXPECT_EQ(configuration->directory, "/home/user/net/work");
  ASSERT_EQ(configuration->metrics.size(), 2u);
  EXPECT_EQ(configuration->metrics[1], (MetricPattern{"loss", "train", "Loss: ([0-9.]+)", Goal::minimize}));
  EXPECT_EQ(configuration->operators, (std::vector<Selection>{{"HLR", {}}, {"LCH", {"hinge", "poisson"}}}));
  EXPECT_EQ(configuration->runs, (RunCounts{5, 6}));
  EXPECT_EQ(configuration->test, "mann-whitney");
  EXPECT_EQ(configuration->alpha, 0.01);
  EXPECT_EQ(configuration->effect, 0.8);
  EXPECT_EQ(configuration->jobs, 2u);
  EXPECT_EQ(configuration->timeout, Timeout(std::chrono::duration<double>(600)));
  EXPECT_EQ(configuration->memory, (MemoryLimit{0.8, 1'500'000'000}));
  EXPECT_EQ(configuration->disk, 500'000'000u);
  EXPECT_EQ(configuration->keep, 2'000'000'000u);
  EXPECT_EQ(configuration->processes, 30u);
  EXPECT_EQ(configuration->threads, 2u);
  EXPECT_EQ(configuration->devices, (std::vector<std::string>{"0", "2"}));
  EXPECT_EQ(configuration->data, (std::vector<std::string>{"/home/user/net/images", "/usr/share/labels"}));
  EXPECT_EQ(configuration->output, "/tmp/out");
}

TEST(Configuration, a_program_that_judges_itself_needs_no_metric) {
  auto configuration = parse("target: acceptance\noracle: exit-code\n");
  ASSERT_TRUE(configuration) << configuration.error().message;
  EXPECT_EQ(configuration->oracle, Oracle::exit_code);
  EXPECT_TRUE(judging_metrics(*configuration).empty());
  EXPECT_THAT(error_of("target: acceptance\noracle: metrics\n"), HasSubstr("missing required key 'metrics'"));
}

TEST(Configuration, networks_are_kept_up_to_a_size_or_not_at_all) {
  EXPECT_EQ(parse(smallest)->keep, 0u);
  EXPECT_EQ(parse(smallest + "keep: none\n")->keep, 0u);
  EXPECT_EQ(parse(smallest + "keep: 0.5GB\n")->keep, 500'000'000u);
  for (const char* wrong : {"all", "10", "80%", "0GB"})
    EXPECT_THAT(error_of(smallest + "keep: " + wrong + "\n"),
                HasSubstr("what is kept of networks is written 10GB or 500MB, or none"));
}

TEST(Configuration, suites_say_how_replays_come_to_other_test_data) {
  const std::string kept = smallest + "keep: 1GB\n";
  const auto read = parse(kept + R"(suites:
  weak: {arguments: [--images, 100], data: [easy, /usr/share/easy]}
  noisy: {environment: {NOISE: 0.5}}
  none: {arguments: []}
)");
  ASSERT_TRUE(read) << read.error().message;
  using Words = std::vector<std::string>;
  const std::map<std::string, TestSuite> expected{
      {"weak", {.arguments = Words{"--images", "100"}, .data = {"/home/user/net/easy", "/usr/share/easy"}}},
      {"noisy", {.environment = {{"NOISE", "0.5"}}}},
      {"none", {.arguments = Words{}}}};
  EXPECT_EQ(read->suites, expected);
  const auto again = parse(written(*read, "/home/user/net/misfire.yml"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->suites, expected) << "a cluster's nodes read what is written";
  EXPECT_EQ(metric_on("weak", "accuracy"), "weak_accuracy");
  EXPECT_THAT(written(*parse(kept), "/home/user/net/misfire.yml"), ::testing::Not(HasSubstr("suites")))
      << "whoever adds them must not find the key there already";
}

TEST(Configuration, what_a_suite_lacks_is_said_where_it_stands) {
  const std::string kept = smallest + "keep: 1GB\nsuites:\n  ";
  EXPECT_THAT(error_of(smallest + "suites:\n  weak: {arguments: [a]}\n"),
              HasSubstr("misfire.yml:5:3: suites: weak is measured on the networks that runs leave, and none "
                        "is kept: add `keep: 10GB`"));
  EXPECT_THAT(error_of(kept + "weak: {data: [a]}\n"),
              HasSubstr("misfire.yml:6:3: suites: weak is measured as the suite test is: give it `arguments` "
                        "or an `environment` that lead the program to other test data"));
  EXPECT_THAT(error_of(kept + "weak: {argument: [a]}\n"),
              HasSubstr("unknown key 'argument' (did you mean arguments?)"));
  EXPECT_THAT(error_of(kept + "test: {arguments: [a]}\n"),
              HasSubstr("'test' is the name of a suite that the program measures by itself"));
  EXPECT_THAT(error_of(kept + "weak: {environment: {MISFIRE_SEED: 1}}\n"),
              HasSubstr("'MISFIRE_SEED' is no name of a variable that a suite can set"));
  for (const char* own : {"TMPDIR", "OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "MALLOC_TRIM_THRESHOLD_"})
    EXPECT_THAT(error_of(kept + "weak: {environment: {" + own + ": 1}}\n"),
                HasSubstr("is no name of a variable"))
        << "each run has its own";
  EXPECT_TRUE(parse(kept + "weak: {environment: {TMPDIRS: 1}}\n"));
  const std::string other = "target: a\nmetrics:\n  - {name: a, suite: train, pattern: '(x)'}\n";
  EXPECT_THAT(error_of(other + "keep: 1GB\nsuites: {weak: {arguments: [a]}}\n"),
              HasSubstr("weak is measured by the metrics of the suite test, and none of those judges"));
  EXPECT_THAT(error_of(smallest + "  - {name: weak_accuracy, pattern: '(x)'}\nkeep: 1GB\nsuites: {weak: "
                                  "{arguments: [a]}}\n"),
              HasSubstr("weak_accuracy is what accuracy is called on weak"));
  EXPECT_THAT(error_of(smallest + "  - {name: suite weak, pattern: '(x)', judges: false}\nkeep: 1GB\nsuites: "
                                  "{weak: {arguments: [a]}}\n"),
              HasSubstr("no metric can be called 'suite weak' beside a suite weak"));
  EXPECT_THAT(error_of(smallest +
                       "  - {name: top_accuracy, pattern: '(x)', judges: false}\nkeep: 1GB\nsuites: "
                       "{val: {arguments: [a]}, val_top: {arguments: [b]}}\n"),
              HasSubstr("val_top_accuracy is what top_accuracy is called on val, and accuracy on val_top"));
}

TEST(Configuration, operators_are_a_set_or_a_list) {
  EXPECT_TRUE(parse(smallest)->operators.empty());
  EXPECT_EQ(parse(smallest + "operators: all\n")->operators, *parse_selections("all"));
  EXPECT_EQ(parse(smallest + "operators: [deepcrime, libtorch, -WCI]\n")->operators,
            *parse_selections("deepcrime,libtorch,-WCI"));
  EXPECT_THAT(error_of(smallest + "operators: [HLR, -HLR]\n"),
              HasSubstr("operators: No operator is left of HLR,-HLR."));
  EXPECT_EQ(parse(smallest + "operators: HLR,WCI=zeros\n")->operators,
            (std::vector<Selection>{{"HLR", {}}, {"WCI", {"zeros"}}}));
  EXPECT_THAT(error_of(smallest + "operators: [HLR, LHC]\n"),
              HasSubstr("/home/user/net/misfire.yml:4:18: There is no operator LHC."));
  EXPECT_THAT(error_of(smallest + "operators: [LCH=hing]\n"),
              HasSubstr("misfire.yml:4:13: LCH has no value hing. Did you mean hinge?"));
  EXPECT_THAT(error_of(smallest + "operators: {HLR: 1}\n"), HasSubstr("misfire.yml:4:13: `all` or a list"));
}

TEST(Configuration, timeouts_are_factors_or_times) {
  EXPECT_EQ(parse(smallest + "timeout: 2.5x\n")->timeout, Timeout(TimesBaseline{2.5}));
  EXPECT_EQ(parse(smallest + "timeout: 30s\n")->timeout, Timeout(std::chrono::duration<double>(30)));
  EXPECT_EQ(parse(smallest + "timeout: 2h\n")->timeout, Timeout(std::chrono::duration<double>(7200)));
  EXPECT_THAT(error_of(smallest + "timeout: soon\n"), HasSubstr("misfire.yml:4:10: a timeout is written 5x"));
  EXPECT_THAT(error_of(smallest + "timeout: 0s\n"), HasSubstr("a timeout is written 5x"));
}

TEST(Configuration, an_unknown_key_is_refused_with_the_nearest_one) {
  EXPECT_EQ(error_of(smallest + "arguemnts: [a]\n"),
            "/home/user/net/misfire.yml:4:1: unknown key 'arguemnts' (did you mean arguments?)");
  EXPECT_THAT(
      error_of("target: a\nmetrics:\n  - {name: a, patern: '(x)'}\n"),
      HasSubstr(
          "misfire.yml:3:6: missing required key 'pattern'; 'patern' is not known (did you mean pattern?)"));
  EXPECT_THAT(error_of(smallest + "runs: {mutants: 5}\n"), HasSubstr("(did you mean mutant?)"));
  EXPECT_THAT(error_of(smallest + "xyzzy: 1\n"), ::testing::EndsWith("unknown key 'xyzzy'"));
}

TEST(Configuration, a_pattern_must_have_exactly_one_group) {
  EXPECT_EQ(
      error_of("target: a\nmetrics:\n  - {name: a, pattern: 'accuracy: [0-9.]+'}\n"),
      "/home/user/net/misfire.yml:3:24: exactly one group (...) must stand around the number; this has 0");
  EXPECT_THAT(error_of("target: a\nmetrics:\n  - {name: a, pattern: '(a)(b)'}\n"), HasSubstr("this has 2"));
  EXPECT_THAT(error_of("target: a\nmetrics:\n  - {name: a, pattern: '([0-9'}\n"),
              HasSubstr("misfire.yml:3:24: not a regular expression (RE2): missing ]"));
}

TEST(Configuration, what_is_missing_or_doubled_is_named) {
  EXPECT_THAT(error_of("metrics:\n  - {name: a, pattern: '(x)'}\n"),
              HasSubstr("misfire.yml:1:1: missing required key 'target'"));
  EXPECT_THAT(error_of("target: a\n"), HasSubstr("missing required key 'metrics'"));
  EXPECT_THAT(error_of("target: a\nmetrics: []\n"), HasSubstr("at least one is needed"));
  EXPECT_THAT(error_of("target: a\nmetrics:\n  - {name: a, pattern: '(x)'}\n  - {name: a, pattern: '(y)'}\n"),
              HasSubstr("two are named 'a'"));
  EXPECT_THAT(error_of(""), HasSubstr("misfire.yml:1:1"));
  EXPECT_THAT(error_of("target: [\n"), HasSubstr("misfire.yml:1:10: Could not find closing ]"));
}

TEST(Configuration, numbers_are_checked) {
  EXPECT_THAT(error_of(smallest + "jobs: many\n"), HasSubstr("misfire.yml:4:7: invalid number"));
  EXPECT_THAT(error_of(smallest + "runs: {baseline: 1, mutant: 20}\n"), HasSubstr("at least 2 runs"));
  EXPECT_THAT(error_of(smallest + "test: gml\n"), HasSubstr("misfire.yml:4:7: unknown test 'gml'"));
  EXPECT_THAT(error_of(smallest + "memory: 120%\n"), HasSubstr("misfire.yml:4:9: memory is written 80%"));
  EXPECT_THAT(error_of(smallest + "alpha: 1.5\n"), HasSubstr("between 0 and 1"));
  EXPECT_THAT(error_of(smallest + "alpha: nan\n"), HasSubstr("between 0 and 1"));
  for (const char* effect : {"nan", "inf", "-1"})
    EXPECT_THAT(error_of(smallest + "effect: " + effect + "\n"), HasSubstr("is a number, and not negative"))
        << effect;
  for (const char* most : {"disk", "memory", "keep"})
    EXPECT_THAT(error_of(smallest + most + ": 99999999999999999999GB\n"), HasSubstr("500MB")) << most;
  EXPECT_THAT(error_of(smallest + "effect: -1\n"), HasSubstr("not negative"));
  EXPECT_THAT(error_of("target: a\nmetrics:\n  - {name: a, pattern: '(x)', goal: up}\n"),
              HasSubstr("misfire.yml:3:37"));
}

TEST(Configuration, what_may_nest_without_end_is_refused_before_it_is_read) {
  const auto refused = HasSubstr("more lists and mappings, than any campaign needs");
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
      all += text;
    return all;
  };
  // One more than there may be, so that what is not refused is read, and does not end the test.
  for (const char* one : {"- ", "? ", ": ", "-\t", "-  ? "})
    for (const char* before : {"data: ", "data:\n  ", ""})
      EXPECT_THAT(error_of(smallest + before + repeated(one, 21)), refused) << before << one;
  EXPECT_THAT(error_of(smallest + "data: " + repeated("- ", 18) + "a\n"), ::testing::Not(refused));
  for (const char* one : {"[", "{a: "}) {
    EXPECT_THAT(error_of(smallest + "data: " + repeated(one, 1001)), refused) << one;
    EXPECT_THAT(error_of(smallest + "data: " + repeated(one, 900)), ::testing::Not(refused)) << one;
  }
  EXPECT_THAT(error_of(smallest + "#" + std::string(1'000'000, 'x')), refused);
}

TEST(Configuration, a_file_that_is_not_there_tells_how_to_make_one) {
  auto read = read_configuration("/nowhere/misfire.yml");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("misfire init BUILD_DIR --target NAME"));
}

TEST(Configuration, what_is_written_reads_back_the_same) {
  Configuration configuration = *parse(smallest);
  configuration.arguments = {"--data", "../a folder", "#1", "-"};
  configuration.metrics.push_back(
      {"train_loss", "train", R"(it's \[loss\]: *([0-9.]+), "x")", Goal::minimize});
  configuration.operators = {{"HLR", {}}, {"LCH", {"hinge", "poisson"}}};
  configuration.runs = {5, 7};
  configuration.timeout = std::chrono::duration<double>(90);
  configuration.build = "/home/user/elsewhere/build";
  auto again = parse(written(configuration, "/home/user/net/misfire.yml"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, configuration);
}

TEST(Configuration, a_zero_byte_is_refused) {
  const std::string text("target: a\nmetrics: [{name: b, pattern: 'x \0 ([0-9]+)'}]\n", 56);
  ASSERT_NE(text.find('\0'), text.npos);
  const auto read = parse_configuration(text, "misfire.yml");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("misfire.yml: has a zero byte"));
}

TEST(Configuration, no_text_is_refused_without_a_word) {
  EXPECT_THAT(error_of("%TAG.argumissing required keyments: "), HasSubstr("misfire.yml:1:1: "));
}

TEST(Configuration, defaults_are_not_written) {
  std::string text = written(*parse(smallest), "/home/user/net/misfire.yml");
  EXPECT_THAT(text, HasSubstr("\nbuild:           build\ntarget:          mnist\n"));
  EXPECT_THAT(text,
              HasSubstr("\n  - { name: accuracy, suite: test, pattern: 'Test accuracy: ([0-9.]+)', goal: "));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("\njobs")));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("\nruns")));
}

TEST(Configuration, the_first_metric_of_a_suite_judges_it) {
  Configuration configuration;
  configuration.metrics = {{"a", "test", "(a)", Goal::maximize},
                           {"b", "train", "(b)", Goal::maximize},
                           {"c", "test", "(c)", Goal::minimize}};
  EXPECT_EQ(judging_metrics(configuration),
            (std::vector<MetricPattern>{configuration.metrics[0], configuration.metrics[1]}));
}

TEST(Configuration, a_metric_that_is_only_recorded_does_not_judge) {
  const std::string recorded = "  - {name: loss, suite: test, pattern: 'loss: (.*)', judges: false}\n";
  const auto configuration =
      parse("target: mnist\nmetrics:\n" + recorded + "  - {name: accuracy, pattern: 'accuracy: (.*)'}\n");
  ASSERT_TRUE(configuration) << configuration.error().message;
  const auto judging = judging_metrics(*configuration);
  ASSERT_EQ(judging.size(), 1u);
  EXPECT_EQ(judging[0].name, "accuracy");
  EXPECT_THAT(written(*configuration, "/home/user/net/misfire.yml"), HasSubstr("judges: false"));
  EXPECT_THAT(error_of("target: mnist\nmetrics:\n" + recorded), HasSubstr("none of them judges"));
}

TEST(Configuration, sources_are_named_by_patterns_and_left_out_by_others) {
  const auto wanted = [](const std::string& sources, const std::string& source) {
    const auto configuration = parse(smallest + "sources: [" + sources + "]\n");
    return configuration && is_wanted(*configuration, "/home/user/net/" + source);
  };
  EXPECT_TRUE(wanted("", "main.cpp"));
  EXPECT_TRUE(wanted("'!third_party/*'", "main.cpp"));
  EXPECT_FALSE(wanted("'!third_party/*'", "third_party/deep/a.cpp"));
  EXPECT_TRUE(wanted("app/*.cpp", "app/main.cpp"));
  EXPECT_FALSE(wanted("app/*.cpp", "lib/a.cpp"));
  EXPECT_FALSE(wanted("app/*.cpp, '!app/old.cpp'", "app/old.cpp"));
}
