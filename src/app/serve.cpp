// `musubi serve`: the server from its first to its last request.
#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <csignal>

#include "app/doors.hpp"
#include "app/log_lines.hpp"
#include "app/program.hpp"
#include "audit/audit.hpp"
#include "audit/seal.hpp"
#include "db/index_keeper.hpp"
#include "device/authority_keeper.hpp"
#include "http/health_routes.hpp"
#include "http/server.hpp"
#include "keys/key_keeper.hpp"
#include "notify/notify.hpp"
#include "retention/retention_keeper.hpp"
#include "sign/sign_keeper.hpp"
#include "task/task_keeper.hpp"

namespace musubi::app {
namespace {

constexpr auto kDrain = std::chrono::seconds(10);
constexpr auto kSweepEvery = std::chrono::minutes(10);

http::Settings server_settings(const Settings& settings) {
  http::Settings server;
  server.address = settings.listen_address;
  server.port = static_cast<std::uint16_t>(settings.listen_port);
  server.origin = settings.public_origin;
  server.trusted_proxies = settings.trusted_proxies;
  if (settings.io_threads > 0) server.network_threads = settings.io_threads;
  server.limits.streams_per_key = static_cast<std::size_t>(settings.streams_per_account);
  server.upload_dir = settings.data_directory / "incoming";
  server.web_root = settings.web_directory;
  server.tls = settings.tls_self_made || !settings.tls_certificate.empty();
  server.certificate = settings.tls_certificate;
  server.private_key = settings.tls_key;
  server.self_signed = settings.tls_self_made;
  server.access_log = spdlog::stdout_logger_mt("access");
  server.access_log->set_pattern("%v");
  return server;
}

http::Hooks hooks_of(Program& program, notify::Notifier& notifier,
                     const std::shared_ptr<http::EventHub>& events) {
  http::Hooks hooks;
  hooks.authenticate = [&program](Tx& tx, http::Request& request) {
    return identity::authenticate(tx, program.identity, request);
  };
  hooks.on_refusal = [](Tx& tx, const http::Request& request, const Refusal& refusal) {
    if (request.actor) audit::append_refusal(tx, *request.actor, refusal);
  };
  hooks.stream = notifier.source([&program](Tx& tx, const access::Actor& actor) {
    return identity::is_alive(tx, program.identity, actor);
  });
  hooks.events = events;
  return hooks;
}

/// Blocks the signals before any thread starts, so that only `wait` below takes them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(
      SIGXFSZ,
      SIG_IGN);  // a write beyond the size allowed fails like a full disk, instead of ending the program
  return signals;
}

/// A thousand streams need more descriptors than the usual soft limit.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

/// Answers of some 40 KB come and go all the time. Giving their memory back to the kernel after each, as the
/// C library would, costs more than writing them: every page of memory is taken anew and cleared.
void keep_memory_for_answers() {
  constexpr int kKept = 4 * 1024 * 1024;
  mallopt(M_TRIM_THRESHOLD, kKept);
  mallopt(M_TOP_PAD, kKept / 8);
}

/// Throws away, now and then, what is too old to matter; returns when a stop signal arrives.
void keep_house_until_stopped(Program& program, const sigset_t& signals) {
  const timespec every{std::chrono::seconds(kSweepEvery).count(), 0};
  while (sigtimedwait(&signals, nullptr, &every) < 0) {
    try {
      program.database->write_now([](Tx& tx) { identity::sweep(tx); });
      program.files.remove_unbound(*program.database, std::chrono::hours(24));
    } catch (const std::exception& error) {
      spdlog::warn("housekeeping did not finish: {}", error.what());
    }
  }
}

/// Where what is always going on works: on SQLite through the one writer there is.
std::unique_ptr<db::Database> own_connection(const Program& program) {
  if (program.database->engine() == db::Engine::sqlite) return nullptr;
  return db::open({program.settings.database(), 1, 1}, *program.clock, *program.random);
}

}  // namespace

int serve(const Place& place) {
  const auto signals = block_stop_signals();
  raise_descriptor_limit();
  keep_memory_for_answers();
  const auto settings = settings_of(place);
  if (!settings) return complain(settings.error());
  if (const auto may = check_serving(*settings); !may) return complain(may.error());
  log_in_json(settings->log_level);
  auto opened = Program::open(place);
  if (!opened) return complain(opened.error());
  auto& program = **opened;
  std::filesystem::create_directories(program.settings.data_directory / "incoming");

  const auto events = std::make_shared<http::EventHub>();
  notify::Notifier notifier(*program.database, *events);
  const auto sealing = own_connection(program);
  const auto tidying = own_connection(program);
  audit::Sequencer sequencer(sealing ? *sealing : *program.database, program.audit_keys);
  db::IndexKeeper index(tidying ? *tidying : *program.database);
  task::Keeper tasks(*program.database, task_causes());
  sign::Keeper signs(*program.database);
  retention::Keeper shredder(*program.database,
                             file::Vault(program.settings.data_directory / "files", program.keys),
                             program.settings.database());
  auto hooks = hooks_of(program, notifier, events);
  keys::KeyKeeper keys(*program.database, program.keys);
  device::AuthorityKeeper authorities(*program.database, hooks.authorities);
  http::Router router;
  add_all_routes(router, program.identity, program.files, program.reach,
                 std::chrono::hours{24 * program.settings.device_certificate_days});
  http::add_health_routes(router, *program.database, hooks, program.settings.metrics_token);

  http::Server server(server_settings(program.settings), router, *program.database, std::move(hooks));
  keys.start();
  notifier.start();
  if (program.settings.audit_seal) sequencer.start();
  index.start();
  tasks.start();
  signs.start();
  authorities.start();
  shredder.start();
  server.start();
  spdlog::info("listening on {}:{}", program.settings.listen_address, server.port());
  keep_house_until_stopped(program, signals);
  spdlog::info("stopping");
  server.stop(kDrain);
  authorities.stop();
  shredder.stop();
  signs.stop();
  tasks.stop();
  notifier.stop();
  index.stop();
  sequencer.stop();
  keys.stop();
  return 0;
}

}  // namespace musubi::app
