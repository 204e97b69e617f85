// 標準体重, from which 肥満度 is reckoned. Sources and what was read of them: data/growth/SOURCES.md.
#pragma once
#include "growth/reference.hpp"

namespace musubi::growth {

/// What a child of this age and height weighs by the standard, in kg.
/// From one to below six years: 身長別標準体重 of the 乳幼児身体発育評価マニュアル, 70 to below 120 cm.
/// From six to below eighteen: 性別・年齢別・身長別標準体重 of school health, by the full years on that day,
/// for heights within ±3 SD of the Japanese reference; a straight line says nothing of children much taller
/// or shorter than their class. Nothing elsewhere.
std::optional<double> standard_weight(TableSex sex, const Date& birth, const Date& on, double height_cm);

}  // namespace musubi::growth
