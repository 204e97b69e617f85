#include "http/request_reader.hpp"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>

#include "http/url.hpp"

namespace musubi::http {
namespace beast = boost::beast;
namespace bh = boost::beast::http;

struct RequestReader::Impl {
  bh::request_parser<bh::buffer_body> parser;
  std::string target;
};

RequestReader::RequestReader() : impl_(std::make_unique<Impl>()) {}
RequestReader::~RequestReader() = default;

bool RequestReader::read_head(std::string_view head, const HeadFacts& facts, Request& request) {
  auto& parser = impl_->parser;
  parser.header_limit(static_cast<std::uint32_t>(head.size() + 1));
  parser.body_limit(boost::none);  // counted where the bytes arrive
  boost::system::error_code ec;
  const auto used = parser.put(boost::asio::buffer(head.data(), head.size()), ec);
  if (ec && ec != bh::error::need_buffer) return false;
  if (used != head.size() || !parser.is_header_done() || parser.chunked() != facts.chunked) return false;
  if (parser.content_length().value_or(0) != facts.content_length) return false;
  const auto& message = parser.get();
  impl_->target.assign(message.target().data(), message.target().size());
  for (const auto& field : message) {
    const auto name = lower({field.name_string().data(), field.name_string().size()});
    const std::string value(field.value().data(), field.value().size());
    const auto [at, fresh] = request.headers.emplace(name, value);
    if (!fresh) at->second += (name == "cookie" ? "; " : ", ") + value;
  }
  request.cookies = read_cookies(request.header("cookie"));
  return true;
}

std::optional<Method> RequestReader::method() const {
  switch (impl_->parser.get().method()) {
    case bh::verb::get:
    case bh::verb::head:
      return Method::get;
    case bh::verb::post:
      return Method::post;
    case bh::verb::put:
      return Method::put;
    case bh::verb::delete_:
      return Method::delete_;
    default:
      return std::nullopt;
  }
}

std::string_view RequestReader::method_name() const {
  if (is_head()) return "HEAD";
  static constexpr std::string_view kNames[] = {"GET", "POST", "PUT", "DELETE"};
  const auto known = method();
  return known ? kNames[static_cast<std::size_t>(*known)] : std::string_view("OTHER");
}

bool RequestReader::is_head() const {
  return impl_->parser.get().method() == bh::verb::head;
}

std::string_view RequestReader::raw_path() const {
  const std::string_view target = impl_->target;
  return target.substr(0, target.find('?'));
}

std::string_view RequestReader::raw_query() const {
  const std::string_view target = impl_->target;
  const auto mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

Result<RequestReader::Step> RequestReader::read_body(std::string_view input, std::span<char> piece) {
  auto& parser = impl_->parser;
  Step step;
  if (parser.is_done()) {
    step.done = true;
    return step;
  }
  auto& body = parser.get().body();
  body.data = piece.data();
  body.size = piece.size();
  body.more = true;
  parser.eager(true);
  boost::system::error_code ec;
  step.used = parser.put(boost::asio::buffer(input.data(), input.size()), ec);
  step.got = piece.size() - body.size;
  step.done = parser.is_done();
  if (ec && ec != bh::error::need_more && ec != bh::error::need_buffer)
    return fail(Code::malformed, "", "本文を読み取れません。", "The body cannot be read.");
  return step;
}

bool reached_by_tls(bool tls, const Settings& settings) {
  return tls || settings.origin.starts_with("https://");
}

void learn_caller(Request& request, const std::string& peer, bool tls, const Settings& settings) {
  const auto is_trusted = [&](std::string_view address) {
    return std::ranges::find(settings.trusted_proxies, address) != settings.trusted_proxies.end();
  };
  request.remote_address = peer;
  request.secure = reached_by_tls(tls, settings);
  if (is_trusted(peer)) {
    // Each proxy adds the address it saw at the right end; the first that is no proxy of ours is the caller.
    std::string_view chain = request.header("x-forwarded-for");
    while (!chain.empty()) {
      const auto comma = chain.rfind(',');
      const auto address = trimmed(comma == std::string_view::npos ? chain : chain.substr(comma + 1));
      const bool textual = !address.empty() && address.size() <= 45 &&
                           address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
      if (!textual) break;
      request.remote_address = address;
      if (!is_trusted(address) || comma == std::string_view::npos) break;
      chain = chain.substr(0, comma);
    }
    const auto proto = request.header("x-forwarded-proto");
    if (!proto.empty()) request.secure = proto == "https";
  }
  request.origin = !settings.origin.empty()
                       ? settings.origin
                       : (request.secure ? "https://" : "http://") + std::string(request.header("host"));
}

}  // namespace musubi::http
