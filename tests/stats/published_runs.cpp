// Reads deepcrime-20-runs.csv: subject, configuration, run, score, published_p, published_abs_d.
#include "published_runs.h"

#include <fstream>
#include <map>
#include <sstream>

namespace misfire::stats {

const char* const no_published_runs =
    "needs deepcrime-20-runs.csv: configure with -DMISFIRE_PUBLISHED_DATA=<the folder that holds it>";

std::vector<PublishedConfiguration> published_runs() {
  std::vector<PublishedConfiguration> configurations;
  std::map<std::string, Sample> baselines;
  std::vector<std::string> subjects; // of each configuration
  std::ifstream file(std::string(MISFIRE_PUBLISHED_DATA) + "/deepcrime-20-runs.csv");
  std::string line;
  std::getline(file, line); // the header
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string subject, configuration, run, score, p, d;
    std::getline(fields, subject, ',');
    std::getline(fields, configuration, ',');
    std::getline(fields, run, ',');
    std::getline(fields, score, ',');
    std::getline(fields, p, ',');
    std::getline(fields, d, ',');
    if (configuration == "baseline") {
      baselines[subject].runs.push_back(std::stod(score));
      continue;
    }
    const std::string name = subject + " " + configuration;
    if (configurations.empty() || configurations.back().name != name) {
      configurations.push_back({name, {}, {}, std::stod(p), std::stod(d)});
      subjects.push_back(subject);
    }
    configurations.back().mutant.runs.push_back(std::stod(score));
  }
  for (std::size_t i = 0; i < configurations.size(); ++i)
    configurations[i].baseline = baselines[subjects[i]];
  return configurations;
}

} // namespace misfire::stats
