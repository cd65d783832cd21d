// A store.sqlite that something has damaged: all that a report reads of it, and a run that is kept in it.
#include "runner/store/store.h"
#include "fuzz/input.h"
#include "tests/runner/temporary_folder.h"

namespace {

void read_all(misfire::Store& store) {
  store.plan();
  store.mutants();
  store.program();
  store.runs_of_earlier_versions();
  store.find_probe("program");
  const auto summary = store.summary();
  if (summary && *summary) store.runs((*summary)->baseline_program, std::nullopt, 1, 20);
  const auto results = store.results();
  for (const misfire::MutantResult& result : results.value_or(std::vector<misfire::MutantResult>()))
    for (const misfire::TrialResult& trial : result.trials)
      store.runs(trial.program, trial.trial.number, trial.first_seed, trial.runs);
}

/// A campaign over what was read.
void begin_again(misfire::Store& store) {
  const auto mutants = store.mutants();
  const auto results = store.results();
  const auto summary = store.summary();
  const auto program = store.program();
  if (!mutants || !results || !summary || !program || !store.begin(*mutants, *program)) return;
  for (const misfire::MutantResult& result : *results)
    store.keep(result);
  if (*summary) store.keep(**summary);
  store.keep("program", misfire::Probe{.current = 1, .inapplicable = ""});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const testing::TemporaryFolder folder{testing::memory()};
  for (const char* name : {"store.sqlite-wal", "store.sqlite-shm", "store.before-6.sqlite"})
    std::filesystem::remove(folder / name);
  testing::write_file(folder / "store.sqlite", fuzz::text_of(bytes, size));
  if (Result<Store> store = Store::open_to_read(folder.path)) read_all(*store);
  if (Result<Store> store = Store::open(folder.path)) {
    const RunKey key{.program = "program", .number = {}, .seed = 1};
    if (store->keep(key, Run{.seed = 1})) fuzz::demand(!store->find_run(key) || *store->find_run(key));
    read_all(*store);
    begin_again(*store);
    read_all(*store);
  }
  return 0;
}
