// Delay of the live stream: opens LISTENERS streams, posts entries, and notes for each stream how long after
// the post was sent its event arrived. Usage: listeners PORT LISTENERS POSTS PERSON CSRF POSTER_COOKIE
// COOKIE... Prints `p50 p99 max` in milliseconds and how many events arrived of how many expected.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

int connect_to(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

void send_all(int fd, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto sent = write(fd, text.data() + at, text.size() - at);
    if (sent <= 0) std::exit(1);
    at += static_cast<std::size_t>(sent);
  }
}

std::string random_uuid(std::mt19937_64& random) {
  char text[37];
  const auto a = random();
  const auto b = random();
  std::snprintf(text, sizeof text, "%08x-%04x-7%03x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xFFFF), static_cast<unsigned>(a & 0xFFF),
                static_cast<unsigned>(0x8000 | (b >> 48 & 0x3FFF)),
                static_cast<unsigned long long>(b & 0xFFFFFFFFFFFFull));
  return text;
}

/// Reads for `budget`, noting the arrival of every subject id of an entry event.
void listen(int poll, std::vector<std::string>& buffers, const std::map<std::string, Clock::time_point>& sent,
            std::vector<double>& delays, std::chrono::milliseconds budget) {
  const auto until = Clock::now() + budget;
  std::vector<epoll_event> events(256);
  char chunk[16384];
  while (Clock::now() < until) {
    const int count = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 5);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      const auto got = read(fd, chunk, sizeof chunk);
      const auto now = Clock::now();
      if (got <= 0) {
        std::fprintf(stderr, "a stream was closed\n");
        std::exit(1);
      }
      auto& buffer = buffers[static_cast<std::size_t>(fd)];
      buffer.append(chunk, static_cast<std::size_t>(got));
      for (std::size_t end = 0; (end = buffer.find("\n\n")) != std::string::npos; buffer.erase(0, end + 2)) {
        const auto event = buffer.substr(0, end);
        const auto at = event.find("\"subject_id\":\"");
        if (at == std::string::npos || event.find("\"kind\":\"entry\"") == std::string::npos) continue;
        const auto found = sent.find(event.substr(at + 14, 36));
        if (found != sent.end())
          delays.push_back(std::chrono::duration<double, std::milli>(now - found->second).count());
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 8) return 2;
  const int port = std::atoi(argv[1]);
  const int listeners = std::atoi(argv[2]);
  const int posts = std::atoi(argv[3]);
  const std::string person = argv[4];
  const std::string csrf = argv[5];
  const std::string poster = argv[6];

  const int poll = epoll_create1(0);
  std::vector<std::string> buffers(static_cast<std::size_t>(listeners) + 64);
  for (int i = 0; i < listeners; ++i) {
    const int fd = connect_to(port);
    const std::string cookie = argv[7 + i % (argc - 7)];
    send_all(fd, "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                     "\r\nCookie: " + cookie + "\r\nAccept: text/event-stream\r\n\r\n");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    if (static_cast<std::size_t>(fd) >= buffers.size()) buffers.resize(static_cast<std::size_t>(fd) + 64);
  }
  std::map<std::string, Clock::time_point> sent;
  std::vector<double> delays;
  listen(poll, buffers, sent, delays,
         std::chrono::milliseconds(1500));  // answers' headers and first comments

  std::mt19937_64 random(std::random_device{}());
  const int fd = connect_to(port);
  char chunk[16384];
  for (int i = 0; i < posts; ++i) {
    const auto id = random_uuid(random);
    const std::string body =
        R"({"id":")" + id +
        R"(","category":"report","info_class":"basic","importance":"normal","body":"計測","asks_confirmation":false,"whole_team":true,"with_guardians":false,"seat_ids":[],"mention_post_ids":[],"file_ids":[]})";
    sent[id] = Clock::now();
    send_all(fd, "POST /api/v1/people/" + person + "/entries HTTP/1.1\r\nHost: 127.0.0.1:" +
                     std::to_string(port) + "\r\nCookie: " + poster + "\r\nX-CSRF-Token: " + csrf +
                     "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\n\r\n" + body);
    listen(poll, buffers, sent, delays, std::chrono::milliseconds(100));
    const auto got = read(fd, chunk, sizeof chunk);
    if (got <= 0 || std::strncmp(chunk, "HTTP/1.1 201", 12) != 0) {
      std::fprintf(stderr, "the post was refused: %.*s\n", static_cast<int>(std::max<ssize_t>(got, 0)),
                   chunk);
      return 1;
    }
  }
  listen(poll, buffers, sent, delays, std::chrono::milliseconds(1000));
  if (delays.empty()) return 1;
  std::sort(delays.begin(), delays.end());
  const auto at = [&](double q) {
    return delays[static_cast<std::size_t>(q * static_cast<double>(delays.size() - 1))];
  };
  std::printf("%.2f %.2f %.2f %zu %d\n", at(0.5), at(0.99), delays.back(), delays.size(), listeners * posts);
}
