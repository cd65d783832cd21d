// misfire inputs: which inputs of a test suite tell the mutants from the program.
#include "report/inputs_text.h"

#include "cli/command.h"
#include "cli/github_job.h"
#include "cli/stored_campaign.h"

#include <fmt/format.h>
#include <memory>

namespace misfire::cli {

namespace {

struct InputsRequest {
  Overrides overrides;
  std::string suite;  ///< empty: the first
  std::string mutant; ///< empty: all
  bool order = false, subset = false;
  std::string format = "table";
};

std::string printed(const InputsReport& report, const InputsRequest& request) {
  const InputsList list = request.subset  ? InputsList::subset
                          : request.order ? InputsList::order
                                          : InputsList::mutants;
  if (request.format == "json") return inputs_json(report);
  return request.format == "csv" ? inputs_csv(report, list) : inputs_text(report, list);
}

/// Why it asks for lists that there are not; empty where there are.
std::string contradiction(const InputsRequest& request) {
  if (request.order && request.subset) return "--order and --subset are two lists: ask for one of them.";
  if (request.mutant.empty()) return "";
  if (request.order || request.subset)
    return fmt::format("{} lists inputs by all mutants: leave out --mutant.",
                       request.order ? "--order" : "--subset");
  if (request.format != "table")
    return fmt::format(
        "The inputs of one mutant are a table alone: leave out --mutant, and --format {} has all "
        "mutants.",
        request.format);
  return "";
}

Result<int> inputs(const InputsRequest& request) {
  if (const std::string why = contradiction(request); !why.empty()) return failure(why);
  Result<JudgedCampaign> campaign = read_judged_campaign(request.overrides);
  if (!campaign) return tl::unexpected(campaign.error());
  const CampaignRecord& record = campaign->record;
  if (record.suites().empty()) return failure("No suite is judged.");
  const std::string suite = request.suite.empty() ? record.suites().front() : request.suite;
  const Result<InputsReport> report = inputs_report(campaign->store, record, suite);
  if (!report) return tl::unexpected(report.error());
  const Result<std::string> text = request.mutant.empty() ? Result<std::string>(printed(*report, request))
                                                          : inputs_of_mutant(*report, request.mutant);
  if (!text) return tl::unexpected(text.error());
  if (request.format == "table")
    say("{}", printable(*text));
  else
    hand_out(*text);
  return done;
}

} // namespace

void add_inputs(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "inputs", "Which test inputs kill mutants, and which are missing");
  auto request = std::make_shared<InputsRequest>();
  add_config_option(command, request->overrides.config);
  add_option(command, "--suite", &request->suite, "whose inputs (default: the first suite's)",
             {.shown = "NAME"});
  add_option(command, "--mutant", &request->mutant, "the inputs that kill this mutant alone",
             {.shown = "ID"});
  add_option(command, "--order", &request->order, "list the inputs, those that are worth most first");
  add_option(command, "--subset", &request->subset, "list the fewest of them on which all kills are kept");
  add_option(command, "--format", &request->format, "table, csv or json (default: table)",
             {.among = {"table", "csv", "json"}, .shown = "FORMAT"});
  on_call(command, exit_code, [request] { return inputs(*request); });
}

} // namespace misfire::cli
