// Puts a campaign's data into the page.
#include "report/page.h"

#include "report/mutation_json.h"
#include "report/page_data.h"
#include "report/page_template.h"

#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>

namespace misfire {

namespace json = llvm::json;

namespace {

/// JSON that can stand in a script element: no `<`, so neither `</script` nor `<!--` occurs in it.
std::string script_of(const char* id, json::Object object) {
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(std::move(object));
  std::string escaped;
  for (const char c : text)
    escaped += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return std::string("<script type=\"application/json\" id=\"") + id + "\">" + escaped + "</script>\n";
}

} // namespace

bool page_is_built_in() {
  return !page_template().empty();
}

std::optional<std::string> report_page(const CampaignRecord& record, const Progress* running,
                                       const Result<InputsReport>* inputs) {
  if (!page_is_built_in()) return std::nullopt;
  std::string page;
  for (const std::string_view piece : page_template())
    page += piece;
  const std::string place = "<!--data-->";
  const std::string data = script_of("misfire-report", mutation_report(record)) +
                           script_of("misfire-campaign", page_data(record, running, inputs));
  return page.replace(page.find(place), place.size(), data);
}

} // namespace misfire
