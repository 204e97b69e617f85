#include "http/health_routes.hpp"

#include <mutex>

#include "base/address.hpp"
#include "crypto/token.hpp"

namespace musubi::http {

struct Health {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Health, (), (status))

namespace {

RouteSpec open_route(std::string path, std::string name, std::string summary) {
  return {.path = std::move(path),
          .name = std::move(name),
          .summary = std::move(summary),
          .door = Door::open,
          .mode = Mode::work,
          .strength = access::Strength::none};
}

/// Behind a proxy everybody comes from its address: a forwarding header, believed or not, ends the trust.
bool is_local(const Request& request) {
  return is_loopback(request.remote_address) && request.header("x-forwarded-for").empty() &&
         request.header("forwarded").empty();
}

bool brings(const Request& request, const std::string& token) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto sent = request.header("authorization");
  return !token.empty() && sent.starts_with(kScheme) && crypto::equal(sent.substr(kScheme.size()), token);
}

}  // namespace

void add_health_routes(Router& router, db::Database& database, const Hooks& hooks,
                       std::string metrics_token) {
  // Described here; `GET /healthz` itself is answered by the connection before any of this machinery.
  router.add_work<None, None>(
      open_route("/healthz", "healthz", "The process lives"),
      [](db::Database&, const Call<None, None>&) -> Result<Health> { return Health{"ok"}; });
  auto ready = open_route("/readyz", "readyz", "The process is ready to serve: its database answers");
  ready.errors = {Code::unavailable};
  router.add_work<None, None>(std::move(ready),
                              [&database](db::Database&, const Call<None, None>&) -> Result<Health> {
                                if (!database.ping()) return fail(Code::unavailable);
                                return Health{"ready"};
                              });
  router.add_work<None, None>(
      open_route("/metrics", "metrics", "Counters and gauges in Prometheus text format"),
      [metrics = hooks.metrics, events = hooks.events, token = std::move(metrics_token)](
          db::Database&, const Call<None, None>& call) -> Result<FileReply> {
        if (!is_local(call.request) && !brings(call.request, token)) return not_found();
        auto text =
            file_of("text/plain; version=0.0.4; charset=utf-8", "", metrics->text(events->listeners()));
        text.attachment = false;
        return text;
      });
}

void add_openapi_route(Router& router) {
  router.add_work<None, None>(
      open_route("/api/v1/openapi.json", "openapi", "This description"),
      [&router, once = std::make_shared<std::once_flag>(), text = std::make_shared<std::string>()](
          db::Database&, const Call<None, None>&) -> Result<FileReply> {
        std::call_once(*once, [&] { *text = openapi(router); });
        auto file = file_of("application/json", "", *text);
        file.attachment = false;
        return file;
      });
}

}  // namespace musubi::http
