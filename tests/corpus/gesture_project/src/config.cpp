#include "gesture/config.h"

#include <cstring>
#include <stdexcept>

namespace gesture {

Config Config::from_arguments(int argc, char** argv) {
  Config c;
  for (int i = 1; i < argc; ++i) {
    const char* value = std::strchr(argv[i], '=');
    if (!value) throw std::invalid_argument(argv[i]);
    const std::string key(argv[i], size_t(value++ - argv[i]));
    if (key == "epochs") c.train.epochs = std::stoi(value);
    else if (key == "lr") c.train.learning_rate = std::stod(value);
    else if (key == "batch") c.train.batch_size = std::stol(value);
    else if (key == "seed") c.seed = std::stoul(value);
    else throw std::invalid_argument(key);
  }
  return c;
}

}  // namespace gesture
