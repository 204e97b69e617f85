// One socket, plain or TLS, and the shortcuts of this room's coroutines. Every connection lives on one
// network thread and is touched there only, so nothing here locks.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <span>
#include <string_view>

namespace musubi::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;  // the plain type: no type-erased executor on the hot path
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Token = asio::use_awaitable_t<Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Wire {
 public:
  Wire(Socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
  }
  [[nodiscard]] bool is_tls() const { return tls_.has_value(); }
  [[nodiscard]] bool is_open() const { return socket_.is_open(); }

  /// Of TLS connections only.
  [[nodiscard]] SSL* tls() { return tls_->native_handle(); }

  Task<bool> handshake() {
    boost::system::error_code ec;
    co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(Token{}, ec));
    co_return !ec;
  }
  /// 0: the other side is gone, or `close` was called.
  Task<std::size_t> read_some(std::span<char> into) {
    boost::system::error_code ec;
    const auto buffer = asio::buffer(into.data(), into.size());
    const std::size_t count =
        tls_ ? co_await tls_->async_read_some(buffer, asio::redirect_error(Token{}, ec))
             : co_await socket_.async_read_some(buffer, asio::redirect_error(Token{}, ec));
    co_return ec ? 0 : count;
  }
  Task<bool> write(std::string_view first, std::string_view second = {}) {
    boost::system::error_code ec;
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(second)};
    if (tls_)
      co_await asio::async_write(*tls_, buffers, asio::redirect_error(Token{}, ec));
    else
      co_await asio::async_write(socket_, buffers, asio::redirect_error(Token{}, ec));
    co_return !ec;
  }
  /// No more from us; what the other side still sends can be read.
  void end_sending() {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
  }
  /// Everything pending ends with an error.
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  Socket socket_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
};

/// Waits for a callback that may come on any thread: `start(done)` with `done(T)`, called exactly once.
template <class T, class Start>
Task<T> called_back(Executor executor, Start start) {
  auto result = std::make_shared<std::optional<T>>();
  co_await asio::async_initiate<const Token, void()>(
      [&](auto handler) {
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        start([held, result, executor](T value) {
          result->emplace(std::move(value));
          asio::post(executor, [held] { std::move (*held)(); });
        });
      },
      Token{});
  co_return std::move(**result);
}

}  // namespace musubi::http
