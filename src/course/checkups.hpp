// The health check-ups a child is expected at (data/checkups.csv, whose source lies beside it): what is law,
// what is usual, and the days for one birth date. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace musubi::course {

enum class CheckupBasis { law, usual };
BOOST_DESCRIBE_ENUM(CheckupBasis, law, usual)
/// How the window follows from the birth date: `days` and `months` of age; the school year of the fifth
/// birthday; the autumn before school entry.
enum class CheckupRule { days, months, fifth_year, school_entry };
BOOST_DESCRIBE_ENUM(CheckupRule, days, months, fifth_year, school_entry)

struct Checkup {
  std::string code, ja, en;
  CheckupRule rule = CheckupRule::months;
  int from = 0, until = 0;  ///< in days or months of age; `until` is not reached any more
  CheckupBasis basis = CheckupBasis::usual;
  std::string ground_ja, ground_en;
};
struct Window {
  Date from, to;  ///< first and last day
};

const std::vector<Checkup>& checkups();
const Checkup* find_checkup(std::string_view code);
Window window_of(const Checkup& checkup, const Date& birth);
/// The day on which so many months of age are full; the first of the next month where a month lacks the day.
Date months_after(const Date& birth, int months);

}  // namespace musubi::course
