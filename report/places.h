// Where things of a campaign lie in the user's files, as other programs are told.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// From where a report is read, beside the campaign.
struct Vantage {
  std::string repository; ///< the folder that paths are shown relative to, where they lie under it
  int exit_code = 0;      ///< with which misfire ends
};

/// From a place up to another one, which is the first that is not part of it any more.
struct Region {
  Position begin, end;
  bool operator==(const Region&) const = default;
};

/// The part of the program that a mutant writes anew; its site where it writes nothing there.
Region region_of(const MutantEntry& mutant);

/// A file of the subject as seen from a directory: relative where it lies under it, else absolute.
std::string shown_from(const std::string& directory, const std::string& root, const std::string& file);

/// The nearest folder at or above this one that holds a `.git`; the folder itself where there is none.
std::string repository_of(const std::string& folder);

/// The text of a file of the subject; empty where the record has none.
std::string_view text_of_source(const CampaignRecord& record, const std::string& file);

/// A path as a reference of RFC 3986: every byte that is neither unreserved nor a slash is written %XX.
std::string uri_of(const std::string& path);

} // namespace misfire
