// misfire list: what would be mutated, and what is skipped and why.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "report/costs.h"
#include "report/listing.h"
#include "runner/store/store.h"

#include <memory>

namespace misfire::cli {

namespace {

struct ListRequest {
  Overrides overrides;
  bool sites = false;
  bool json = false;
  bool diff = false;
};

std::string with_diffs(const std::vector<MutantEntry>& entries) {
  std::string text;
  for (const MutantEntry& entry : entries)
    text += entry.id + "  " + entry.description + "\n" + entry.diff + "\n";
  return text;
}

/// The mean time of the program's own runs; nothing where none was trained.
std::optional<double> seconds_of_run(const Configuration& configuration) {
  Result<Store> store = Store::open_to_read(configuration.output);
  if (!store) return std::nullopt;
  const Result<std::optional<CampaignSummary>> summary = store->summary();
  return summary && *summary ? std::optional((*summary)->baseline_seconds) : std::nullopt;
}

Result<int> list(const ListRequest& request) {
  const Result<Mutated> mutated = mutate_subject(request.overrides);
  if (!mutated) return tl::unexpected(mutated.error());
  const auto& [configuration, subject, program, mutants, entries, plan] = *mutated;
  if (request.sites)
    hand_out(request.json ? sites_json(program, mutants.made) : sites_text(program));
  else if (request.json)
    hand_out(mutants_json(program, entries, mutants.not_made, request.diff));
  else if (request.diff)
    hand_out(with_diffs(entries));
  else
    say("{}{}", mutants_text(program, entries, mutants.not_made),
        costs_text(mutants.made, configuration.runs.mutant, seconds_of_run(configuration)));
  return done;
}

} // namespace

void add_list(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "list", "What would be mutated, and what is skipped and why");
  auto request = std::make_shared<ListRequest>();
  add_config_option(command, request->overrides.config);
  set_epilogue(command, "sources: ['!third_party/*'] in misfire.yml leaves sources out.");
  add_selection_options(command, request->overrides);
  add_option(command, "--sites", &request->sites, "the places that matter in training, rather than mutants");
  add_option(command, "--json", &request->json, "as JSON (docs/schemas)");
  add_option(command, "--diff", &request->diff, "with each mutant's diff");
  on_call(command, exit_code, [request] { return list(*request); });
}

} // namespace misfire::cli
