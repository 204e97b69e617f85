// One connection from its first byte to its last: reads requests one after another (pipelined ones too,
// answered in order), has them answered, keeps its time limits. Knows bytes and limits; what a request means
// is dispatch's matter.
#pragma once
#include <memory>
#include <unordered_set>

#include "http/core.hpp"
#include "http/form.hpp"
#include "http/head_check.hpp"
#include "http/upload.hpp"
#include "http/wire.hpp"

namespace musubi::http {

class Connection;
class RequestReader;

/// One network thread: its loop, its connections, its listeners.
struct NetThread {
  asio::io_context io{1};
  std::unordered_set<Connection*> connections;
  std::shared_ptr<EventHub::Lane> lane;
  std::int64_t date_second = 0;
  std::string date;
  std::uint64_t next_request = 0;  ///< number in the access log

  /// The Date header, made anew once a second.
  const std::string& date_now();
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, NetThread& thread, Socket socket, asio::ssl::context* tls, std::string address);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  Task<void> run();
  /// By the sweeper: ends what took too long.
  void enforce(SteadyTime now);
  /// Ends it if it waits for a next request.
  void close_if_idle();
  void close() { wire_.close(); }

 private:
  /// A request being read, and what is to be told of it afterwards.
  struct Turn {
    HeadFacts facts;
    ExchangePtr exchange = std::make_shared<Exchange>();
    Intake intake = Intake::json;  ///< what this body is; a form may also come as JSON alone
    Upload upload;
    std::unique_ptr<Places::Held> place;  ///< of a form; given back when its files are gone
    std::optional<FormReader> form;
    bool is_read = false;  ///< GET or HEAD
    bool head_only = false;
    bool body_unread = false;
    std::string_view method = "OTHER";
    std::string_view name = "none";
    Metrics::Series* series = nullptr;
    SteadyTime began{};
  };

  Task<std::size_t> read_head();
  Task<bool> one_request(std::size_t head_size);
  Task<bool> answer_health(std::size_t head_size, const HeadFacts& facts);
  Task<Response> answer(Turn& turn, std::size_t head_size);
  Task<Response> answer_route(Turn& turn, const Route& route, RequestReader& reader);
  Response unmatched(Turn& turn, const Router::Match& match, bool method_known);
  Status look_at_body(Turn& turn, const Route& route);
  Task<Status> read_body(Turn& turn, const Route& route, RequestReader& reader);
  Task<Status> read_form(Turn& turn, const Route& route, RequestReader& reader);
  Task<Status> receive(RequestReader& reader, std::uint64_t most,
                       std::function<Status(std::span<const char>)> sink);
  Response response_of(Exchange& exchange);
  void write_json(Response& response, const Answer& answer, const Request& request);
  Task<bool> send(Turn& turn, Response response);
  Task<std::string> read_on_worker(const Response& response, std::uint64_t from);
  Task<bool> send_rest(const Response& response, std::uint64_t sent);
  Task<void> refuse(const Error& error, int status);
  Task<void> linger();
  Task<bool> fill();
  void allow(std::chrono::milliseconds most);
  void count(const Turn& turn, int status, std::uint64_t bytes);

  Core& core_;
  NetThread& thread_;
  Wire wire_;
  std::string address_;
  std::string certificate_;  ///< fingerprint of the client certificate of this connection; empty: none
  std::string in_;           ///< bytes read, not used yet
  SteadyTime deadline_;
  bool idle_ = false;
};

}  // namespace musubi::http
