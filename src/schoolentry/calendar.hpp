// A region's dates of one year of school entry, as data: what it begins with, what the law does not let it
// pass. Nouns and rules that need no database. Rules: data/school_entry_calendar.csv and its sources.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/types.hpp"

namespace musubi::schoolentry {

/// 説明会, 申込期間, 観察・検査, 学齢簿, 教育支援委員会, 就学時健診, 都道府県への通知, 就学通知, 入学,
/// その他.
enum class CalendarKind {
  briefing,
  application,
  observation,
  roll,
  committee,
  checkup,
  to_prefecture,
  notice,
  entry,
  other
};
BOOST_DESCRIBE_ENUM(CalendarKind, briefing, application, observation, roll, committee, checkup, to_prefecture,
                    notice, entry, other)

/// One date; a kind may be there several times (a committee that meets thrice).
struct CalendarDay {
  CalendarKind kind = CalendarKind::other;
  Line<60> title;  ///< of `other`, or to tell two of a kind apart
  Date from;
  Date until;  ///< the last day; what tasks are due on
};
BOOST_DESCRIBE_STRUCT(CalendarDay, (), (kind, title, from, until))
struct Calendar {
  List<CalendarDay, 40> days;
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (days))
struct CalendarEdit {
  Calendar calendar;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(CalendarEdit, (), (calendar, reason))

/// What a kind is called, and on what it rests.
struct CalendarGround {
  CalendarKind kind = CalendarKind::other;
  std::string ja, en;
  bool by_law = false;
  std::optional<Date> latest;  ///< the last day that the law allows, in this year
  std::string ground_ja, ground_en;
};
BOOST_DESCRIBE_STRUCT(CalendarGround, (), (kind, ja, en, by_law, latest, ground_ja, ground_en))
struct CalendarVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(CalendarVersionView, (), (version, at, by_name, reason))
/// Of the children who change or enter a school in April of `school_year`.
struct CalendarView {
  std::int64_t school_year = 0;
  Calendar calendar;
  std::vector<CalendarGround> grounds;
  bool is_default = true;
  std::int64_t version = 0;                   ///< 0: the default
  std::vector<CalendarVersionView> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(CalendarView, (), (school_year, calendar, grounds, is_default, version, versions))

std::vector<CalendarGround> grounds_of(int school_year);
Calendar default_calendar(int school_year);
/// Days in order, of this year's process, and none later than the law allows.
Status check_calendar(const Calendar& calendar, int school_year);
/// The day by which this kind has to be done: the last one of the kind. None where the region keeps none.
std::optional<Date> due_of(const Calendar& calendar, CalendarKind kind);

}  // namespace musubi::schoolentry
