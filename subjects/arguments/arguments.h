// The options of a program's command line: a name and a value each.
#pragma once

#include <cstdint>
#include <map>
#include <string>

class Arguments {
public:
  // `options` has every name that is known, as "--epochs", with its default. Throws std::invalid_argument for
  // a name that is not among them, or without a value.
  Arguments(int argc, char** argv, std::map<std::string, std::string> options);

  const std::string& text(const std::string& name) const { return options_.at(name); }

  // A positive whole number. Throws std::invalid_argument if the value is none.
  std::int64_t count(const std::string& name) const;

private:
  std::map<std::string, std::string> options_;
};
