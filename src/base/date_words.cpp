#include "base/date_words.hpp"

#include <fmt/format.h>

namespace musubi {

std::string date_ja(const Date& date) {
  return fmt::format("{}年{}月{}日", static_cast<int>(date.ymd.year()),
                     static_cast<unsigned>(date.ymd.month()), static_cast<unsigned>(date.ymd.day()));
}

}  // namespace musubi
