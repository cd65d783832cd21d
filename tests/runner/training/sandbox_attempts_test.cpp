// What programs may try that nobody meant harm by, and some that did: each is an outcome of its run, and
// nothing outside of its cell has changed. SECURITY.md has the same table.
#include "tests/runner/training/scripts_as_runs.h"

#include <arpa/inet.h>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::text_of;
using testing::write_file;

struct Attempt {
  std::string name;
  /// {attempt}: the program attempt.cpp; {around}: the folder that all is in; {port}, {socket}: where the
  /// test listens; {other}: the number of a process that is none of the run's.
  std::string script;
  std::string printed = {}; ///< what the run prints, among other things
  std::string ending = "exit status 0";
  bool by_a_host = true; ///< runs of a host are held back from it too
};

const std::vector<Attempt> attempts{
    {"writes_to_the_home_folder", "echo x > ~/written; true"},
    {"writes_over_a_source", "echo x > ../src/train.cpp; rm -f ../src/train.cpp; true"},
    {"writes_through_a_symbolic_link",
     "ln -s ../src mine; echo x > mine/train.cpp; echo x > there/train.cpp; true"},
    {"writes_through_the_root_of_a_process", "echo x > /proc/self/root{around}/src/train.cpp; true"},
    {"writes_to_what_misfire_left_open", "{attempt} descriptors; echo none", "none\n"},
    {"writes_over_the_store", "echo x > {around}/out/store.sqlite; rm -f {around}/out/store.sqlite; true"},
    {"deletes_the_build", "rm -rf {around}/build; true"},
    {"makes_a_folder_writable", "{attempt} remount {around}/out", "refused"},
    {"writes_into_the_folder_of_another_run",
     "for cell in {around}/out/cells/other*; do echo x > $cell/own; done; true"},
    {"ends_a_process_of_others", "{attempt} signal {other}", "refused", "exit status 0", false},
    {"traces_a_process_of_others", "{attempt} trace {other}", "refused", "exit status 0", false},
    {"connects_to_the_network", "{attempt} connect-port {port}", "refused"},
    {"connects_to_a_socket_without_a_file", "{attempt} connect-name {socket}", "refused"},
    {"sets_the_clock", "{attempt} clock", "refused"},
    {"writes_into_shared_memory", "echo x > /dev/shm/{socket}; cat /dev/shm/{socket}", "x\n"},
    {"makes_files_without_end", "for ((i = 0; i < 30000; ++i)); do : > f$i; done; sleep 60", "",
     "killed: it wrote more than 20 MB"},
    {"leaves_a_daemon_behind", "setsid sleep {seconds} > /dev/null & true"},
    {"ends_by_exit_without_a_flush", "exec {attempt} leave-at-once"},
    {"aborts_in_a_destructor", "exec {attempt} abort-at-the-end", "", "signal 6 (Aborted)"},
    {"raises_a_signal_before_it_begins", "exec {attempt} raise-early", "", "signal 11 (Segmentation fault)"}};

using Tried = std::tuple<Start, std::size_t>;

class SandboxAttemptsTest : public testing::Scripts, public ::testing::WithParamInterface<Tried> {
protected:
  SandboxAttemptsTest() : Scripts(std::get<Start>(GetParam())) {}

  void SetUp() override {
    if (apart != Isolation::bubblewrap) GTEST_SKIP() << "bubblewrap does not work on this machine";
    configuration.disk = 20'000'000;
    setenv("HOME", (folder / "home").c_str(), 1);
    for (const char* file : {"home/file", "src/train.cpp", "build/train", "out/store.sqlite"})
      write_file(folder / file, "as it was");
    for (const char* large : {"home/large", "src/large", "build/large"}) { // or runs get copies
      write_file(folder / large, "");
      fs::resize_file(folder / large, 17 << 20); // a hole
    }
    fs::create_directory_symlink("../src", folder / "project/there");
    other = fork();
    if (other == 0) {
      pause();
      _exit(0);
    }
    inherited = open((folder / "inherited").c_str(), O_WRONLY | O_CREAT,
                     0644); // to be handed down, if by nobody closed
    listen_at_a_port();
    listen_at_a_name();
  }

  void TearDown() override {
    if (home.empty())
      unsetenv("HOME");
    else
      setenv("HOME", home.c_str(), 1);
    close(inherited);
    close(port_socket);
    close(name_socket);
    if (other <= 0) return;
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0);
  }

  void listen_at_a_port() {
    port_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    ASSERT_EQ(bind(port_socket, plain, size), 0);
    ASSERT_EQ(listen(port_socket, 5), 0);
    getsockname(port_socket, plain, &size);
    port = ntohs(address.sin_port);
  }

  void listen_at_a_name() {
    name_socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    ASSERT_EQ(bind(name_socket, reinterpret_cast<const sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(name_socket, 5), 0);
  }

  std::string filled_in(std::string script) const {
    for (const auto& [word, value] :
         std::vector<std::pair<std::string, std::string>>{{"{attempt}", MISFIRE_ATTEMPT_PROGRAM},
                                                          {"{around}", folder.path},
                                                          {"{port}", std::to_string(port)},
                                                          {"{socket}", name},
                                                          {"{seconds}", seconds},
                                                          {"{other}", std::to_string(other)}})
      for (std::size_t at = 0; (at = script.find(word, at)) != script.npos; at += value.size())
        script.replace(at, word.size(), value);
    return script;
  }

  /// As `train`, with a folder of another run beside its own.
  misfire::Run attempt(const Attempt& tried) {
    const Training training = training_of(filled_in(tried.script), 30);
    const std::unique_ptr<Executor> executor = make_executor();
    write_file(folder / "out/cells/other/own", "as it was");
    const Result<void> started = executor->start(training);
    EXPECT_TRUE(started) << (started ? "" : started.error().message);
    const misfire::Run run = started ? next_of(*executor).run : misfire::Run{};
    EXPECT_EQ(text_of(folder / "out/cells/other/own"), "as it was");
    return run;
  }

  /// Whether a process sleeps for as long as no other test's.
  bool is_daemon_left() const {
    for (int tries = 0; tries < 100; ++tries, usleep(20000)) {
      bool found = false;
      for (const fs::directory_entry& entry : fs::directory_iterator("/proc"))
        found = found || text_of(entry.path() / "cmdline") == "sleep" + std::string(1, '\0') + seconds + '\0';
      if (!found) return false;
    }
    return true;
  }

  const std::string home = std::getenv("HOME") ? std::getenv("HOME") : "";
  const std::string name = fmt::format("misfire-attempt-{}", getpid());
  const std::string seconds = fmt::format("1001.{}", getpid());
  pid_t other = 0;
  int inherited = -1, port_socket = -1, name_socket = -1;
  unsigned port = 0;
};

TEST_P(SandboxAttemptsTest, is_an_outcome_and_changes_nothing_outside) {
  const auto& [how, index] = GetParam();
  const Attempt& tried = attempts[index];
  if (how == Start::host && !tried.by_a_host) GTEST_SKIP() << "not promised, see SECURITY.md";
  const misfire::Run run = attempt(tried);
  EXPECT_EQ(run.ending, tried.ending) << log();
  EXPECT_THAT(log(), HasSubstr(tried.printed));
  EXPECT_THAT(log(), ::testing::Not(HasSubstr("done:")));
  EXPECT_THAT(log(), ::testing::Not(HasSubstr("open:")));
  EXPECT_THAT(run.metrics, IsEmpty());
  for (const char* file : {"home/file", "src/train.cpp", "build/train", "out/store.sqlite"})
    EXPECT_EQ(text_of(folder / file), "as it was") << file;
  for (const fs::path& path : {fs::path(folder / "home/written"), fs::path(folder / "out/written"),
                               fs::path("/dev/shm") / name, fs::path(folder / "project/mine")})
    EXPECT_FALSE(fs::exists(path)) << path;
  EXPECT_EQ(waitpid(other, nullptr, WNOHANG), 0) << "the process of others lives";
  EXPECT_FALSE(is_daemon_left());
}

std::string name_of_attempt(const ::testing::TestParamInfo<Tried>& info) {
  return attempts[std::get<1>(info.param)].name + "_" + testing::name_of(std::get<0>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Each, SandboxAttemptsTest,
                         ::testing::Combine(::testing::Values(Start::host, Start::process),
                                            ::testing::Range(std::size_t(0), attempts.size())),
                         name_of_attempt);

} // namespace
} // namespace misfire
