// Tells the server which authorities' certificates to ask for: now, and a moment after any region's first.
#pragma once
#include "base/rounds.hpp"
#include "db/database.hpp"
#include "http/client_certificate.hpp"

namespace musubi::device {

class AuthorityKeeper {
 public:
  AuthorityKeeper(db::Database& database, std::shared_ptr<http::ClientAuthorities> authorities);
  /// Reads them once before it returns.
  void start();
  void stop() { rounds_.stop(); }

 private:
  void read();
  db::Database& database_;
  std::shared_ptr<http::ClientAuthorities> authorities_;
  std::size_t known_ = 0;
  Rounds rounds_;
};

}  // namespace musubi::device
