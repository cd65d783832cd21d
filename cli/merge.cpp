// misfire merge: joins the parts of a campaign.
#include "runner/store/merge.h"

#include "cli/closing.h"
#include "cli/command.h"

#include <filesystem>
#include <memory>

namespace misfire::cli {

namespace {

struct MergeRequest {
  std::vector<std::string> parts; ///< output folders
  std::string output = "misfire.out";
  Closing closing;
};

Result<int> merge_parts(const MergeRequest& request) {
  const std::string output = std::filesystem::absolute(request.output);
  if (const Result<void> merged = merge(request.parts, output); !merged)
    return tl::unexpected(merged.error());
  Result<Store> store = Store::open_to_read(output);
  if (!store) return tl::unexpected(store.error());
  const Result<std::optional<CampaignRecord>> record = read_record(*store);
  if (!record) return tl::unexpected(record.error());
  return close_campaign(**record, output, request.closing);
}

} // namespace

void add_merge(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "merge", "Join the parts of a campaign that ran with --shard");
  auto request = std::make_shared<MergeRequest>();
  add_option(command, "SHARD", &request->parts, "the output folders of all parts", {.required = true});
  add_option(command, "-o,--output", &request->output, "the folder of the whole (default: misfire.out)");
  add_closing_options(command, request->closing);
  on_call(command, exit_code, [request] { return merge_parts(*request); });
}

} // namespace misfire::cli
