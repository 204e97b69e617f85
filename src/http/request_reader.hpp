// Beast's parser behind a small face: head into a Request, body into pieces. The only place that includes
// Beast. The head has passed `check_head` before; what Beast is laxer about never reaches it.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/head_check.hpp"
#include "http/request.hpp"
#include "http/settings.hpp"

namespace musubi::http {

class RequestReader {
 public:
  RequestReader();
  ~RequestReader();

  /// Fills `headers` and `cookies`; false if Beast cannot read the head or sees another body than `facts`.
  bool read_head(std::string_view head, const HeadFacts& facts, Request& request);
  [[nodiscard]] std::optional<Method> method()
      const;  ///< HEAD counts as GET; none for methods we do not know
  [[nodiscard]] std::string_view method_name() const;  ///< for the log; `OTHER` for those
  [[nodiscard]] bool is_head() const;
  [[nodiscard]] std::string_view raw_path() const;
  [[nodiscard]] std::string_view raw_query() const;

  struct Step {
    std::size_t used = 0;  ///< of the input
    std::size_t got = 0;   ///< bytes of the body now in the piece
    bool done = false;
  };
  /// Decodes some of `input` into `piece`; nothing used and nothing got: more input is needed.
  Result<Step> read_body(std::string_view input, std::span<char> piece);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether callers reach this server by TLS, spoken by it or by a proxy before it: HSTS then goes with every
/// answer, also to what cannot be read as a request.
bool reached_by_tls(bool tls, const Settings& settings);
/// Address, scheme and origin of the caller; believes forwarding headers from trusted proxies only.
void learn_caller(Request& request, const std::string& peer, bool tls, const Settings& settings);

}  // namespace musubi::http
