// How long the rules of early signs need for everybody of a database that is there already: facts are read
// and findings compared with what is kept, as the job does when a day begins; the first run also writes.
// Usage: signs DATABASE_URL → people, and seconds of the second run, on standard output.
#include <chrono>
#include <cstdio>

#include "crypto/random.hpp"
#include "db/database.hpp"
#include "sign/sign_keeper.hpp"

int main(int argc, char** argv) {
  using namespace musubi;
  if (argc != 2) return 2;
  SystemClock clock;
  crypto::SystemRandom random;
  const auto database = db::open({.url = argv[1]}, clock, random);
  sign::keep_all(*database);
  const auto start = std::chrono::steady_clock::now();
  sign::keep_all(*database);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const auto people =
      database->read_now([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from person"); });
  std::printf("%lld %.3f\n", static_cast<long long>(people), took.count());
  database->close();
}
