// Talks to a host through a socket; what is said is listed in runtime/host.cpp.
#include "runner/system/host.h"

#include "runner/system/spawn.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace misfire {

namespace {

// Milliseconds, for an answer, since a host that starts loads libtorch first; and for a host to end.
constexpr int patience = 60'000;
constexpr int patience_at_the_end = 2'000;

/// Texts, each ended by a zero byte.
class Message {
public:
  Message& operator<<(const std::string& text) {
    bytes.append(text).push_back('\0');
    return *this;
  }
  Message& operator<<(std::uint64_t number) { return *this << std::to_string(number); }

  std::string bytes;
};

Message run_message(ProcessId run, const Command& command) {
  Message message;
  message << (command.hosted->only_load ? "load" : "run") << std::uint64_t(run) << command.directory
          << command.arguments.front() << command.memory << command.limits.disk;
  message << command.hosted->views.size();
  for (const View& view : command.hosted->views)
    message << view.from << view.to;
  message << command.environment.size();
  for (const auto& [name, value] : command.environment)
    message << fmt::format("{}={}", name, value);
  message << command.arguments.size();
  for (const std::string& argument : command.arguments)
    message << argument;
  return message;
}

/// Sends bytes, with a descriptor where that is not negative.
bool send_message(int socket, const std::string& bytes, int descriptor) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  if (descriptor >= 0) {
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    cmsghdr* const part = CMSG_FIRSTHDR(&header);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(part), &descriptor, sizeof(int));
  }
  ssize_t sent = 0;
  while ((sent = sendmsg(socket, &header, MSG_NOSIGNAL)) < 0 && errno == EINTR) {
  }
  return sent == ssize_t(bytes.size());
}

} // namespace

Host::Host(int connection, pid_t leader) : socket(connection), process(leader) {}

Result<std::unique_ptr<Host>> Host::start(const HostCommand& program) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return failure(fmt::format("Making a socket to the process that runs are forked from failed: {}.",
                               std::strerror(errno)));
  const int room = 1 << 20; // of a message: a run has many views where its folder has many entries
  setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  const Spawned spawned{.arguments = program.command,
                        .environment = program.environment,
                        .directory = "/",
                        .output = program.log,
                        .input = ends[1]};
  const pid_t pid = try_spawn(spawned);
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return tl::unexpected(spawn_failure(spawned, pid));
  }
  std::unique_ptr<Host> host(new Host(ends[0], pid));
  if (host->receive(/*wait=*/true)) return host;
  return failure(fmt::format("Starting the process that runs are forked from, {}, failed: {}",
                             program.command.back(), last_lines(read_text(program.log).value_or(""), 5)));
}

Host::~Host() {
  close(socket); // at which it ends its runs, and what they have started
  pollfd watched{watch_process(process), POLLIN, 0};
  if (watched.fd >= 0) {
    poll(&watched, 1, patience_at_the_end);
    close(watched.fd);
  }
  end_group(process);
}

/// The next answer; nothing where there is none, or the host is gone.
std::optional<std::string> Host::receive(bool wait) {
  pollfd watched{socket, POLLIN, 0};
  int ready = 0;
  while ((ready = poll(&watched, 1, wait ? patience : 0)) < 0 && errno == EINTR) {
  }
  if (ready == 0 && !wait) return std::nullopt;
  char bytes[4096];
  const ssize_t size = ready > 0 ? recv(socket, bytes, sizeof bytes, MSG_DONTWAIT) : 0;
  if (size > 0) return std::string(bytes, std::size_t(size));
  gone = true;
  return std::nullopt;
}

/// Keeps an answer that tells of an end.
void Host::note(const std::string& answer) {
  std::istringstream words(answer);
  std::string verb;
  HostedEnd end;
  if (words >> verb >> end.run >> end.status >> end.cpu_seconds && verb == "ended") {
    end.cpu_seconds /= 1e6;
    ends.push_back(end);
  }
}

Result<pid_t> Host::begin(ProcessId run, const Command& command) {
  const int output = open(command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (output < 0)
    return failure(
        fmt::format("Writing what a run prints to {} failed: {}.", command.output, std::strerror(errno)));
  const bool sent = send_message(socket, run_message(run, command).bytes, output);
  close(output);
  while (sent && !gone) {
    const std::optional<std::string> answer = receive(/*wait=*/true);
    if (!answer) break;
    std::istringstream words(*answer);
    std::string verb, rest;
    ProcessId about = 0;
    pid_t pid = 0;
    words >> verb >> about;
    if (verb == "started" && about == run && words >> pid) return pid;
    if (verb == "refused" && about == run && std::getline(words >> std::ws, rest))
      return failure(fmt::format("Starting a run of {} failed: {}.", command.arguments.front(), rest));
    note(*answer);
  }
  gone = true;
  return failure("The process that runs are forked from has ended.");
}

void Host::end(ProcessId run) {
  Message message;
  message << "kill" << std::uint64_t(run);
  send_message(socket, message.bytes, -1);
}

std::optional<HostedEnd> Host::next() {
  while (ends.empty() && !gone)
    if (const std::optional<std::string> answer = receive(/*wait=*/false))
      note(*answer);
    else
      break;
  if (ends.empty()) return std::nullopt;
  const HostedEnd first = ends.front();
  ends.pop_front();
  return first;
}

} // namespace misfire
