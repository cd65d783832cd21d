// A campaign as Markdown, for a job's summary on GitHub, a merge request or a note.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// The scores, a table by operator, the survivors with diffs and what to try, in the order of `findings`, and
/// what is not in the score. Survivors that would make it longer than `most` bytes are counted alone: GitHub
/// takes a summary of 1 MiB. Whatever a program's sources hold, it is shown as text.
std::string markdown_summary(const CampaignRecord& record, std::size_t most = 900000);

} // namespace misfire
