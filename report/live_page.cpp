// Writes the page from the store, now and then.
#include "report/live_page.h"

#include "report/campaign_record.h"
#include "report/page.h"
#include "runner/system/text_file.h"

#include <algorithm>

namespace misfire {

LivePage::LivePage(Watcher& behind, Store& store, std::string output, std::function<double()> now,
                   double period)
    : behind_(behind), store_(store), output_(std::move(output)), now_(std::move(now)), period_(period),
      next_(now_() + period) {}

Result<void> LivePage::write(const Progress& progress) {
  const Result<std::optional<CampaignRecord>> record = read_record(store_);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return {};
  const std::optional<std::string> page = report_page(**record, &progress);
  return page ? write_text(std::filesystem::path(output_) / "report.html", *page) : Result<void>{};
}

void LivePage::progressed(const Progress& progress) {
  behind_.progressed(progress);
  const double began = now_();
  if (failed_ || began < next_ || !page_is_built_in()) return;
  if (const Result<void> wrote = write(progress); !wrote) {
    failed_ = true;
    behind_.warned(wrote.error().message);
  }
  const double ended = now_();
  next_ = ended + std::max(period_, 20 * (ended - began));
}

} // namespace misfire
