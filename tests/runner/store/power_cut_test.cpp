// The store's files as they are in the middle of each write, and cut short: what was kept before is found in
// all copies.
#include "runner/store/store.h"

#include "tests/runner/failing_writes.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::watched_writes;

constexpr std::uint64_t runs = 12;

class PowerCutTest : public ::testing::Test {
protected:
  ~PowerCutTest() override { watched_writes() = {}; }

  static RunKey key_of(std::uint64_t seed) { return {.program = "abc", .number = 0.1, .seed = seed}; }
  static misfire::Run run_of(std::uint64_t seed) {
    return {.trial = {.mutant = "HLR@a", .number = 0.1},
            .seed = seed,
            .metrics = {{"accuracy", {"0.5", std::to_string(seed)}}},
            .log = std::string(2000, 'x')};
  }

  /// Copies the store's files as they are now.
  void copy(const fs::path& to) {
    fs::create_directories(to);
    for (const char* name : {"store.sqlite", "store.sqlite-wal"})
      if (fs::exists(folder / ("out/" + std::string(name))))
        fs::copy_file(folder / ("out/" + std::string(name)), to / name);
  }

  /// How many of the first runs are in a store, all as they were.
  static std::uint64_t found_in(const fs::path& output) {
    Result<Store> store = Store::open(output);
    EXPECT_TRUE(store) << (store ? "" : store.error().message);
    std::uint64_t found = 0;
    while (store && found < runs) {
      const Result<std::optional<misfire::Run>> run = store->find_run(key_of(found + 1));
      EXPECT_TRUE(run) << (run ? "" : run.error().message);
      if (!run || !*run) break;
      EXPECT_EQ(**run, run_of(found + 1));
      ++found;
    }
    return found;
  }

  testing::TemporaryFolder folder{testing::memory()};
};

TEST_F(PowerCutTest, in_the_middle_of_any_write_loses_no_run_that_was_kept) {
  fs::create_directories(folder / "out");
  std::uint64_t kept = 0;
  std::vector<std::uint64_t> kept_at; ///< each copy
  watched_writes() = {.folder = folder / "out", .in_between = [&] {
                        copy(folder / std::to_string(kept_at.size()));
                        kept_at.push_back(kept);
                      }};
  {
    Result<Store> store = Store::open(folder / "out");
    ASSERT_TRUE(store);
    for (; kept < runs; ++kept)
      ASSERT_TRUE(store->keep(key_of(kept + 1), run_of(kept + 1)));
  }
  watched_writes() = {};
  ASSERT_GT(kept_at.size(), 2 * runs);
  for (std::size_t i = 0; i < kept_at.size(); ++i) {
    const std::uint64_t found = found_in(folder / std::to_string(i));
    EXPECT_GE(found, kept_at[i]) << "copy " << i;
    EXPECT_LE(found, kept_at[i] + 1) << "copy " << i;
  }
  RecordProperty("copies", std::to_string(kept_at.size()));
}

TEST_F(PowerCutTest, that_takes_the_end_of_the_log_loses_the_last_runs_alone) {
  Result<Store> store = Store::open(folder / "out");
  ASSERT_TRUE(store);
  for (std::uint64_t seed = 1; seed <= runs; ++seed)
    ASSERT_TRUE(store->keep(key_of(seed), run_of(seed)));
  const std::uintmax_t size = fs::file_size(folder / "out/store.sqlite-wal");
  std::uint64_t last = 0;
  for (int part = 0; part <= 40; ++part) {
    const fs::path output = folder / std::to_string(part);
    copy(output);
    fs::resize_file(output / "store.sqlite-wal", size * std::uintmax_t(part) / 40);
    const std::uint64_t found = found_in(output);
    EXPECT_GE(found, last) << "more of the log, more of the runs";
    last = found;
  }
  EXPECT_EQ(last, runs);
}

TEST_F(PowerCutTest, apart_a_store_that_was_written_long_ago_is_read) {
  const fs::path old = fs::path(MISFIRE_SOURCE_DIR) / "fuzz/corpus/store/campaign";
  fs::create_directories(folder / "old");
  fs::copy_file(old, folder / "old/store.sqlite");
  Result<Store> store = Store::open(folder / "old");
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(store->mutants()->size(), 2u);
  EXPECT_EQ(store->results()->size(), 2u);
  EXPECT_EQ(store->runs("p", std::nullopt, 1, 5)->size(), 1u);
  EXPECT_EQ((*store->summary())->trained, 3u);
  EXPECT_EQ(store->program()->sources.front().text, "int main() {}");
}

} // namespace
} // namespace misfire
