// The processes in which PDFs are read: how one is started, bounded, waited for and ended.
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <new>
#include <optional>
#include <semaphore>
#include <thread>

#include "file/pdf.hpp"

namespace musubi::file {
namespace {

constexpr int kAtOnce = 2;
constexpr rlim_t kSeconds = 10;                // of the processor
constexpr std::chrono::seconds kPatience{30};  // by the wall, on a busy machine
constexpr rlim_t kMemory = rlim_t{1} << 30U;   // of addresses, the program's own included
constexpr rlim_t kOutput = rlim_t{100} << 20U;

/// How a worker ends. Anything else: a bound was met.
enum Ending : int { kDone = 0, kRefused = 3, kFailed = 4 };

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(to, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string read_all(int from) {
  std::string out;
  std::array<char, 65'536> piece{};
  ::lseek(from, 0, SEEK_SET);
  for (;;) {
    const auto got = ::read(from, piece.data(), piece.size());
    if (got <= 0) return out;
    out.append(piece.data(), static_cast<std::size_t>(got));
  }
}

/// The worker sees its two descriptors and nothing of the server's: no others, none of its environment.
std::optional<pid_t> start(const std::filesystem::path& program, PdfWork work, int in, int out) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  std::string name = "musubi", command = "pdf-worker", what = work == PdfWork::clean ? "clean" : "draw";
  std::array<char*, 4> arguments{name.data(), command.data(), what.data(), nullptr};
  std::string language = "LC_ALL=C.UTF-8";
  std::array<char*, 3> environment{language.data(), nullptr, nullptr};
#if defined(__SANITIZE_THREAD__)  // what was read of the libraries and found to be no race (tests/sanitizers)
  std::string options = "TSAN_OPTIONS=";
  if (const char* const own = std::getenv("TSAN_OPTIONS")) options += own;
  environment[1] = options.data();
#endif
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, program.c_str(), &files, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

/// Its exit status; -1 if it was ended.
int ending_of(pid_t child) {
  using std::chrono::steady_clock;
  const auto until = steady_clock::now() + kPatience;
  for (;;) {
    int status = 0;
    const auto got = ::waitpid(child, &status, WNOHANG);
    if (got == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (got < 0 && errno != EINTR) return -1;
    if (steady_clock::now() > until) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

struct Outcome {
  int ending = -1;
  std::string bytes;
};
/// Input and output lie in memory, so that neither side waits for the other.
Outcome work_apart(const std::filesystem::path& program, PdfWork work, std::string_view bytes) {
  const Descriptor in(memfd_create("pdf", MFD_CLOEXEC)), out(memfd_create("made", MFD_CLOEXEC));
  if (!in || !out || !write_all(in.get(), bytes) || ::lseek(in.get(), 0, SEEK_SET) != 0) return {};
  const auto child = start(program, work, in.get(), out.get());
  if (!child) return {};
  Outcome outcome{ending_of(*child), {}};
  if (outcome.ending == kDone || outcome.ending == kRefused) outcome.bytes = read_all(out.get());
  return outcome;
}

void bind_self() {
  const auto limit = [](auto what, rlim_t most) {
    const rlimit both{most, most};
    ::setrlimit(what, &both);
  };
  limit(RLIMIT_CPU, kSeconds);
  limit(RLIMIT_FSIZE, kOutput);
  limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // their shadow alone is larger
  limit(RLIMIT_AS, kMemory);
#endif
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_DUMPABLE, 0);
}

std::unexpected<Error> beyond_bounds() {
  return fail(
      Code::invalid, "file",
      "このPDFは大きすぎるか複雑すぎて、確かめられませんでした。ページを分けるか、写真で添付してください。",
      "This PDF is too large or too complex to be checked. Split it, or attach photos of it.");
}

}  // namespace

void do_pdf_work(PdfWork work) {
  bind_self();
  int ending = kFailed;
  try {
    const auto bytes = read_all(STDIN_FILENO);
    if (work == PdfWork::draw) {
      const auto drawn = draw_first_page(bytes);
      if (!drawn.empty() && write_all(STDOUT_FILENO, drawn)) ending = kDone;
    } else {
      const auto clean = clean_pdf(bytes);
      if (clean ? write_all(STDOUT_FILENO, *clean)
                : write_all(STDOUT_FILENO, clean.error().detail + "\n" + clean.error().detail_en))
        ending = clean ? kDone : kRefused;
    }
  } catch (const std::exception&) {
    ending = kFailed;
  }
  ::_exit(ending);  // nothing of what the libraries keep is worth tidying up
}

struct PdfShop::State {
  std::filesystem::path program;
  std::counting_semaphore<kAtOnce> places{kAtOnce};
};

PdfShop::PdfShop(std::filesystem::path program) : state_(std::make_unique<State>(std::move(program))) {}
PdfShop::~PdfShop() = default;

Result<CleanPdf> PdfShop::remake(std::string_view bytes) {
  if (state_->program.empty()) {
    TRY_ASSIGN(auto clean, clean_pdf(bytes));
    auto drawn = draw_first_page(clean);
    return CleanPdf{std::move(clean), std::move(drawn)};
  }
  state_->places.acquire();
  const std::unique_ptr<State, void (*)(State*)> place(state_.get(),
                                                       [](State* state) { state->places.release(); });
  auto clean = work_apart(state_->program, PdfWork::clean, bytes);
  if (clean.ending == kRefused) {
    const auto line = clean.bytes.find('\n');
    return fail(Code::invalid, "file", clean.bytes.substr(0, line), clean.bytes.substr(line + 1));
  }
  if (clean.ending != kDone || clean.bytes.empty()) return beyond_bounds();
  auto drawn = work_apart(state_->program, PdfWork::draw, clean.bytes);
  if (drawn.ending != kDone) drawn.bytes.clear();
  return CleanPdf{std::move(clean.bytes), std::move(drawn.bytes)};
}

}  // namespace musubi::file
