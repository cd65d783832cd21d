// Four trials of twenty planned runs, in pairs with one baseline, of which all intermediate numbers are
// known.
#pragma once

#include "stats/sample.h"

namespace misfire::stats {

/// The numbers that tests expect of them come from a program of its own, which was written from the formulas
/// in stats/paired.h before this one: d* = 0.619795 at 20 and 20 runs, 0.718059 at 20 and 19 with alpha / 2.
inline const Sample paired_baseline = {{.9520, .9464, .9551, .9497, .9442, .9539, .9508,
                                        .9475, .9563, .9486, .9515, .9531, .9459, .9502,
                                        .9547, .9480, .9524, .9493, .9570, .9511}};
/// Follows the baseline so closely that seven runs tell that it survives.
inline const Sample close_follower = {{.9514, .9462, .9540, .9490, .9445, .9528, .9503}};
inline const Sample plainly_worse = {{.9310, .9262, .9301}};
inline const Sample worse_with_a_failure = {{.9405, std::nullopt, .9428, .9391, .9350}};
/// A kill by its pairs, but not yet by its scores alone.
inline const Sample worse_follower = {{.9478, .9424, .9506, .9450, .9409, .9492}};

} // namespace misfire::stats
