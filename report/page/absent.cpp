// Stands in for report.html's page where npm is missing.
#include "report/page_template.h"

namespace misfire {

std::vector<std::string_view> page_template() {
  return {};
}

} // namespace misfire
