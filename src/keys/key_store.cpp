#include "keys/key_store.hpp"

namespace musubi::keys::store {

std::vector<RootRow> roots(Tx& tx) {
  return tx.all<RootRow>(
      "select number, master, sealed, made_at, in_use_since from root_key order by number desc, made_at, "
      "master");
}

std::optional<std::int64_t> root_in_use(Tx& tx) {
  return tx.one<std::optional<std::int64_t>>(
      "select max(number) from root_key where in_use_since is not null");
}

void insert_root(Tx& tx, const RootRow& row) {
  // Of two at once the second is told so and begins anew (PostgreSQL), where a broken constraint would end
  // it.
  tx.run(R"sql(
    insert into root_key (number, master, sealed, made_at, in_use_since) values ($1, $2, $3, $4, $5)
    on conflict do nothing
  )sql",
         row.number, row.master, row.sealed, row.made_at, row.in_use_since);
}

void take_into_use(Tx& tx, std::int64_t number) {
  tx.run("update root_key set in_use_since = $2 where number = $1 and in_use_since is null", number,
         tx.now());
}

std::int64_t remove_others(Tx& tx, std::int64_t number, const std::string& master) {
  return tx.run("delete from root_key where number <> $1 or master <> $2", number, master);
}

std::vector<SecretRow> secrets(Tx& tx) {
  return tx.all<SecretRow>("select name, sealed from kept_secret order by name");
}

void insert_secret(Tx& tx, const SecretRow& row) {
  tx.run("insert into kept_secret (name, sealed) values ($1, $2) on conflict do nothing", row.name,
         row.sealed);
}

std::int64_t replace_secret(Tx& tx, const SecretRow& was, const db::Bytes& fresh) {
  return tx.run("update kept_secret set sealed = $3 where name = $1 and sealed = $2", was.name, was.sealed,
                fresh);
}

std::vector<ServerRow> servers(Tx& tx, Time since) {
  return tx.all<ServerRow>(
      "select server_id, master, root, started_at, seen_at from key_server where seen_at >= $1"
      " order by started_at, server_id",
      since);
}

void note_server(Tx& tx, const ServerRow& row) {
  tx.run(R"sql(
    insert into key_server (server_id, master, root, started_at, seen_at) values ($1, $2, $3, $4, $5)
    on conflict (server_id) do update set root = excluded.root, seen_at = excluded.seen_at
  )sql",
         row.server_id, row.master, row.root, row.started_at, row.seen_at);
}

void forget_server(Tx& tx, ServerId server) {
  tx.run("delete from key_server where server_id = $1", server);
}

void forget_servers(Tx& tx, Time before) {
  tx.run("delete from key_server where seen_at < $1", before);
}

}  // namespace musubi::keys::store
