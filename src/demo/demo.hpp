// An invented city for trying, testing and measuring: places, people at work, children and elderly with
// families, teams, consents and two years of entries. The same seed and day give the same rows, ids included.
// Nothing is taken from life.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "demo/demo_words.hpp"
#include "file/file_service.hpp"
#include "identity/identity_service.hpp"

namespace musubi::demo {

struct Size {
  std::uint64_t seed = 1;
  int people = 300;
  int staff = 300;
  int facilities = 60;
  int entries = 20000;
  bool childhoods = true;  ///< twelve lives told whole (demo/childhoods)
  bool lifetime = false;   ///< one person with as much as eighteen years can hold, for bench/
};

/// An account that can sign in; all share one invented password and one second factor.
struct DemoAccount {
  std::string login, password, totp_secret, kind, profession, name, facility;
  std::optional<std::string> facility_id;
  bool is_manager = false;
  std::string region, post_id;
  std::string shown_as;  ///< for whom it is worth trying; empty for the many
};
BOOST_DESCRIBE_STRUCT(DemoAccount, (),
                      (login, password, totp_secret, kind, profession, name, facility, facility_id,
                       is_manager, region, post_id, shown_as))

/// Ids from dice instead of the kernel, so that the same seed gives the same ids.
class DiceRandom final : public Random {
 public:
  explicit DiceRandom(std::uint64_t seed) : dice_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  Dice dice_;
};

/// `progress(done, of)` is called now and then. Fails with `duplicate` where the city exists already.
Result<std::vector<DemoAccount>> fill(db::Database& database, const identity::Identity& identity,
                                      file::Files& files, const std::string& password_hash, const Size& size,
                                      const std::function<void(std::int64_t, std::int64_t)>& progress);

inline constexpr std::string_view kPassword = "musubi-demo-2026";
inline constexpr std::string_view kTotpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

}  // namespace musubi::demo
