#include "identity/oidc_fetch.hpp"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace musubi::identity {
namespace {

constexpr std::size_t kMostBytes = std::size_t{128} * 1024;
constexpr long kConnectMs = 3'000;
constexpr long kWholeMs = 5'000;
constexpr long kOk = 200;

struct Freed {
  void operator()(CURL* it) const { curl_easy_cleanup(it); }
  void operator()(curl_slist* it) const { curl_slist_free_all(it); }
};

std::size_t take(const char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kMostBytes) return 0;  // ends the transfer with CURLE_WRITE_ERROR
  body.append(bytes, size * count);
  return size * count;
}

/// What must hold for every question, whatever it asks.
void limit(CURL* curl, bool plain) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kWholeMs);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, static_cast<long>(kMostBytes));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Musubi");
  if (plain) curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

std::string word_of(CURLcode code) {
  if (code == CURLE_OPERATION_TIMEDOUT) return "timeout";
  if (code == CURLE_WRITE_ERROR || code == CURLE_FILESIZE_EXCEEDED) return "too_large";
  if (code == CURLE_PEER_FAILED_VERIFICATION) return "certificate";
  return "unreachable";
}

}  // namespace

std::expected<std::string, std::string> fetch(const Question& question) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, Freed> curl(curl_easy_init());
  if (!curl) return std::unexpected("unreachable");
  limit(curl.get(), question.plain);
  std::unique_ptr<curl_slist, Freed> headers(curl_slist_append(nullptr, "Accept: application/json"));
  if (!question.authorization.empty()) {
    const auto line = "Authorization: " + question.authorization;
    static_cast<void>(curl_slist_append(headers.get(), line.c_str()));  // to a list, so it stays the same one
  }
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_URL, question.url.c_str());
  if (!question.form.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, question.form.c_str());
  }
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
    return std::unexpected(word_of(code));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) return std::unexpected("status " + std::to_string(status));
  return body;
}

}  // namespace musubi::identity
