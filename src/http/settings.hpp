// How a server is set up. The defaults suit one machine, loopback, plain HTTP.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace spdlog {
class logger;
}

namespace musubi::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 1024 * 1024;
  std::uint64_t upload_bytes = 25 * 1024 * 1024;  ///< of one file
  std::uint64_t form_bytes = 50 * 1024 * 1024;    ///< of the files of one form together
  /// Forms with files being taken in at once: anybody may send one, and each lies on disk meanwhile.
  std::size_t forms = 32;
  std::size_t forms_per_address = 8;
  std::chrono::milliseconds header_time{
      10'000};  ///< from a request's first byte to the end of its head; TLS handshake
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds upload_time{300'000};
  std::chrono::milliseconds idle_time{75'000};   ///< between two requests
  std::chrono::milliseconds write_time{60'000};  ///< for one piece of an answer to be taken
  std::size_t connections = 10'000;
  std::size_t connections_per_address =
      2'000;                         ///< a town hall shares one address; trusted proxies are not counted
  std::size_t streams_per_key = 20;  ///< a network thread
  std::size_t stream_queue_events = 512;
  std::size_t stream_queue_bytes = 256 * 1024;
};

struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one, see Server::port
  /// `https://renraku.example.jp`, if the server is reached under one known name: then the only origin whose
  /// pages may change anything, and the base of links. Empty: what the request's Host says.
  std::string origin;
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For and -Proto are believed
  int network_threads = 2;
  int worker_threads = 4;
  std::size_t worker_queue = 256;
  Limits limits;
  std::filesystem::path upload_dir;  ///< empty: the system's temporary folder
  std::filesystem::path web_root;    ///< the built web app; empty: none
  bool gzip = false;                 ///< compress JSON answers over 1 KB
  std::chrono::milliseconds heartbeat{15'000};
  std::chrono::milliseconds recheck{60'000};  ///< how often a stream asks whether its session still lives

  bool tls = false;
  std::filesystem::path certificate;  ///< PEM chain
  std::filesystem::path private_key;  ///< PEM
  /// With `tls` and no such files: make them (self-signed, for `address`, localhost and the name in
  /// `origin`).
  bool self_signed = false;

  /// Gets one JSON line a request, to be written as it is (pattern `%v`); none: no access log.
  std::shared_ptr<spdlog::logger> access_log;
  /// For the operator: what went wrong inside; none: spdlog's default logger.
  std::shared_ptr<spdlog::logger> log;
};

}  // namespace musubi::http
