// A Database that remembers whether any transaction run through it passed a guard of access/.
#pragma once
#include <atomic>
#include <memory>

#include "db/database.hpp"

namespace musubi::http {

class WatchedDatabase final : public db::Database {
 public:
  explicit WatchedDatabase(db::Database& inner) : inner_(inner) {}
  [[nodiscard]] bool guarded() const { return *guarded_; }

  [[nodiscard]] db::Engine engine() const override { return inner_.engine(); }
  void write(Work work, Done done) override { inner_.write(watch(std::move(work)), std::move(done)); }
  void read(Work work, Done done) override { inner_.read(watch(std::move(work)), std::move(done)); }
  void on_change(std::function<void()> wake) override { inner_.on_change(std::move(wake)); }
  bool ping() override { return inner_.ping(); }
  void close() override {}  // not the handler's to close

 private:
  Work watch(Work work) {
    return [work = std::move(work), guarded = guarded_](Tx& tx) {
      const auto outcome = work(tx);
      if (tx.guarded) *guarded = true;
      return outcome;
    };
  }
  db::Database& inner_;
  std::shared_ptr<std::atomic<bool>> guarded_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace musubi::http
