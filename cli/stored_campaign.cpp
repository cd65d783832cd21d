// Reads all that a store knows of its campaign.
#include "cli/stored_campaign.h"

#include "runner/store/store.h"

#include <fmt/format.h>

namespace misfire::cli {

std::vector<std::string> StoredCampaign::suites() const {
  std::vector<std::string> names;
  if (summary)
    for (const BaselineSuite& suite : summary->baseline)
      names.push_back(suite.suite);
  return names;
}

Result<StoredCampaign> read_campaign(const Overrides& overrides) {
  const Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  Result<Store> store = Store::open_to_read(configuration->output);
  if (!store) return tl::unexpected(store.error());
  Result<std::vector<MutantEntry>> mutants = store->mutants();
  if (!mutants) return tl::unexpected(mutants.error());
  Result<std::vector<MutantResult>> results = store->results();
  if (!results) return tl::unexpected(results.error());
  Result<std::optional<CampaignSummary>> summary = store->summary();
  if (!summary) return tl::unexpected(summary.error());
  const Result<unsigned> unused = store->runs_of_earlier_versions();
  if (!unused) return tl::unexpected(unused.error());
  return StoredCampaign{configuration->output, std::move(*mutants), std::move(*results), std::move(*summary),
                        *unused};
}

Result<JudgedCampaign> read_judged_campaign(const Overrides& overrides) {
  const Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  Result<Store> store = Store::open_to_read(configuration->output);
  if (!store) return tl::unexpected(store.error());
  Result<std::optional<CampaignRecord>> record = read_record(*store);
  if (!record) return tl::unexpected(record.error());
  if (!*record)
    return failure(fmt::format("The campaign in {} has judged nothing yet. `misfire run` goes on with it.",
                               configuration->output));
  return JudgedCampaign{configuration->output, std::move(*store), std::move(**record)};
}

} // namespace misfire::cli
