// report.html without its data, as it was built in.
#pragma once

#include <string_view>
#include <vector>

namespace misfire {

/// The page in pieces, with the line <!--data--> where the data belong; none where it was built without npm.
std::vector<std::string_view> page_template();

} // namespace misfire
