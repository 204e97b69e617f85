// 医療的ケア, emergency cards and instruction sheets of three children.
#pragma once
#include "demo/demo_city.hpp"

namespace musubi::demo {

void keep_care(db::Database& database, City& city);

}  // namespace musubi::demo
