// What a PostgreSQL that is stopped at once does to us, made to happen every time: it says so, unasked, and
// hangs up. Our next statement cannot be sent, and what libpq then reads first is the notice, not the end.
#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <mutex>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

namespace fs = std::filesystem;

sockaddr_un address_of(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  return address;
}

int listen_at(const fs::path& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto address = address_of(path);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(socket, 16) != 0)
    throw std::runtime_error("cannot listen at " + path.string());
  return socket;
}

int connect_to(const fs::path& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto address = address_of(path);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    throw std::runtime_error("cannot reach " + path.string());
  return socket;
}

/// The socket of the PostgreSQL that `conninfo` names.
fs::path socket_of(const std::string& conninfo) {
  std::string host, port = "5432";
  PQconninfoOption* const options = PQconninfoParse(conninfo.c_str(), nullptr);
  for (const auto* o = options; o != nullptr && o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    if (std::string_view(o->keyword) == "host") host = o->val;
    if (std::string_view(o->keyword) == "port") port = o->val;
  }
  PQconninfoFree(options);
  return fs::path(host) / (".s.PGSQL." + port);
}

/// Stands between us and PostgreSQL, hands on everything, and can say goodbye in its place.
class Between {
 public:
  Between(fs::path server, const fs::path& here) : server_(std::move(server)) {
    listener_ = listen_at(here / ".s.PGSQL.5432");
    thread_ = std::jthread([this](const std::stop_token& stop) { hand_on(stop); });
  }
  Between(const Between&) = delete;
  Between& operator=(const Between&) = delete;
  ~Between() {
    thread_ = {};
    for (const auto& [ours, theirs] : pairs_) hang_up(ours, theirs);
    ::close(listener_);
  }

  /// To everybody connected; when it returns, it has happened. New connections are taken as before.
  void say_goodbye() {
    const std::lock_guard lock(mutex_);
    for (const auto& [ours, theirs] : pairs_) {
      ::send(ours, kNotice.data(), kNotice.size(), MSG_NOSIGNAL);
      hang_up(ours, theirs);
    }
    pairs_.clear();
  }

 private:
  // NoticeResponse: its length, then fields each ended by a zero, then a zero.
  // https://www.postgresql.org/docs/15/protocol-message-formats.html
  static constexpr std::string_view kNotice{"N\0\0\0\x31SWARNING\0C57P01\0Mterminating connection now\0\0",
                                            50};

  static void hang_up(int ours, int theirs) {
    ::close(ours);
    ::close(theirs);
  }

  void hand_on(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      {
        const std::lock_guard lock(mutex_);
        std::vector<pollfd> ready = {{listener_, POLLIN, 0}};
        for (const auto& [ours, theirs] : pairs_) {
          ready.push_back({ours, POLLIN, 0});
          ready.push_back({theirs, POLLIN, 0});
        }
        ::poll(ready.data(), ready.size(), 0);
        if (ready[0].revents != 0) pairs_[::accept(listener_, nullptr, nullptr)] = connect_to(server_);
        for (std::size_t i = 1; i < ready.size(); i += 2) {
          const int ours = ready[i].fd, theirs = ready[i + 1].fd;
          if ((ready[i].revents == 0 || copy(ours, theirs)) &&
              (ready[i + 1].revents == 0 || copy(theirs, ours)))
            continue;
          hang_up(ours, theirs);
          pairs_.erase(ours);
        }
      }
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }

  /// False at the end.
  static bool copy(int from, int to) {
    std::array<char, 65536> bytes{};
    const auto size = ::recv(from, bytes.data(), bytes.size(), 0);
    return size > 0 && ::send(to, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
  }

  fs::path server_;
  int listener_ = -1;
  std::mutex mutex_;
  std::map<int, int> pairs_;  ///< the program's socket, and the one to the server in its name
  std::jthread thread_;
};

class BrokenLinks : public test::DatabaseTest {
 protected:
  BrokenLinks()
      : between_(socket_of(url().substr(url().find(':') + 1)), dir()),
        database_(open(url() + " host='" + dir().string() + "' port=5432")) {
    in_write([](Tx& tx) { tx.run("create table counter (n BIGINT not null)"); });
  }
  ~BrokenLinks() override {
    in_write([](Tx& tx) { tx.run("drop table counter"); });
  }
  static void add(Tx& tx) { tx.run("insert into counter (n) values ($1)", 1); }
  std::int64_t counted() {
    return in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from counter"); });
  }

  Between between_;
  std::unique_ptr<Database> database_;
};
MUSUBI_ON_POSTGRES(BrokenLinks);

TEST_P(BrokenLinks, AGoodbyeBeforeANewStatementIsNotNoticed) {
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(database_->read_now([](Tx& tx) { return tx.one<int>("select 1"); }), 1);
  between_.say_goodbye();
  database_->write_now(add);
  EXPECT_EQ(counted(), 1);
}

TEST_P(BrokenLinks, AGoodbyeBeforeAKnownStatementIsNotNoticed) {
  for (int i = 0; i < 6; ++i) database_->write_now(add);
  between_.say_goodbye();
  for (int i = 0; i < 6; ++i) database_->write_now(add);
  EXPECT_EQ(counted(), 12);
}

TEST_P(BrokenLinks, AGoodbyeInTheMiddleRunsTheWorkAgain) {
  for (int i = 0; i < 6; ++i) database_->write_now(add);
  int attempts = 0;
  database_->write_now([&](Tx& tx) {
    add(tx);
    if (++attempts == 1) between_.say_goodbye();
    add(tx);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(counted(), 8);
}

TEST_P(BrokenLinks, AGoodbyeBeforeTheCommitIsToldBecauseNobodyKnows) {
  for (int i = 0; i < 6; ++i) database_->write_now(add);
  EXPECT_THROW(database_->write_now([&](Tx& tx) {
    add(tx);
    between_.say_goodbye();
  }),
               Unreachable);
  EXPECT_EQ(counted(), 6);
}

}  // namespace
}  // namespace musubi::db
