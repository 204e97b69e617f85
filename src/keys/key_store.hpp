// The tables `root_key`, `kept_secret` and `key_server`: SQL and nothing else. They are of the installation,
// not of a region.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "db/tx.hpp"

namespace musubi::keys::store {

using ServerId = Id<struct ServerTag>;

struct RootRow {
  std::int64_t number = 0;
  std::string master;
  db::Bytes sealed;
  Time made_at{};
  std::optional<Time> in_use_since;
};
BOOST_DESCRIBE_STRUCT(RootRow, (), (number, master, sealed, made_at, in_use_since))
/// The newest first.
std::vector<RootRow> roots(Tx& tx);
/// The number of the one that seals; none before the first.
std::optional<std::int64_t> root_in_use(Tx& tx);
void insert_root(Tx& tx, const RootRow& row);
void take_into_use(Tx& tx, std::int64_t number);
/// All but this root key under this master key; returns how many rows went.
std::int64_t remove_others(Tx& tx, std::int64_t number, const std::string& master);

struct SecretRow {
  std::string name;
  db::Bytes sealed;
};
BOOST_DESCRIBE_STRUCT(SecretRow, (), (name, sealed))
std::vector<SecretRow> secrets(Tx& tx);
void insert_secret(Tx& tx, const SecretRow& row);
/// Returns how many rows changed: none if it is not what it was.
std::int64_t replace_secret(Tx& tx, const SecretRow& was, const db::Bytes& fresh);

struct ServerRow {
  ServerId server_id;
  std::string master;
  std::int64_t root = 0;
  Time started_at{};
  Time seen_at{};
};
BOOST_DESCRIBE_STRUCT(ServerRow, (), (server_id, master, root, started_at, seen_at))
/// Of those seen since then; the oldest first.
std::vector<ServerRow> servers(Tx& tx, Time since);
void note_server(Tx& tx, const ServerRow& row);
void forget_server(Tx& tx, ServerId server);
void forget_servers(Tx& tx, Time before);

}  // namespace musubi::keys::store
