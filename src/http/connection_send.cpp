// The second half of a connection: its answers on their way out.
#include <algorithm>

#include "http/connection.hpp"
#include "http/request_reader.hpp"

namespace musubi::http {
namespace {

constexpr std::size_t kPiece = 128 * 1024;

std::string read_piece(const std::function<std::size_t(std::uint64_t, std::span<char>)>& read,
                       std::uint64_t at, std::size_t size) {
  std::string piece(size, '\0');
  try {
    piece.resize(std::min(read(at, piece), size));
  } catch (...) {
    piece.clear();  // the answer breaks off: the reader sees that bytes are missing
  }
  return piece;
}

}  // namespace

Task<bool> Connection::send(Turn& turn, Response response) {
  const auto& limits = core_.settings.limits;
  const bool close = turn.facts.close || turn.body_unread || core_.stopping.load(std::memory_order_relaxed);
  const auto bodiless = [&] { return turn.head_only || response.status == 204 || response.status == 304; };
  std::string piece;
  if (response.read && response.length > 0 && !bodiless()) {
    // The first bytes come before the status: a file that cannot be read is an error, not a broken answer.
    piece = co_await read_on_worker(response, 0);
    if (piece.empty()) response = problem_response(Error{}, turn.exchange->request.english);
  }
  const auto head = render_head(response, thread_.date_now(), turn.exchange->request.secure, close);
  allow(limits.write_time);
  bool sent = false;
  if (bodiless()) {
    sent = co_await wire_.write(head);
  } else if (response.read) {
    sent = co_await wire_.write(head, piece) && co_await send_rest(response, piece.size());
  } else {
    const auto bytes = response.shared
                           ? std::string_view(*response.shared).substr(response.first, response.length)
                           : std::string_view(response.body);
    sent = co_await wire_.write(head, bytes.substr(0, kPiece));
    for (std::size_t at = kPiece; sent && at < bytes.size(); at += kPiece) {
      allow(limits.write_time);
      sent = co_await wire_.write(bytes.substr(at, kPiece));
    }
  }
  count(turn, response.status, bodiless() ? 0 : response.size());
  if (sent && close) co_await linger();
  co_return sent && !close;
}

/// Empty if it cannot be read.
Task<std::string> Connection::read_on_worker(const Response& response, std::uint64_t from) {
  deadline_ = SteadyTime::max();
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, response.length - from));
  co_return co_await called_back<std::string>(thread_.io.get_executor(), [&](auto done) {
    const bool queued = core_.workers.post([done, read = response.read, at = response.first + from,
                                            size]() mutable { done(read_piece(read, at, size)); });
    if (!queued) done(std::string());
  });
}

Task<bool> Connection::send_rest(const Response& response, std::uint64_t sent) {
  while (sent < response.length) {
    const auto piece = co_await read_on_worker(response, sent);
    if (piece.empty()) co_return false;
    sent += piece.size();
    allow(core_.settings.limits.write_time);
    if (!co_await wire_.write(piece)) co_return false;
  }
  co_return true;
}

/// For what cannot even be read as a request.
Task<void> Connection::refuse(const Error& error, int status) {
  auto response = problem_response(error, false);
  response.status = status;
  const auto head =
      render_head(response, thread_.date_now(), reached_by_tls(wire_.is_tls(), core_.settings), true);
  core_.unmatched_series.count(status, {});
  allow(core_.settings.limits.write_time);
  if (co_await wire_.write(head, response.body)) co_await linger();
}

/// Closing at once while bytes are still coming in would make the kernel throw our answer away.
Task<void> Connection::linger() {
  constexpr std::chrono::seconds kMost{2};
  constexpr std::size_t kBytes = 4 * 1024 * 1024;
  wire_.end_sending();
  allow(kMost);
  in_.clear();
  for (std::size_t total = 0; total < kBytes; total += in_.size(), in_.clear())
    if (!co_await fill()) break;
}

void Connection::count(const Turn& turn, int status, std::uint64_t bytes) {
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - turn.began);
  turn.series->count(status, took);
  core_.access_log.write({.method = turn.method,
                          .route = turn.name,
                          .status = status,
                          .took = took,
                          .bytes = bytes,
                          .request_id = thread_.next_request++});
}

}  // namespace musubi::http
