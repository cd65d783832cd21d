// Work in child processes, so that one that dies takes nothing with it and can be named.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace misfire::random {

/// What became of a piece of work: the text it gave, or how its process died ("signal 6", with what it said
/// last).
struct Outcome {
  std::optional<std::string> text;
  std::string death;
};

/// Does the work for each number below `count`, up to `together` of them in one process, one process after
/// another. After a death the next process goes on with the number behind. One that takes longer than
/// `seconds` dies of that.
void each_apart(std::size_t count, std::size_t together, unsigned seconds,
                const std::function<std::string(std::size_t)>& work,
                const std::function<void(std::size_t, const Outcome&)>& done);

} // namespace misfire::random
