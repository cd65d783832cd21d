// Nothing to change.
#include <torch/torch.h>

int main() {
  torch::manual_seed(1);
  return 0;
}
