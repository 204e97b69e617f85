// Instants are UTC microseconds; dates of birth, consent periods and school years are civil dates in Japan.
// The clock and the random source are passed in; only app/ holds the real ones.
#pragma once
#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace musubi {

using Time = std::chrono::sys_time<std::chrono::microseconds>;
using std::chrono::microseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() = 0;
};
class SystemClock final : public Clock {
 public:
  Time now() override;
};
/// Stands still until told otherwise.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_us_(start.time_since_epoch().count()) {}
  Time now() override { return Time{microseconds{now_us_.load()}}; }
  void advance(microseconds by) { now_us_ += by.count(); }
  void set(Time to) { now_us_ = to.time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> now_us_;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// A civil date that exists; made only by `make_date` and `parse_date`.
struct Date {
  std::chrono::year_month_day ymd{std::chrono::year{1970}, std::chrono::month{1}, std::chrono::day{1}};
  auto operator<=>(const Date&) const = default;
};
std::optional<Date> make_date(int year, unsigned month, unsigned day);
/// `2023-02-28`; nullopt for 2023-02-30, other shapes, and years outside 1868–2199.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(const Date& date);
Date add_days(const Date& date, int days);
/// Days from a to b; negative if b is before a.
int days_between(const Date& a, const Date& b);
/// The civil date in Japan (UTC+9, no summer time) at this instant.
Date japan_date(Time at);
/// The first instant of a civil day in Japan.
Time japan_midnight(const Date& date);
/// Completed years and months on `on`; 民法143条 and 年齢計算ニ関スル法律 count the day before the birthday,
/// which care records do not: here age changes on the birthday itself; 29 February birthdays on 1 March.
struct Age {
  int years = 0;
  int months = 0;
};
Age age_on(const Date& birth, const Date& on);
/// Japanese school year (starts 1 April) that holds this date, named by its first calendar year.
int school_year(const Date& date);

/// RFC 3339 in UTC with microseconds only where there are any: `2026-11-24T03:45:19Z`.
std::string to_string(Time at);
/// RFC 3339 with `Z` or an offset; nullopt otherwise.
std::optional<Time> parse_time(std::string_view text);
inline std::int64_t to_unix_us(Time at) {
  return at.time_since_epoch().count();
}
inline Time from_unix_us(std::int64_t us) {
  return Time{microseconds{us}};
}

}  // namespace musubi
