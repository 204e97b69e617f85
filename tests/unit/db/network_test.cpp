#include "db/network.hpp"

#include <gtest/gtest.h>

namespace musubi::db {
namespace {

bool may(const std::string& url, bool plain_allowed = false) {
  return check_network(url, plain_allowed).has_value();
}

TEST(Network, IsCrossedToPostgresqlInSecretOnly) {
  EXPECT_TRUE(may("sqlite:/var/lib/musubi.db"));
  for (const auto* here :
       {"dbname=musubi", "host=/run/postgresql dbname=musubi", "host=localhost", "host=127.0.0.1",
        "host=::1 sslmode=disable", "host=db.example.jp hostaddr=127.0.0.1"})
    EXPECT_TRUE(may(std::string("postgres:") + here)) << here;
  for (const auto* open :
       {"host=db.example.jp", "host=db.example.jp sslmode=require", "host=192.0.2.7 sslmode=verify-ca",
        "host=localhost,db.example.jp", "hostaddr=192.0.2.7"}) {
    EXPECT_FALSE(may(std::string("postgres:") + open)) << open;
    EXPECT_TRUE(may(std::string("postgres:") + open, true)) << open;
  }
  EXPECT_FALSE(may("postgres://musubi@db.example.jp/musubi"));
  EXPECT_TRUE(may("postgres://musubi@db.example.jp/musubi?sslmode=verify-full"));
  EXPECT_TRUE(may("postgres:host=db.example.jp sslmode=verify-full sslrootcert=/etc/ca.pem"));
}

}  // namespace
}  // namespace musubi::db
