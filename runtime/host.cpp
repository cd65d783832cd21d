/// The host: a process that has libtorch loaded and forks for each run, so that a run begins in milliseconds
/// instead of half a second. It computes nothing itself, and has one thread, as fork asks for.
///
/// Its standard input is a socket that keeps messages apart (SOCK_SEQPACKET). A request is a list of texts,
/// each ended by a zero byte; what is printed goes to the file whose descriptor comes with it:
///   run  ID DIRECTORY PROGRAM MEMORY FILE  N (FROM TO)...  N NAME=VALUE...  N ARGUMENT...
///   load ...  the same, but the program is only loaded, not run
///   kill ID
/// MEMORY and FILE are limits in bytes, 0 for none; FROM, or nothing if that is empty, is to be seen at TO.
/// Answers are single texts:
///   ready                          once, before anything else
///   started ID PID,  refused ID WHY,  ended ID STATUS MICROSECONDS   (STATUS as wait gives it)
/// PROGRAM is a shared object with start.cpp in it. Shared objects that HOST.preload lists, one a line, are
/// loaded before; HOST is the host's own path, as it is started. The host and all that it started end with
/// the socket.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/// kept.cpp's, where that is linked in.
extern "C" __attribute__((weak)) void misfire_keep();

namespace {

using Texts = std::vector<std::string>;

constexpr int connection = 0;    // descriptor of the socket
constexpr int cannot_load = 127; // exit status of a run whose program cannot be loaded
constexpr int cannot_tell = 126; // the same of one that could not even say why it cannot be prepared

struct Request {
  std::string verb;
  std::string id;
  std::string directory;
  std::string program;
  rlim_t memory = 0;
  rlim_t file = 0;
  std::vector<std::pair<std::string, std::string>> views;
  Texts environment;
  Texts arguments;
  int output = -1; ///< descriptor
};

/// A message's texts, one after another; empty ones past its end.
class Reader {
public:
  Reader(const char* bytes, std::size_t count) : at_(bytes), end_(bytes + count) {}

  std::string text() {
    const char* zero = static_cast<const char*>(std::memchr(at_, 0, static_cast<std::size_t>(end_ - at_)));
    if (zero == nullptr) return "";
    const std::string found(at_, zero);
    at_ = zero + 1;
    return found;
  }
  unsigned long long number() { return std::strtoull(text().c_str(), nullptr, 10); }

private:
  const char* at_;
  const char* end_;
};

Request parsed(const char* bytes, std::size_t count) {
  Reader reader(bytes, count);
  Request request;
  request.verb = reader.text();
  request.id = reader.text();
  if (request.verb == "kill") return request;
  request.directory = reader.text();
  request.program = reader.text();
  request.memory = reader.number();
  request.file = reader.number();
  for (auto left = reader.number(); left > 0; --left) {
    const std::string from = reader.text();
    request.views.emplace_back(from, reader.text());
  }
  for (auto left = reader.number(); left > 0; --left)
    request.environment.push_back(reader.text());
  for (auto left = reader.number(); left > 0; --left)
    request.arguments.push_back(reader.text());
  return request;
}

void answer(const std::string& text) {
  while (send(connection, text.data(), text.size(), MSG_NOSIGNAL) < 0 && errno == EINTR) {
  }
}

/// What a step that failed was doing, and the system's reason.
struct Refusal {
  std::string why;
};

[[noreturn]] void refuse(const std::string& doing) {
  throw Refusal{doing + " failed: " + std::strerror(errno)};
}

void write_text(const char* path, const std::string& text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  const bool written = file >= 0 && write(file, text.data(), text.size()) == ssize_t(text.size());
  if (!written) refuse(std::string("writing ") + path);
  close(file);
}

/// Makes `path` something that a folder, or a file, can be mounted on.
void make_mount_point(const std::string& path, bool folder) {
  struct stat there;
  if (lstat(path.c_str(), &there) == 0) return;
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
    mkdir(path.substr(0, slash).c_str(), 0755);
  if (folder)
    mkdir(path.c_str(), 0755);
  else
    close(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
}

/// A file system of the run's own, in which each FROM stands at TO. All FROMs are taken as they are now, even
/// where a TO covers them.
void enter_own_view(const std::vector<std::pair<std::string, std::string>>& views) {
  const std::string user = std::to_string(geteuid()), group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) refuse("making a user namespace for the run");
  write_text("/proc/self/uid_map", user + " " + user + " 1");
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/gid_map", group + " " + group + " 1");
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) refuse("keeping mounts to the run");
  mount("tmpfs", "/dev/shm", "tmpfs", 0, nullptr); // shared memory of its own, where there is any
  std::vector<int> taken;
  std::vector<bool> folders;
  for (const auto& view : views) {
    taken.push_back(open(view.first.empty() ? "/" : view.first.c_str(), O_PATH | O_CLOEXEC));
    struct stat found;
    if (taken.back() < 0 || fstat(taken.back(), &found) != 0) refuse("looking for " + view.first);
    folders.push_back(S_ISDIR(found.st_mode));
  }
  for (std::size_t i = 0; i < views.size(); ++i) {
    const std::string from = "/proc/self/fd/" + std::to_string(taken[i]);
    make_mount_point(views[i].second, folders[i]);
    const int mounted =
        views[i].first.empty()
            ? mount("tmpfs", views[i].second.c_str(), "tmpfs", MS_RDONLY, nullptr)
            : mount(from.c_str(), views[i].second.c_str(), nullptr, MS_BIND | MS_REC, nullptr);
    if (mounted != 0) refuse("showing " + views[i].first + " at " + views[i].second);
    close(taken[i]);
  }
}

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit limits{most, most};
  setrlimit(resource, &limits);
}

/// Everything about a run but its program.
void prepare(const Request& request) {
  setpgid(0, 0);
  if (!request.views.empty()) enter_own_view(request.views);
  prctl(PR_SET_DUMPABLE, 1); // which a user namespace takes away, with the next
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_CHILD_SUBREAPER, 1); // what it starts stays below it while it lives
  if (chdir(request.directory.c_str()) != 0) refuse("entering " + request.directory);
  for (std::string entry : request.environment) {
    const std::size_t equals = entry.find('=');
    setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
  }
  limit(RLIMIT_CORE, 0);
  if (request.memory > 0) limit(RLIMIT_DATA, request.memory);
  if (request.file > 0) limit(RLIMIT_FSIZE, request.file);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(request.output, 1);
  dup2(request.output, 2);
  close(nothing);
  close(request.output);
  setvbuf(stdout, nullptr, _IOLBF, 0); // what was printed before an abort is kept
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

using EnteredMain = int (*)(int, char**, char**);

EnteredMain load(const std::string& program) {
  void* const loaded = dlopen(program.c_str(), RTLD_LAZY | RTLD_GLOBAL);
  void* const entry = loaded != nullptr ? dlsym(loaded, "misfire_main") : nullptr;
  if (entry == nullptr) {
    std::fprintf(stderr, "Loading the program failed: %s\n", dlerror());
    std::fflush(nullptr);
    _exit(cannot_load);
  }
  return reinterpret_cast<EnteredMain>(entry);
}

/// The run itself; the process is the program's from here on.
[[noreturn]] void run(Request& request) {
  EnteredMain entered_main = load(request.program);
  if (request.verb == "load") _exit(0);
  std::vector<char*> words;
  for (std::string& word : request.arguments)
    words.push_back(&word[0]);
  words.push_back(nullptr);
  const int status = entered_main(int(words.size()) - 1, words.data(), environ);
  if (misfire_keep != nullptr) misfire_keep();
  std::fflush(nullptr);
  _exit(status);
}

/// Its children, as the kernel lists them.
std::vector<pid_t> own_children() {
  std::ifstream listed("/proc/self/task/" + std::to_string(getpid()) + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; listed >> child;)
    children.push_back(child);
  return children;
}

class Host {
public:
  /// Until the socket closes.
  void serve() {
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, nullptr);
    signals_ = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    answer("ready");
    pollfd watched[] = {{connection, POLLIN, 0}, {signals_, POLLIN, 0}};
    for (;;) {
      if (poll(watched, 2, -1) < 0 && errno != EINTR) break;
      if (watched[1].revents) {
        signalfd_siginfo told;
        while (read(signals_, &told, sizeof told) > 0) {
        }
        reap();
      }
      if (watched[0].revents && !take_request()) break;
    }
    for (const auto& known : runs_)
      kill(-known.first, SIGKILL);
    runs_.clear();
    end_orphans();
  }

private:
  /// False where the socket has closed.
  bool take_request() {
    char control[CMSG_SPACE(sizeof(int))];
    iovec piece{message_.data(), message_.size()};
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const ssize_t size = recvmsg(connection, &header, MSG_CMSG_CLOEXEC);
    if (size <= 0) return size < 0 && errno == EINTR;
    Request request = parsed(message_.data(), std::size_t(size));
    const cmsghdr* const sent = CMSG_FIRSTHDR(&header);
    if (sent != nullptr) std::memcpy(&request.output, CMSG_DATA(sent), sizeof(int));
    if (request.verb == "kill")
      end(request.id);
    else
      begin(request);
    if (request.output >= 0) close(request.output);
    return true;
  }

  void begin(Request& request) {
    int told[2];
    if (pipe2(told, O_CLOEXEC) != 0) {
      answer("refused " + request.id + " making a pipe failed: " + std::strerror(errno));
      return;
    }
    const pid_t pid = fork();
    if (pid == 0) be_run(request, told);
    const std::string reason = std::strerror(errno);
    close(told[1]);
    std::string why = pid < 0 ? "forking failed: " + reason : "";
    char part[256];
    for (ssize_t size = 0; pid > 0 && (size = read(told[0], part, sizeof part)) != 0;)
      if (size > 0) why.append(part, std::size_t(size));
    close(told[0]);
    if (!why.empty()) { // whoever wrote that has left
      answer("refused " + request.id + " " + why);
      return;
    }
    runs_[pid] = request.id;
    answer("started " + request.id + " " + std::to_string(pid));
  }

  [[noreturn]] void be_run(Request& request, const int (&told)[2]) {
    try {
      close(connection);
      close(signals_);
      close(told[0]);
      prepare(request);
      close(told[1]);
    } catch (const Refusal& refusal) {
      const ssize_t written = write(told[1], refusal.why.data(), refusal.why.size());
      _exit(written < 0 ? cannot_tell : cannot_load);
    }
    run(request);
  }

  void end(const std::string& id) {
    for (const auto& known : runs_)
      if (known.second == id) kill(-known.first, SIGKILL);
  }

  /// Tells of runs that have ended, and ends what they left behind.
  void reap() {
    for (;;) {
      siginfo_t gone{};
      if (waitid(P_ALL, 0, &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid == 0) break;
      const auto found = runs_.find(gone.si_pid);
      if (found != runs_.end()) kill(-gone.si_pid, SIGKILL); // its number is taken until it is waited for
      int status = 0;
      rusage used{};
      wait4(gone.si_pid, &status, 0, &used);
      if (found == runs_.end()) continue;
      const long long microseconds = 1000000LL * (used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                                     used.ru_utime.tv_usec + used.ru_stime.tv_usec;
      const std::string id = found->second;
      runs_.erase(found);
      end_orphans();
      answer("ended " + id + " " + std::to_string(status) + " " + std::to_string(microseconds));
    }
  }

  /// A child that is no run was left to the host by a run that is gone.
  void end_orphans() {
    for (int rounds = 0; rounds < 1000; ++rounds) {
      bool found = false;
      for (const pid_t child : own_children()) {
        if (runs_.count(child) != 0) continue;
        found = true;
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
      }
      if (!found) return;
    }
  }

  int signals_ = -1;
  std::map<pid_t, std::string> runs_; ///< by process: the id it was asked for with
  std::vector<char> message_ = std::vector<char>(1 << 20);
};

/// Binds all names of the shared objects that a file lists, for all runs at once. What cannot be loaded here
/// is told by the run that needs it.
void load_listed(const std::string& path) {
  std::ifstream listed(path);
  for (std::string library; std::getline(listed, library);)
    dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL);
}

} // namespace

int main(int, char** arguments) {
  load_listed(std::string(*arguments) + ".preload");
  Host().serve();
  _exit(0); // nothing to clean up, and libtorch takes its time
}
