// Speaks to GitHub's runner by its environment and its standard output.
#include "cli/github_job.h"

#include "report/github.h"
#include "report/markdown.h"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <random>

namespace misfire::cli {

namespace {

/// One that no source can foresee.
std::string new_token() {
  std::random_device random;
  std::string token;
  for (int i = 0; i < 4; ++i)
    token += fmt::format("{:08x}", random());
  return token;
}

} // namespace

bool in_github_job() {
  const char* said = std::getenv("GITHUB_ACTIONS");
  return said && std::string(said) == "true";
}

std::string printable(const std::string& text) {
  return in_github_job() && !text.empty() ? without_commands(text, new_token()) : text;
}

Result<void> show_in_job(const CampaignRecord& record, const Vantage& vantage) {
  if (!in_github_job()) return {};
  std::cout << github_annotations(record, vantage) << std::flush;
  const char* summary = std::getenv("GITHUB_STEP_SUMMARY");
  if (!summary || !*summary) return {};
  std::ofstream file(summary, std::ios::app);
  file << markdown_summary(record) << std::flush;
  if (!file) return failure(fmt::format("Writing the job's summary {} failed.", summary));
  return {};
}

} // namespace misfire::cli
