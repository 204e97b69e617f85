// Early signs of the invented city.
#pragma once
#include "demo/demo_city.hpp"

namespace musubi::demo {

/// What early signs are raised from, and the signs; rolls its own dice.
void keep_signs(db::Database& database, City& city);

}  // namespace musubi::demo
