// A campaign in the files of DeepCrime (Humbatova, Jahangirova and Tonella, ISSTA 2021), for its own scripts.
//
//   results_test/
//     NAME.csv                                  of the baseline a row a run: number, loss, score
//     NAME_change_label_mutated0_MP_12.5.csv    the same of a mutant with that value
//     stats/change_label_binarysearch.csv       lower, upper, middle, p, d, killed; then what was found
//     stats/change_loss_function_exssearch.csv  value, p, d, killed
//     stats/remove_bias_nosearch.csv            nothing, p, d, killed
#pragma once

#include "report/campaign_record.h"

namespace misfire {

struct FolderFile {
  std::string path; ///< relative to the folder
  std::string text;
  bool operator==(const FolderFile&) const = default;
};

/// A folder results_SUITE for each suite; NAME is that of the program's folder. The column of the loss, which
/// misfire does not know, holds `nan`, and so does the score of a failed run. Of an operator with several
/// sites, those after the first are written as operators of their own, `change_label_site1`: DeepCrime has
/// one site an operator. Its effect sizes are positive where scores are lower, whatever they mean; so are
/// these.
std::vector<FolderFile> deepcrime_files(const CampaignRecord& record);

} // namespace misfire
