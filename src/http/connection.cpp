#include "http/connection.hpp"

#include <spdlog/spdlog.h>

#include <ctime>

#include "base/address.hpp"
#include "http/request_reader.hpp"
#include "http/stream_session.hpp"
#include "http/url.hpp"

namespace musubi::http {
const std::string& NetThread::date_now() {
  const auto now = static_cast<std::int64_t>(::time(nullptr));
  if (now != date_second) {
    date_second = now;
    date = imf_date(now);
  }
  return date;
}

Connection::Connection(Core& core, NetThread& thread, Socket socket, asio::ssl::context* tls,
                       std::string address)
    : core_(core), thread_(thread), wire_(std::move(socket), tls), address_(std::move(address)) {
  thread_.connections.insert(this);
  core_.hooks.metrics->connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() {
  thread_.connections.erase(this);
  core_.hooks.metrics->connections.fetch_sub(1, std::memory_order_relaxed);
  wire_.close();
  core_.counter.leave(address_);  // last: the server may go as soon as nobody is left
}

void Connection::allow(std::chrono::milliseconds most) {
  deadline_ = std::chrono::steady_clock::now() + most;
}

void Connection::enforce(SteadyTime now) {
  if (now > deadline_) wire_.close();
}

void Connection::close_if_idle() {
  if (idle_) wire_.close();
}

Task<bool> Connection::fill() {
  constexpr std::size_t kMore = 16 * 1024;
  const auto had = in_.size();
  in_.resize(had + kMore);
  const auto count = co_await wire_.read_some({in_.data() + had, kMore});
  in_.resize(had + count);
  co_return count > 0;
}

Task<void> Connection::run() {
  const auto self = shared_from_this();
  allow(core_.settings.limits.header_time);
  if (wire_.is_tls()) {
    if (!co_await wire_.handshake()) co_return;
    certificate_ = verified_fingerprint(wire_.tls());
  }
  while (const auto head_size = co_await read_head())
    if (!co_await one_request(head_size)) break;
  wire_.close();
}

/// Waits for the end of a head and returns its size; 0 if there is none to come.
Task<std::size_t> Connection::read_head() {
  const auto& limits = core_.settings.limits;
  std::size_t seen = 0;
  bool begun = !in_.empty();
  allow(begun ? limits.header_time : limits.idle_time);
  while (true) {
    while (in_.starts_with("\r\n"))
      in_.erase(0, 2);  // RFC 9112 2.2: an empty line before the request is ignored
    const auto end = in_.find("\r\n\r\n", seen > 3 ? seen - 3 : 0);
    const auto size = end == std::string::npos ? in_.size() : end + 4;
    if (is_hopeless(std::string_view(in_).substr(0, size), std::min(seen, size))) {
      co_await refuse(Error{Code::malformed, "", "", ""}, 400);
      co_return 0;
    }
    if (size > limits.header_bytes) {
      co_await refuse(Error{Code::too_large, "", "", ""}, 431);
      co_return 0;
    }
    if (end != std::string::npos) co_return size;
    seen = in_.size();
    if (!begun && core_.stopping.load(std::memory_order_relaxed)) co_return 0;
    idle_ = !begun;
    const bool more = co_await fill();
    idle_ = false;
    if (!more) co_return 0;
    if (!std::exchange(begun, true)) allow(limits.header_time);
  }
}

/// False: the connection ends.
Task<bool> Connection::one_request(std::size_t head_size) {
  Turn turn;
  turn.began = std::chrono::steady_clock::now();
  turn.series = &core_.unmatched_series;
  const auto facts = check_head(std::string_view(in_).substr(0, head_size));
  if (!facts) {
    co_await refuse(facts.error(), 400);
    co_return false;
  }
  if (facts->target == "/healthz" && facts->method == "GET" && !facts->has_body())
    co_return co_await answer_health(head_size, *facts);
  turn.facts = *facts;
  deadline_ = SteadyTime::max();
  auto response = co_await answer(turn, head_size);
  if (turn.exchange->stream_start && turn.exchange->answer) {
    count(turn, 200, 0);
    co_await serve_stream(core_, thread_, wire_, deadline_, turn.exchange);
    co_return false;
  }
  co_return co_await send(turn, std::move(response));
}

/// The shortest path there is: no maps, no database, no log line.
Task<bool> Connection::answer_health(std::size_t head_size, const HeadFacts& facts) {
  const auto began = std::chrono::steady_clock::now();
  const bool close = facts.close || core_.stopping.load(std::memory_order_relaxed);
  in_.erase(0, head_size);
  static const std::string kBody = R"({"status":"ok"})";
  Response response;
  response.content_type = "application/json";
  response.body = kBody;
  const auto head =
      render_head(response, thread_.date_now(), reached_by_tls(wire_.is_tls(), core_.settings), close);
  deadline_ = began + core_.settings.limits.write_time;
  const bool sent = co_await wire_.write(head, response.body);
  core_.health_series.count(
      200, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began));
  co_return sent && !close;
}

Task<Response> Connection::answer(Turn& turn, std::size_t head_size) {
  RequestReader reader;
  const bool read =
      reader.read_head(std::string_view(in_).substr(0, head_size), turn.facts, turn.exchange->request);
  // The views of `facts` end here.
  turn.facts.fields = turn.facts.target = turn.facts.method = {};
  turn.body_unread = turn.facts.has_body();
  in_.erase(0, head_size);
  auto& request = turn.exchange->request;
  request.english = prefers_english(request.header("accept-language"));
  if (!read) {
    turn.facts.close = true;
    co_return problem_response(Error{Code::malformed, "", "", ""}, request.english);
  }
  learn_caller(request, address_, wire_.is_tls(), core_.settings);
  if (learn_certificate(request, core_.is_trusted_proxy(address_), certificate_, *core_.hooks.authorities))
    core_.hooks.metrics->forged_certificates.fetch_add(1, std::memory_order_relaxed);
  turn.method = reader.method_name();
  turn.head_only = reader.is_head();
  turn.is_read = reader.method() == Method::get;

  const auto path = decode_path(reader.raw_path());
  if (!path) co_return problem_response(path.error(), request.english);
  auto query = decode_query(reader.raw_query());
  if (!query) co_return problem_response(query.error(), request.english);
  request.path = *path;
  request.query = std::move(*query);
  const auto method = reader.method();
  auto match = core_.router.match(method.value_or(Method::get), request.path);
  if (!method || match.route == nullptr) co_return unmatched(turn, match, method.has_value());
  request.method = *method;
  request.path_values = std::move(match.values);
  turn.name = match.route->spec.name;
  turn.series = core_.series[static_cast<std::size_t>(match.route - core_.router.routes().data())];
  turn.exchange->route = match.route;
  co_return co_await answer_route(turn, *match.route, reader);
}

Response Connection::unmatched(Turn& turn, const Router::Match& match, bool method_known) {
  const auto& request = turn.exchange->request;
  if (method_known && !match.path_known && turn.is_read && !request.path.starts_with("/api/") &&
      request.path != "/api") {
    if (auto file = core_.web.answer(request)) {
      turn.name = "static";
      turn.series = &core_.static_series;
      return std::move(*file);
    }
  }
  const bool wrong_method = match.path_known || !method_known;
  auto response = problem_response(
      Error{wrong_method ? Code::method_not_allowed : Code::not_found, "", "", ""}, request.english);
  if (!match.allow.empty()) response.headers.emplace_back("Allow", match.allow);
  return response;
}

Task<Response> Connection::answer_route(Turn& turn, const Route& route, RequestReader& reader) {
  auto& exchange = turn.exchange;
  auto& request = exchange->request;
  const auto problem = [&](const Error& error) { return problem_response(error, request.english); };
  if (route.streams && turn.head_only) co_return problem(Error{Code::method_not_allowed, "", "", ""});
  if (turn.is_read && turn.body_unread)
    co_return problem(Error{Code::malformed, "", "GETに本文は使えません。", "GET takes no body."});
  if (const auto status = core_.dispatcher.look_at_head(route, request); !status)
    co_return problem(status.error());
  if (const auto status = look_at_body(turn, route); !status) co_return problem(status.error());
  const bool on_disk = turn.intake == Intake::upload || turn.intake == Intake::form;
  if (on_disk) {
    const bool admitted = co_await called_back<bool>(thread_.io.get_executor(), [&](auto done) {
      core_.dispatcher.authenticate_first(exchange, std::move(done));
    });
    if (!admitted) co_return problem(exchange->answer.error());
  }
  if (turn.body_unread || on_disk)
    if (const auto status = co_await read_body(turn, route, reader); !status)
      co_return problem(status.error());
  deadline_ = SteadyTime::max();
  co_await called_back<bool>(thread_.io.get_executor(), [&](auto done) {
    core_.dispatcher.run(exchange, [done = std::move(done)]() mutable { done(true); });
  });
  co_return response_of(*exchange);
}

Response Connection::response_of(Exchange& exchange) {
  const auto& request = exchange.request;
  if (!exchange.answer) return problem_response(exchange.answer.error(), request.english);
  auto& answer = *exchange.answer;
  Response response;
  if (answer.file) {
    response = file_response(*answer.file, request);
  } else {
    response.status = answer.status;
    try {
      write_json(response, answer, request);
    } catch (const std::exception& e) {
      core_.settings.log->error("{}: {}", exchange.route->spec.name, e.what());
      return problem_response(Error{}, request.english);
    }
  }
  for (auto& header : answer.headers) response.headers.push_back(std::move(header));
  return response;
}

void Connection::write_json(Response& response, const Answer& answer, const Request& request) {
  if (answer.status == 204 || !(answer.write_body || answer.kept_body)) return;
  response.content_type = "application/json";
  if (answer.kept_body)
    response.shared = answer.kept_body(false);
  else
    response.body = answer.write_body();
  const auto& text = response.shared ? *response.shared : response.body;
  response.length = text.size();
  if (!core_.settings.gzip || text.size() <= 1024 ||
      !accepts_encoding(request.header("accept-encoding"), "gzip"))
    return;
  auto smaller =
      answer.kept_body ? answer.kept_body(true) : std::make_shared<const std::string>(gzipped(text));
  if (smaller->empty()) return;
  response.shared = std::move(smaller);
  response.length = response.shared->size();
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

// --- bodies ----------------------------------------------------------------------------------------------

/// What can be refused by what the head says of the body.
Status Connection::look_at_body(Turn& turn, const Route& route) {
  const bool may_be_form = route.spec.intake == Intake::form;
  turn.intake = may_be_form ? Intake::json : route.spec.intake;
  if (!turn.body_unread) return {};
  const auto& request = turn.exchange->request;
  const auto type = request.header("content-type");
  const bool json = same_word(trimmed(type.substr(0, type.find(';'))), "application/json");
  if (may_be_form && !json) turn.intake = Intake::form;
  const auto& limits = core_.settings.limits;
  const auto length = turn.facts.content_length;
  if (turn.intake == Intake::form) {
    const auto boundary = form_boundary(type);
    if (!boundary)
      return fail(Code::unsupported_type, "", "application/json か multipart/form-data で送ってください。",
                  "Send application/json or multipart/form-data.");
    if (length > limits.form_bytes + limits.body_bytes)
      return std::unexpected(form_too_large(route.spec.form, limits.form_bytes));
    turn.place =
        core_.forms.enter(one_caller(request.remote_address), limits.forms, limits.forms_per_address);
    if (!turn.place)
      return fail(Code::throttled, "",
                  "ただいま受け付けが混み合っています。少し待ってから、もう一度お試しください。",
                  "Many forms are coming in just now. Please try again in a moment.");
    turn.form.emplace(*boundary, route.spec.form,
                      FormReader::Bounds{limits.body_bytes, limits.upload_bytes, limits.form_bytes},
                      core_.settings.upload_dir);
    return {};
  }
  const auto most = turn.intake == Intake::upload ? limits.upload_bytes : limits.body_bytes;
  if (length > most) return fail(Code::too_large);
  if (turn.intake == Intake::json && !json)
    return fail(Code::unsupported_type, "", "application/json で送ってください。", "Send application/json.");
  return {};
}

Task<Status> Connection::read_form(Turn& turn, const Route& route, RequestReader& reader) {
  const auto& limits = core_.settings.limits;
  auto& request = turn.exchange->request;
  auto status = co_await receive(reader, limits.form_bytes + limits.body_bytes,
                                 [&](auto bytes) { return turn.form->take(bytes); });
  if (!status && status.error().code == Code::too_large)
    co_return std::unexpected(form_too_large(route.spec.form, limits.form_bytes));
  if (!status) co_return status;
  turn.body_unread = false;
  if (status = turn.form->finish(); !status) co_return status;
  request.body = turn.form->data();
  request.files = turn.form->files();
  co_return Status{};
}

Task<Status> Connection::read_body(Turn& turn, const Route& route, RequestReader& reader) {
  const auto& limits = core_.settings.limits;
  auto& request = turn.exchange->request;
  const bool upload = turn.intake == Intake::upload;
  const bool form = turn.intake == Intake::form;
  if (upload) {
    if (auto status = turn.upload.open(core_.settings.upload_dir); !status) co_return status;
  }
  allow(upload || form ? limits.upload_time : limits.body_time);
  if (turn.body_unread && turn.facts.expects_continue && in_.empty())
    if (!co_await wire_.write("HTTP/1.1 100 Continue\r\n\r\n")) co_return fail(Code::malformed);
  if (turn.body_unread) {
    Status status;
    if (form)
      status = co_await read_form(turn, route, reader);
    else if (upload)
      status = co_await receive(reader, limits.upload_bytes,
                                [&](auto bytes) { return turn.upload.append(bytes); });
    else
      status = co_await receive(reader, limits.body_bytes, [&](std::span<const char> bytes) -> Status {
        request.body.append(bytes.data(), bytes.size());
        return {};
      });
    if (!status) co_return status;
  }
  turn.body_unread = false;
  if (upload) {
    if (auto status = turn.upload.close(); !status) co_return status;
    request.upload = turn.upload.path();
  } else if (!is_utf8(request.body) && turn.intake != Intake::text) {
    co_return fail(Code::malformed, "", "UTF-8として読み取れません。", "This is not UTF-8.");
  }
  co_return Status{};
}

Task<Status> Connection::receive(RequestReader& reader, std::uint64_t most,
                                 std::function<Status(std::span<const char>)> sink) {
  std::string piece(64 * 1024, '\0');
  std::uint64_t total = 0;
  while (true) {
    auto step = reader.read_body(in_, piece);
    if (!step) co_return std::unexpected(step.error());
    in_.erase(0, step->used);
    total += step->got;
    if (total > most) co_return fail(Code::too_large);
    if (step->got > 0)
      if (auto status = sink({piece.data(), step->got}); !status) co_return status;
    if (step->done) co_return Status{};
    if (step->used > 0 || step->got > 0) continue;
    if (in_.size() > core_.settings.limits.header_bytes * 2)
      co_return fail(Code::malformed);  // an endless chunk head
    if (!co_await fill()) co_return fail(Code::malformed);
  }
}

}  // namespace musubi::http
