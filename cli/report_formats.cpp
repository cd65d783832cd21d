// Chooses what writes a form.
#include "cli/report_formats.h"

#include "report/deepcrime.h"
#include "report/gcc.h"
#include "report/github.h"
#include "report/gitlab.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/mutation_json.h"
#include "report/sarif.h"
#include "report/verdicts_csv.h"
#include "runner/system/text_file.h"

#include <functional>
#include <iostream>

namespace misfire::cli {

namespace {

struct Form {
  const char* name;
  std::string (*text)(const CampaignRecord& record, const Vantage& vantage);
};

const std::vector<Form>& forms() {
  static const std::vector<Form> all{
      {"sarif",
       [](const CampaignRecord& record, const Vantage& vantage) { return sarif_log(record, vantage); }},
      {"markdown", [](const CampaignRecord& record, const Vantage&) { return markdown_summary(record); }},
      {"github", github_annotations},
      {"gitlab", gitlab_json},
      {"gcc", [](const CampaignRecord& record,
                 const Vantage&) { return gcc_lines(record, std::filesystem::current_path()); }},
      {"json", [](const CampaignRecord& record, const Vantage&) { return mutation_json(record); }},
      {"junit", [](const CampaignRecord& record, const Vantage&) { return junit_xml(record); }},
      {"csv", [](const CampaignRecord& record, const Vantage&) {
         return verdicts_csv(record.mutants, record.results);
       }}};
  return all;
}

constexpr const char* deepcrime = "deepcrime";

Result<void> write_folder(const CampaignRecord& record, const std::string& to) {
  if (to.empty()) return failure("--format deepcrime writes a folder: name it behind the format.");
  for (const FolderFile& file : deepcrime_files(record))
    if (const Result<void> wrote = write_text(std::filesystem::absolute(to) / file.path, file.text); !wrote)
      return wrote;
  return {};
}

} // namespace

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Form& form : forms())
    names.push_back(form.name);
  names.push_back(deepcrime);
  return names;
}

Vantage vantage_of(const CampaignRecord& record, int exit_code) {
  return {repository_of(record.program.root), exit_code};
}

Result<void> write_format(const CampaignRecord& record, const std::string& format, const std::string& to,
                          int exit_code) {
  if (format == deepcrime) return write_folder(record, to);
  const Vantage vantage = vantage_of(record, exit_code);
  for (const Form& form : forms())
    if (form.name == format) {
      const std::string text = form.text(record, vantage);
      if (!to.empty()) return write_text(std::filesystem::absolute(to), text);
      std::cout << text << std::flush;
    }
  return {};
}

} // namespace misfire::cli
