// 就学相談 of the invented city.
#pragma once
#include "demo/demo_city.hpp"

namespace musubi::demo {

/// At differing steps, closed, asked again; rolls its own dice.
void keep_school_entries(db::Database& database, City& city);

}  // namespace musubi::demo
