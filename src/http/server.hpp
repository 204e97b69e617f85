// The HTTP/1.1 server: listens, shares connections out to a few network threads, stops in good order. Plain
// HTTP on loopback by default, TLS 1.2 and 1.3 with a certificate. HTTP/2 and 3 are a reverse proxy's matter.
// Knows no feature: routes come in the Router, everything else in the Hooks.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>

#include "db/database.hpp"
#include "http/hooks.hpp"
#include "http/router.hpp"
#include "http/settings.hpp"

namespace musubi::http {

class Server {
 public:
  /// `router` is complete by now and, like `database`, outlives the server. Throws std::runtime_error with a
  /// plain reason (address in use, certificate not readable).
  Server(Settings settings, const Router& router, db::Database& database, Hooks hooks);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  ///< stops without waiting for slow readers

  /// Answers from now on; returns at once.
  void start();
  /// The port in use; differs from the setting if that was 0.
  [[nodiscard]] std::uint16_t port() const;
  /// Takes no more connections, finishes requests in flight, closes idle connections and streams; cuts off
  /// what is not done after `drain`. From any thread but a network or database thread; more than once does no
  /// harm.
  void stop(std::chrono::milliseconds drain);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace musubi::http
