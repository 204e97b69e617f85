#include "identity/throttle.hpp"

#include <string>

#include "crypto/token.hpp"

namespace musubi::identity {
namespace {

constexpr hours kForgotten{24};

std::unexpected<Error> wait_for(microseconds left) {
  const auto whole = std::chrono::ceil<seconds>(left).count();
  const auto text = whole < 120 ? std::to_string(whole) + "秒" : std::to_string((whole + 59) / 60) + "分";
  const auto text_en =
      whole < 120 ? std::to_string(whole) + " seconds" : std::to_string((whole + 59) / 60) + " minutes";
  return fail(Code::throttled, "",
              "続けて失敗したため、しばらく受け付けていません。" + text + "後にもう一度お試しください。",
              "Too many failed attempts. Please try again in " + text_en + ".");
}

void set_wait(Tx& tx, const ThrottleKey& key, std::int64_t failures, const Limit& limit) {
  tx.run(R"sql(update throttle set blocked_until = $2 where key_hash = $1)sql", key,
         tx.now() + delay_after(failures, limit));
}

}  // namespace

ThrottleKey throttle_key(std::string_view kind, std::string_view what) {
  return crypto::hash_token(std::string(kind) + '\n' + std::string(what));
}

Status may_try(Tx& tx, const ThrottleKey& key) {
  // A row from the future is from before the clock was set back; it would block for as long.
  const auto until = tx.first<Time>(
      R"sql(select blocked_until from throttle where key_hash = $1 and blocked_until > $2 and last_at <= $2)sql",
      key, tx.now());
  if (until) return wait_for(*until - tx.now());
  return {};
}

Status take_turn(Tx& tx, const ThrottleKey& key, const Limit& limit) {
  const auto failures = tx.first<std::int64_t>(R"sql(
    insert into throttle (key_hash, failures, blocked_until, last_at) values ($1, 1, 0, $2)
    on conflict (key_hash) do update
       set failures = case when throttle.last_at < $3 then 1 else throttle.failures + 1 end, last_at = $2
     where throttle.blocked_until <= $2 or throttle.last_at > $2
    returning failures
  )sql",
                                               key, tx.now(), tx.now() - kForgotten);
  if (!failures) {
    TRY(may_try(tx, key));
    return wait_for(limit.first);
  }
  set_wait(tx, key, *failures, limit);
  return {};
}

void count_failure(Tx& tx, const ThrottleKey& key, const Limit& limit) {
  const auto failures = tx.one<std::int64_t>(R"sql(
    insert into throttle (key_hash, failures, blocked_until, last_at) values ($1, 1, 0, $2)
    on conflict (key_hash) do update
       set failures = case when throttle.last_at < $3 then 1 else throttle.failures + 1 end, last_at = $2
    returning failures
  )sql",
                                             key, tx.now(), tx.now() - kForgotten);
  set_wait(tx, key, failures, limit);
}

void forgive(Tx& tx, const ThrottleKey& key) {
  tx.run(R"sql(delete from throttle where key_hash = $1)sql", key);
}

}  // namespace musubi::identity
