// Jobs and threads: tried on pretended programs whose time depends on their threads.
#include "runner/campaign/layout.h"

#include "runner/training/this_machine.h"
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using testing::Scripted;

class LayoutTest : public ::testing::Test {
protected:
  LayoutTest() {
    configuration.directory = folder / "project";
    configuration.output = folder / "out";
    configuration.metrics = {{.name = "accuracy", .pattern = "Test accuracy: (\\S+)"}};
    std::filesystem::create_directories(configuration.directory);
  }

  std::vector<Measured> measure(unsigned cores) {
    Result<Store> store = Store::open(configuration.output);
    const auto measured = measure_layouts(
        [&](const Configuration& threaded, const Layout& layout) {
          return this_machine(processes, Isolation::links, threaded, layout.jobs);
        },
        configuration, *store, {.path = "/programs/baseline", .diagnostic = "", .digest = "baseline"}, {},
        cores, {.progress = [&](const Layout& layout) { tried.push_back(layout.threads); }});
    EXPECT_TRUE(measured);
    return *measured;
  }

  testing::TemporaryFolder folder{testing::memory()};
  Configuration configuration;
  std::vector<unsigned> tried; ///< threads of the layouts, as progress was told of them
  std::function<double(int threads)> seconds;
  testing::ScriptedProcesses processes{[this](const Command& command) {
    Scripted scripted = testing::scored(0.9, "trained");
    if (const auto keep = command.environment.find("MISFIRE_KEEP"); keep != command.environment.end())
      testing::write_file(keep->second, "network");
    scripted.seconds = seconds(std::stoi(command.environment.at("OMP_NUM_THREADS")));
    return scripted;
  }};
};

TEST_F(LayoutTest, layouts_share_the_cores_among_ever_fewer_jobs) {
  EXPECT_THAT(layouts_of(1), ElementsAre(Layout{1, 1}));
  EXPECT_THAT(layouts_of(6), ElementsAre(Layout{6, 1}, Layout{3, 2}, Layout{1, 4}));
}

TEST_F(LayoutTest, runs_of_the_best_layout_keep_their_networks) {
  configuration.keep = 10'000'000;
  seconds = [](int threads) { return threads == 1 ? 6.0 : 5.9; };
  measure(2);
  std::vector<std::string> kept;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(configuration.output + "/kept"))
    if (entry.path().filename() == "network") kept.push_back(entry.path().parent_path().filename());
  EXPECT_THAT(kept, ::testing::UnorderedElementsAre("seed-1", "seed-2")) << "and not the one of two threads";
}

TEST_F(LayoutTest, small_trainings_get_one_thread_and_slower_layouts_are_given_up_when_they_cannot_win) {
  seconds = [](int threads) { return threads == 1 ? 6.0 : 600.0; };
  const auto measured = measure(4);
  EXPECT_THAT(measured, ElementsAre(Measured{{4, 1}, 40}, Measured{{2, 2}, {}}, Measured{{1, 4}, {}}));
  EXPECT_EQ(best_of(measured), (Layout{4, 1}));
  EXPECT_EQ(processes.now(), 100 + 6 + 3 + 1.5) << "each is given the time in which it could be equal";
  EXPECT_EQ(text_of(measured), "4 runs at a time with 1 thread each: 40 runs a minute, 2 runs at a time with "
                               "2 threads each: slower, 1 run at a time with 4 threads: slower");
}

TEST_F(LayoutTest, a_program_that_hangs_has_the_time_of_a_baselines_run) {
  configuration.timeout = std::chrono::duration<double>(3);
  seconds = [](int) { return 1e6; };
  EXPECT_THAT(measure(2), ElementsAre(Measured{{2, 1}, {}}));
  EXPECT_EQ(processes.now(), 100 + 3);
}

TEST_F(LayoutTest, trainings_that_use_their_threads_well_get_them) {
  seconds = [](int threads) { return 60.0 / (threads * threads); }; // the cache holds one, not two
  EXPECT_EQ(best_of(measure(2)), (Layout{1, 2}));
}

TEST_F(LayoutTest, a_few_percent_are_no_reason_for_more_threads) {
  seconds = [](int threads) { return threads == 1 ? 60.0 : 28.5; };
  EXPECT_EQ(best_of(measure(2)), (Layout{2, 1}));
}

TEST_F(LayoutTest, a_campaign_keeps_the_layout_it_began_with_and_on_other_cores_its_threads) {
  EXPECT_FALSE(read_layout(configuration, 4));
  ASSERT_TRUE(write_layout(configuration, {2, 2}, 4));
  EXPECT_EQ(read_layout(configuration, 4), (Layout{2, 2}));
  EXPECT_EQ(read_layout(configuration, 8), (Layout{4, 2}));
  EXPECT_EQ(read_layout(configuration, 1), (Layout{1, 2}));
}

TEST_F(LayoutTest, another_program_or_other_arguments_have_no_layout_yet) {
  ASSERT_TRUE(write_layout(configuration, {2, 2}, 4));
  configuration.target = "another";
  EXPECT_FALSE(read_layout(configuration, 4));
  ASSERT_TRUE(write_layout(configuration, {4, 1}, 4));
  configuration.arguments = {"--batch-size", "4096"};
  EXPECT_FALSE(read_layout(configuration, 4));
}

TEST_F(LayoutTest, measuring_tells_what_it_tries) {
  seconds = [](int threads) { return threads == 1 ? 4.0 : 3.9; };
  measure(2);
  EXPECT_THAT(tried, ::testing::IsSupersetOf({1u, 2u}));
}

class LayoutOfCampaignTest : public testing::CampaignFixture {};

TEST_F(LayoutOfCampaignTest, runs_with_other_threads_are_other_runs) {
  add("WRB@a", testing::worse_by(0.2));
  configuration.threads = 1;
  campaign();
  const std::size_t started = processes.started.size();
  configuration.threads = 2;
  campaign();
  EXPECT_EQ(processes.started.size(), 2 * started);
  EXPECT_EQ(processes.started.back().environment.at("OMP_NUM_THREADS"), "2");
}

} // namespace
} // namespace misfire
