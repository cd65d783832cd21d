#include "tests/reader/random/apart.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace misfire::random {
namespace {

void write_all(int file, const void* bytes, std::size_t size) {
  for (const auto* next = static_cast<const char*>(bytes); size > 0;) {
    const auto written = write(file, next, size);
    if (written <= 0) _exit(1);
    next += written;
    size -= static_cast<std::size_t>(written);
  }
}

std::string read_all(int file) {
  std::string all;
  std::array<char, 65536> part{};
  for (ssize_t size; (size = read(file, part.data(), part.size())) > 0;)
    all.append(part.data(), static_cast<std::size_t>(size));
  return all;
}

/// The texts that a child sent, each behind its size.
class Received {
public:
  explicit Received(std::string bytes) : bytes_(std::move(bytes)) {}

  std::optional<std::string> next() {
    std::uint64_t size = 0;
    if (bytes_.size() - at_ < sizeof size) return std::nullopt;
    std::memcpy(&size, bytes_.data() + at_, sizeof size);
    if (bytes_.size() - at_ - sizeof size < size) return std::nullopt;
    at_ += sizeof size + size;
    return bytes_.substr(at_ - size, size);
  }

private:
  std::string bytes_;
  std::size_t at_ = 0;
};

[[noreturn]] void work_in_child(int results, std::size_t first, std::size_t end, unsigned seconds,
                                const std::function<std::string(std::size_t)>& work) {
  for (std::size_t i = first; i < end; ++i) {
    alarm(seconds);
    const std::string text = work(i);
    const std::uint64_t size = text.size();
    write_all(results, &size, sizeof size);
    write_all(results, text.data(), text.size());
  }
  _exit(0);
}

std::string death_of(int status, std::FILE* said) {
  std::string text;
  std::rewind(said);
  for (int character; (character = std::fgetc(said)) != EOF && text.size() < 2000;)
    text += static_cast<char>(character);
  const auto how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                       : "status " + std::to_string(WEXITSTATUS(status));
  return how + "\n" + text;
}

} // namespace

void each_apart(std::size_t count, std::size_t together, unsigned seconds,
                const std::function<std::string(std::size_t)>& work,
                const std::function<void(std::size_t, const Outcome&)>& done) {
  for (std::size_t next = 0; next < count;) {
    const std::size_t end = std::min(count, next + together);
    std::array<int, 2> results{};
    std::FILE* said = std::tmpfile();
    if (!said || pipe(results.data()) != 0) throw std::runtime_error("no file or pipe can be made");
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process can be made");
    if (child == 0) {
      close(results[0]);
      dup2(fileno(said), STDERR_FILENO);
      work_in_child(results[1], next, end, seconds, work);
    }
    close(results[1]);
    Received received(read_all(results[0]));
    close(results[0]);
    int status = 0;
    waitpid(child, &status, 0);
    for (; next < end; ++next) {
      const auto text = received.next();
      if (!text) break;
      done(next, {text, ""});
    }
    if (next < end) done(next++, {std::nullopt, death_of(status, said)});
    std::fclose(said);
  }
}

} // namespace misfire::random
