#include "arguments.h"

#include <exception>
#include <stdexcept>
#include <utility>

Arguments::Arguments(int argc, char** argv, std::map<std::string, std::string> options)
    : options_(std::move(options)) {
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const auto option = options_.find(name);
    if (option == options_.end()) {
      std::string known;
      for (const auto& [other, value] : options_)
        known += " " + other;
      throw std::invalid_argument("unknown option " + name + "; there are" + known);
    }
    if (i + 1 == argc) throw std::invalid_argument(name + " needs a value");
    option->second = argv[i + 1];
  }
}

std::int64_t Arguments::count(const std::string& name) const {
  const std::string& value = text(name);
  std::size_t end = 0;
  std::int64_t number = 0;
  try {
    number = std::stoll(value, &end);
  } catch (const std::exception&) {
    end = 0;
  }
  if (end == 0 || end != value.size() || number < 1)
    throw std::invalid_argument(name + " needs a positive whole number, not '" + value + "'");
  return number;
}
