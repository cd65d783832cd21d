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

#include <iostream>

namespace misfire::cli {

namespace {

/// What is written.
struct Reported {
  const CampaignRecord& record;
  Vantage vantage;
  const FindInputs& find_inputs;
};

struct Form {
  const char* name;
  std::string (*text)(const Reported& reported);
};

const std::vector<Form>& forms() {
  static const std::vector<Form> all{
      {"sarif", [](const Reported& given) { return sarif_log(given.record, given.vantage); }},
      {"markdown", [](const Reported& given) { return markdown_summary(given.record); }},
      {"github", [](const Reported& given) { return github_annotations(given.record, given.vantage); }},
      {"gitlab", [](const Reported& given) { return gitlab_json(given.record, given.vantage); }},
      {"gcc", [](const Reported& given) { return gcc_lines(given.record, std::filesystem::current_path()); }},
      {"json",
       [](const Reported& given) {
         const Result<InputsReport> inputs = given.find_inputs();
         return mutation_json(given.record, &inputs);
       }},
      {"junit", [](const Reported& given) { return junit_xml(given.record); }},
      {"csv",
       [](const Reported& given) { return verdicts_csv(given.record.mutants, given.record.results); }}};
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
                          int exit_code, const FindInputs& find_inputs) {
  if (format == deepcrime) return write_folder(record, to);
  const Reported reported{record, vantage_of(record, exit_code), find_inputs};
  for (const Form& form : forms())
    if (form.name == format) {
      const std::string text = form.text(reported);
      if (!to.empty()) return write_text(std::filesystem::absolute(to), text);
      std::cout << text << std::flush;
    }
  return {};
}

} // namespace misfire::cli
