// Asking a provider over the network (libcurl): on a worker thread, never inside a transaction. Redirects are
// not followed, answers are cut off at a size, and every question ends after a time.
#pragma once
#include <expected>
#include <functional>
#include <string>

namespace musubi::identity {

struct Question {
  std::string url;
  std::string form{};           ///< a POST with these values; empty: a GET
  std::string authorization{};  ///< of the Authorization header
  bool plain = false;           ///< http is meant: the provider is on this machine
};
/// The body of a 200; the error is a word for the log: `timeout`, `unreachable`, `too_large`, `status 500`.
using Fetch = std::function<std::expected<std::string, std::string>(const Question&)>;
std::expected<std::string, std::string> fetch(const Question& question);

}  // namespace musubi::identity
