// Dates as Japanese papers write them.
#pragma once
#include <string>

#include "base/clock.hpp"

namespace musubi {

/// 2026年4月1日
std::string date_ja(const Date& date);

}  // namespace musubi
