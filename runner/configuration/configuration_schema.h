// A JSON schema of misfire.yml, for editors that complete and check it.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// By draft 07, which editors' YAML servers take. What it allows, misfire may still refuse: a pattern without
/// a group, two metrics of one name.
std::string configuration_schema();

/// The keys that it has, in no order.
std::vector<std::string> configuration_keys();

} // namespace misfire
