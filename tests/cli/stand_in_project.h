// A user's project on the stand-in for libtorch (stand_in/), on which a whole campaign takes a second or two,
// and a misfire that works on it beside the test. What misfire does to true trainings is in
// campaign_test.cpp.
#pragma once

#include "tests/cli/output_folder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>
#include <unistd.h>

namespace misfire {

/// Six mutants, one of them a search: three are killed, three survive.
inline const std::string operators = " --operators HNE,WRB,ARM,HBS=32,128";

/// A copy of the project, configured, with the misfire.yml that init writes.
class StandInProject {
public:
  /// `change` is made before it is configured.
  explicit StandInProject(
      std::filesystem::path at,
      const std::function<void(const std::filesystem::path&)>& change = [](const auto&) {})
      : folder(std::move(at)) {
    const std::filesystem::path sources = std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/cli/stand_in";
    std::filesystem::copy(sources / "project", folder, std::filesystem::copy_options::recursive);
    change(folder);
    const Ran configured =
        run_command(folder, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release -DLIBTORCH='" +
                                (sources / "libtorch").string() + "'");
    EXPECT_EQ(configured.exit_code, 0) << configured.output;
    const Ran made = misfire("init build --target train");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    initial = without_operators(contents_of(folder / "misfire.yml"));
    // An empty folder to work in, since each run has copies of what is small in it.
    const std::string here = "directory:       .";
    EXPECT_NE(initial.find(here), std::string::npos) << initial;
    initial.replace(initial.find(here), here.size(), "directory:       work");
    std::filesystem::create_directories(folder / "work");
    write_file(folder / "misfire.yml", initial);
  }

  Ran misfire(const std::string& words) const { return run_misfire(folder, words); }

  std::filesystem::path operator/(const std::string& path) const { return folder / path; }

  std::filesystem::path folder;
  std::string initial; ///< misfire.yml
};

/// Waits until `done`, for a minute at most; whether it was.
inline bool wait_until(const std::function<bool()>& done, double seconds = 60) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

/// The command lines of all processes that name a path, zombies left out.
inline std::vector<std::string> processes_naming(const std::filesystem::path& path) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string words = contents_of(entry.path() / "cmdline");
    std::replace(words.begin(), words.end(), '\0', ' ');
    if (words.find(path.string() + "/") != std::string::npos) found.push_back(words);
  }
  return found;
}

/// A misfire that works beside the test; it does not outlive this.
class Started {
public:
  Started(const StandInProject& project, const std::string& words) : log_(project / "started.txt") {
    std::filesystem::remove(log_);
    const std::string line = "exec '" MISFIRE_BINARY "' " + words + " >'" + log_.string() + "' 2>&1";
    process_ = fork();
    if (process_ != 0) return;
    if (chdir(project.folder.c_str()) != 0) _exit(126);
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }
  ~Started() {
    if (is_running()) kill(process_, SIGKILL);
    wait(5);
  }
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;

  void signal(int number) const { kill(process_, number); }

  bool is_running() {
    if (!ended_) ended_ = waitpid(process_, &status_, WNOHANG) == process_;
    return !ended_;
  }

  /// Waits for its end: the exit code as a shell has it, -1 where it still runs.
  int wait(double seconds = 60) {
    if (!wait_until([&] { return !is_running(); }, seconds)) return -1;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  }

  std::string output() const { return contents_of(log_); }

private:
  std::filesystem::path log_;
  pid_t process_ = -1;
  bool ended_ = false;
  int status_ = 0;
};

/// Puts a file back as it was.
class Changed {
public:
  /// With `by` in place of the first `what`.
  Changed(std::filesystem::path path, const std::string& what, const std::string& by)
      : path_(std::move(path)), original_(contents_of(path_)) {
    const std::size_t place = original_.find(what);
    EXPECT_NE(place, std::string::npos) << what << " is not in " << path_;
    if (place == std::string::npos) return;
    write_file(path_, std::string(original_).replace(place, what.size(), by));
  }
  ~Changed() { write_file(path_, original_); }
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;

private:
  std::filesystem::path path_;
  std::string original_;
};

/// All that is known of a campaign that nothing disturbed.
struct Results {
  std::vector<std::string> verdicts, trainings;
  int runs = 0;

  bool operator==(const Results&) const = default;
};

inline Results results_in(const std::filesystem::path& output) {
  return {verdicts_in(output), trainings_in(output), runs_in(output)};
}

/// Tests of misfire's wiring. They share one project, and most of them one output folder with what is built
/// in it.
class Wiring : public testing::Test {
  static std::filesystem::path new_folder() {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("misfire-wiring-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
  }
  struct Home {
    std::filesystem::path folder = new_folder();
    StandInProject project{folder / "project"};

    ~Home() { std::filesystem::remove_all(folder); }
  };
  static const Home& home() {
    static const Home of_all_tests;
    return of_all_tests;
  }

protected:
  void SetUp() override { forget(shared); }

  static const StandInProject& project() { return home().project; }

  /// A folder beside the project, for copies of it that a test changes.
  static std::filesystem::path beside(const std::string& name) { return home().folder / name; }

  /// A configuration for that output folder: what init wrote, 10 runs each, and more lines.
  static std::string configured(const std::string& output, const std::string& more) {
    write_file(project() / (output + ".yml"),
               project().initial + "runs: {baseline: 10, mutant: 10}\noutput: " + output + "\n" + more);
    return " --config " + output + ".yml";
  }

  static Ran run(const std::string& words) { return project().misfire("run" + words); }

  /// Removes all of an output folder but what is built.
  static void forget(const std::string& output) {
    if (!std::filesystem::exists(project() / output)) return;
    for (const auto& entry : std::filesystem::directory_iterator(project() / output))
      if (entry.path().filename() != "build") std::filesystem::remove_all(entry.path());
  }

  /// The campaign of all six mutants.
  static const Results& undisturbed() {
    static const Results results = [] {
      const Ran ran = run(operators + configured("undisturbed", jobs));
      EXPECT_EQ(ran.exit_code, 0) << ran.output;
      return results_in(project() / "undisturbed");
    }();
    return results;
  }

  static constexpr const char* shared = "shared";                     ///< an output folder
  static constexpr const char* jobs = "jobs: 4\n";                    ///< which nothing measures
  static constexpr const char* slow = "jobs: 8\narguments: [slow]\n"; ///< 0.2 s a run
};

} // namespace misfire
