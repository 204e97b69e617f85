#include "http/server.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "http/certificate.hpp"
#include "http/connection.hpp"

namespace musubi::http {
namespace {

// TLS暗号設定ガイドライン 3.0.1 (CRYPTREC GL-3001), 高セキュリティ型: AES-256-GCM before ChaCha20-Poly1305
// before AES-128-GCM, keys agreed on by ECDHE, in the server's order. CCM is left out: no browser asks for
// it.
constexpr auto kCiphers12 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr auto kCiphers13 = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";
constexpr auto kGroups = "X25519:P-256:P-384:P-521";

/// What is spoken. No resumption: each connection shows its certificate itself, and none outlives a change of
/// the authorities.
void set_terms(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, kCiphers12);
  SSL_CTX_set_ciphersuites(context, kCiphers13);
  SSL_CTX_set1_groups_list(context, kGroups);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

/// A connection is a file descriptor; the usual soft limit of 1,024 would be ours too.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::string textual(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

}  // namespace

struct Server::Impl {
  Impl(Settings settings, const Router& router, db::Database& database, Hooks hooks)
      : core(std::move(settings), router, database, std::move(hooks)) {
    if (core.settings.tls) {
      const auto [chain, key] = certificate_files(core.settings);
      tls.emplace(asio::ssl::context::tls_server);
      tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
      set_terms(tls->native_handle());
      ask_for_certificates(tls->native_handle(), *core.hooks.authorities);
      try {
        tls->use_certificate_chain_file(chain.string());
        tls->use_private_key_file(key.string(), asio::ssl::context::pem);
      } catch (const std::exception& e) {
        throw std::runtime_error("the TLS certificate cannot be used: " + std::string(e.what()));
      }
    }
    for (int i = 0; i < core.settings.network_threads; ++i) nets.push_back(std::make_unique<NetThread>());
    for (auto& net : nets) guards.emplace_back(net->io.get_executor());
    listen();
  }

  void listen() {
    boost::system::error_code ec;
    const auto address = asio::ip::make_address(core.settings.address, ec);
    if (ec) throw std::runtime_error("not an address to listen on: " + core.settings.address);
    acceptor.emplace(nets.front()->io.get_executor());
    const asio::ip::tcp::endpoint endpoint(address, core.settings.port);
    acceptor->open(endpoint.protocol());
    acceptor->set_option(Acceptor::reuse_address(true));
    acceptor->bind(endpoint, ec);
    if (!ec) acceptor->listen(4096, ec);
    if (ec)
      throw std::runtime_error("cannot listen on " + core.settings.address + " port " +
                               std::to_string(core.settings.port) + ": " + ec.message());
    port = acceptor->local_endpoint().port();
  }

  void start() {
    raise_descriptor_limit();
    remove_stale_uploads(core.settings.upload_dir);
    const auto started = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch() /
                                                    std::chrono::seconds(1));
    for (std::size_t i = 0; i < nets.size(); ++i)
      nets[i]->next_request = (i << 60) + (started << 24);  // unique enough
    for (auto& net : nets) {
      net->lane = core.hooks.events->attach(
          [&io = net->io](std::function<void()> work) { asio::post(io.get_executor(), std::move(work)); });
      asio::co_spawn(
          net->io.get_executor(), [this, &net]() { return sweep(*net); }, asio::detached);
    }
    asio::co_spawn(
        nets.front()->io.get_executor(), [this] { return accept(); }, asio::detached);
    for (auto& net : nets)
      threads.emplace_back([this, &net] {
        while (true) {
          try {
            net->io.run();
            return;
          } catch (const std::exception& e) {  // a bug of one connection; the others go on
            core.settings.log->error("network thread: {}", e.what());
          }
        }
      });
  }

  Task<void> accept() {
    std::size_t turn = 0;
    while (acceptor->is_open()) {
      auto& net = *nets[turn++ % nets.size()];
      Socket socket(net.io.get_executor());
      boost::system::error_code ec;
      co_await acceptor->async_accept(socket, asio::redirect_error(Token{}, ec));
      if (!acceptor->is_open()) co_return;
      if (ec) {  // out of descriptors, or the caller was gone before we looked
        Timer pause(nets.front()->io.get_executor(), std::chrono::milliseconds(20));
        co_await pause.async_wait(asio::redirect_error(Token{}, ec));
        continue;
      }
      admit(net, std::move(socket));
    }
  }

  void admit(NetThread& net, Socket socket) {
    boost::system::error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    auto address = textual(peer.address());
    if (!core.counter.enter(address, core.is_trusted_proxy(address), core.settings.limits)) {
      core.hooks.metrics->refused_connections.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    socket.set_option(asio::ip::tcp::no_delay(true), ec);
    asio::post(net.io.get_executor(),
               [this, &net, socket = std::move(socket), address = std::move(address)]() mutable {
                 auto connection = std::make_shared<Connection>(core, net, std::move(socket),
                                                                tls ? &*tls : nullptr, address);
                 asio::co_spawn(
                     net.io.get_executor(), [connection] { return connection->run(); },
                     [this](const std::exception_ptr& error) {
                       if (!error) return;
                       try {
                         std::rethrow_exception(error);
                       } catch (const std::exception& e) {
                         core.settings.log->error("connection: {}", e.what());
                       }
                     });
               });
  }

  /// Looks a few times a second which connections have overstayed: cheaper than a timer for each.
  Task<void> sweep(NetThread& net) {
    const auto& limits = core.settings.limits;
    const auto least = std::min({limits.header_time, limits.body_time, limits.idle_time, limits.write_time});
    const auto pause = std::clamp(least / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
    Timer timer(net.io.get_executor());
    boost::system::error_code ec;
    while (!ended) {
      timer.expires_after(pause);
      co_await timer.async_wait(asio::redirect_error(Token{}, ec));
      const auto now = std::chrono::steady_clock::now();
      for (auto* connection : net.connections) connection->enforce(now);
    }
  }

  void stop(std::chrono::milliseconds drain) {
    if (std::exchange(stopped, true) || threads.empty()) return;
    core.stopping = true;
    std::promise<void> closed;
    asio::post(nets.front()->io.get_executor(), [&] {
      boost::system::error_code ignored;
      acceptor->close(ignored);
      closed.set_value();
    });
    closed.get_future().wait();
    for (auto& net : nets)
      asio::post(net->io.get_executor(), [&net] {
        net->lane->close_all();
        for (auto* connection : net->connections) connection->close_if_idle();
      });
    if (!core.counter.wait_for_none(drain)) {
      core.settings.log->warn("some connections were cut off after {} ms", drain.count());
      for (auto& net : nets)
        asio::post(net->io.get_executor(), [&net] {
          for (auto* connection : net->connections) connection->close();
        });
      core.counter.wait_for_none();  // what is in the database or on a worker still comes back
    }
    ended = true;
    for (auto& net : nets) core.hooks.events->detach(net->lane);
    guards.clear();
    for (auto& net : nets) net->io.stop();
    threads.clear();
  }

  Core core;
  std::optional<asio::ssl::context> tls;
  std::vector<std::unique_ptr<NetThread>> nets;
  std::vector<asio::executor_work_guard<Executor>> guards;
  std::optional<Acceptor> acceptor;
  std::vector<std::jthread> threads;
  std::atomic<bool> ended{false};
  bool stopped = false;
  std::uint16_t port = 0;
};

Server::Server(Settings settings, const Router& router, db::Database& database, Hooks hooks)
    : impl_(std::make_unique<Impl>(std::move(settings), router, database, std::move(hooks))) {}
Server::~Server() {
  stop(std::chrono::milliseconds(0));
}
void Server::start() {
  impl_->start();
}
std::uint16_t Server::port() const {
  return impl_->port;
}
void Server::stop(std::chrono::milliseconds drain) {
  impl_->stop(drain);
}

}  // namespace musubi::http
