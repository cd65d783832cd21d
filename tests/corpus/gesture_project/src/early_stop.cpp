#include "gesture/training.h"

namespace gesture {

bool EarlyStop::improved(double loss) {
  if (loss < best) {
    best = loss;
    bad = 0;
    return true;
  }
  ++bad;
  return false;
}

bool EarlyStop::finished() const { return bad > patience; }

}  // namespace gesture
