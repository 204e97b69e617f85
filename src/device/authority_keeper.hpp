// Tells the server which authorities' certificates to ask for: now, and a moment after any region's first.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/database.hpp"
#include "http/client_certificate.hpp"

namespace musubi::device {

class AuthorityKeeper {
 public:
  AuthorityKeeper(db::Database& database, std::shared_ptr<http::ClientAuthorities> authorities)
      : database_(database), authorities_(std::move(authorities)) {}
  AuthorityKeeper(const AuthorityKeeper&) = delete;
  AuthorityKeeper& operator=(const AuthorityKeeper&) = delete;
  ~AuthorityKeeper() { stop(); }
  /// Reads them once before it returns.
  void start();
  void stop();

 private:
  void read();
  db::Database& database_;
  std::shared_ptr<http::ClientAuthorities> authorities_;
  std::size_t known_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::jthread thread_;
};

}  // namespace musubi::device
