// A Database that remembers whether any transaction run through it passed a guard of access/, and what that
// one granted.
#pragma once
#include <memory>
#include <optional>

#include "db/database.hpp"

namespace musubi::http {

class WatchedDatabase final : public db::Database {
 public:
  explicit WatchedDatabase(db::Database& inner) : inner_(inner) {}
  [[nodiscard]] bool guarded() const { return seen_->guarded; }
  [[nodiscard]] const std::optional<Refusal>& admitted() const { return seen_->admitted; }

  [[nodiscard]] db::Engine engine() const override { return inner_.engine(); }
  void write(Work work, Done done) override { inner_.write(watch(std::move(work)), std::move(done)); }
  void read(Work work, Done done) override { inner_.read(watch(std::move(work)), std::move(done)); }
  void on_change(std::function<void()> wake) override { inner_.on_change(std::move(wake)); }
  bool ping() override { return inner_.ping(); }
  void close() override {}  // not the handler's to close

 private:
  Work watch(Work work) {
    return [work = std::move(work), seen = seen_](Tx& tx) {
      const auto outcome = work(tx);
      if (tx.guarded) seen->guarded = true;
      if (tx.admitted) seen->admitted = tx.admitted;
      return outcome;
    };
  }
  /// Filled on the database's threads while the handler waits for its answer; read by the handler afterwards.
  struct Seen {
    bool guarded = false;
    std::optional<Refusal> admitted;
  };
  db::Database& inner_;
  std::shared_ptr<Seen> seen_ = std::make_shared<Seen>();
};

}  // namespace musubi::http
