// 医療的ケア, emergency cards and instruction sheets of three children.
#pragma once
#include "demo/demo_city.hpp"

namespace musubi::demo {

void keep_care(db::Database& database, City& city);
/// What the city's ventilated child has, for another: procedures, devices, states, card and sheets.
void keep_ventilator_care(Tx& tx, City& city, const Client& client);

}  // namespace musubi::demo
