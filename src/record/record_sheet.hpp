// Day sheet and month sheet of records on A4, in Japanese. Pure: data in, PDF out.
#pragma once
#include <string>

#include "record/record_service.hpp"

namespace musubi::record {

/// Every record of one day in the order of the clock.
std::string draw_day_sheet(const SheetData& data);
/// One line a day: each type's range or count.
std::string draw_month_sheet(const SheetData& data);

}  // namespace musubi::record
