#include "base/clock.hpp"

#include <fmt/format.h>

namespace musubi {
namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  if (text.empty()) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Time SystemClock::now() {
  return floor<microseconds>(system_clock::now());
}

std::optional<Date> make_date(int y, unsigned m, unsigned d) {
  const year_month_day ymd{year{y}, month{m}, day{d}};
  if (!ymd.ok() || y < 1868 || y > 2199) return std::nullopt;
  return Date{ymd};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return make_date(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
}

std::string to_string(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.ymd.year()),
                     static_cast<unsigned>(date.ymd.month()), static_cast<unsigned>(date.ymd.day()));
}

Date add_days(const Date& date, int count) {
  return Date{year_month_day{sys_days{date.ymd} + days{count}}};
}

int days_between(const Date& a, const Date& b) {
  return static_cast<int>((sys_days{b.ymd} - sys_days{a.ymd}).count());
}

Date japan_date(Time at) {
  return Date{year_month_day{floor<days>(at + hours{9})}};
}
Time japan_midnight(const Date& date) {
  return Time{sys_days{date.ymd}} - hours{9};
}

Age age_on(const Date& birth, const Date& on) {
  int total = (static_cast<int>(on.ymd.year()) - static_cast<int>(birth.ymd.year())) * 12 +
              static_cast<int>(static_cast<unsigned>(on.ymd.month())) -
              static_cast<int>(static_cast<unsigned>(birth.ymd.month()));
  if (on.ymd.day() < birth.ymd.day()) --total;
  if (total < 0) return {0, 0};
  return {total / 12, total % 12};
}

int school_year(const Date& date) {
  const int y = static_cast<int>(date.ymd.year());
  return date.ymd.month() >= month{4} ? y : y - 1;
}

namespace {

/// `number` in `width` digits, from `at` on. By hand: a page of a notebook holds hundreds of times.
void put_digits(char* at, std::size_t width, std::int64_t number) {
  for (; width > 0; number /= 10) at[--width] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string to_string(Time at) {
  const auto day = floor<days>(at);
  const year_month_day ymd{day};
  const hh_mm_ss time{at - day};
  std::string text = "0000-00-00T00:00:00.000000Z";
  put_digits(text.data(), 4, static_cast<int>(ymd.year()));
  put_digits(text.data() + 5, 2, static_cast<unsigned>(ymd.month()));
  put_digits(text.data() + 8, 2, static_cast<unsigned>(ymd.day()));
  put_digits(text.data() + 11, 2, time.hours().count());
  put_digits(text.data() + 14, 2, time.minutes().count());
  put_digits(text.data() + 17, 2, time.seconds().count());
  if (const auto us = time.subseconds().count(); us != 0)
    put_digits(text.data() + 20, 6, us);
  else
    text.replace(19, 7, "");
  return text;
}

std::optional<Time> parse_time(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto h = digits(text.substr(11, 2));
  const auto m = digits(text.substr(14, 2));
  const auto s = digits(text.substr(17, 2));
  if (!date || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  Time at = Time{sys_days{date->ymd}} + hours{*h} + minutes{*m} + seconds{*s};
  text.remove_prefix(19);
  if (text.front() == '.') {
    std::size_t end = 1;
    std::int64_t us = 0;
    for (; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end)
      if (end <= 6) us = us * 10 + (text[end] - '0');
    if (end == 1) return std::nullopt;
    for (auto i = end; i <= 6; ++i) us *= 10;
    at += microseconds{us};
    text.remove_prefix(end);
  }
  if (text == "Z" || text == "z") return at;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto oh = digits(text.substr(1, 2));
  const auto om = digits(text.substr(4, 2));
  if (!oh || !om || *oh > 23 || *om > 59) return std::nullopt;
  const auto offset = hours{*oh} + minutes{*om};
  return text[0] == '+' ? at - offset : at + offset;
}

}  // namespace musubi
