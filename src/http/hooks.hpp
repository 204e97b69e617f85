// What the server needs from the rest of the program, handed in by app/: it knows no feature itself.
#pragma once
#include <functional>
#include <memory>

#include "http/client_certificate.hpp"
#include "http/metrics.hpp"
#include "http/request.hpp"
#include "http/stream.hpp"

namespace musubi::http {

struct Hooks {
  /// Fills `request.actor` (or leaves it empty: nobody) and checks the CSRF token of mutations. Runs in the
  /// same transaction right before the handler; for Mode::work and for uploads in a read transaction of its
  /// own before anything else. Not asked when the request carries neither cookie nor Authorization.
  std::function<Status(Tx&, Request&)> authenticate;
  /// Writes the audit record of a refusal; in its own transaction, after the refused work was taken back.
  std::function<void(Tx&, const Request&, const Refusal&)> on_refusal;
  /// The live stream; see stream.hpp. Without `open` there is none.
  StreamSource stream;
  /// Shared with whoever publishes.
  std::shared_ptr<EventHub> events = std::make_shared<EventHub>();
  /// Whose client certificates are asked for; shared with whoever keeps them up to date.
  std::shared_ptr<ClientAuthorities> authorities = std::make_shared<ClientAuthorities>();
  /// Shared with the health routes.
  std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
};

}  // namespace musubi::http
