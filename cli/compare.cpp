// misfire compare: what a change did to the verdicts of two campaigns.
#include "report/comparison.h"

#include "cli/command.h"
#include "cli/github_job.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

struct CompareRequest {
  std::string before, after; ///< output folders, or stores in them
  bool no_worse = false;
};

Result<CampaignRecord> record_in(const std::string& place) {
  std::filesystem::path folder = std::filesystem::absolute(place).lexically_normal();
  if (folder.filename() == "store.sqlite") folder = folder.parent_path();
  Result<Store> store = Store::open_to_read(folder);
  if (!store) return tl::unexpected(store.error());
  Result<std::optional<CampaignRecord>> record = read_record(*store);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return failure(fmt::format("The campaign in {} has judged nothing yet.", place));
  return std::move(**record);
}

Result<int> compare_campaigns(const CompareRequest& request) {
  const Result<CampaignRecord> before = record_in(request.before);
  if (!before) return tl::unexpected(before.error());
  const Result<CampaignRecord> after = record_in(request.after);
  if (!after) return tl::unexpected(after.error());
  const Comparison comparison = compare(*before, *after);
  say("{}", printable(comparison_text(comparison)));
  return request.no_worse && !comparison.lost.empty() ? under_threshold : done;
}

} // namespace

void add_compare(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "compare", "What has changed between two campaigns");
  auto request = std::make_shared<CompareRequest>();
  add_option(command, "OLD", &request->before, "the output folder of the campaign before",
             {.required = true});
  add_option(command, "NEW", &request->after, "the output folder of the campaign after", {.required = true});
  add_option(command, "--no-worse", &request->no_worse,
             "exit with 2 if a mutant that was killed survives now");
  on_call(command, exit_code, [request] { return compare_campaigns(*request); });
}

} // namespace misfire::cli
