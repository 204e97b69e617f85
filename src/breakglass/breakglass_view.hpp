// How an opening is shown, and who is told that it changed. Internal to this room.
#pragma once
#include "breakglass/breakglass_store.hpp"

namespace musubi::breakglass {

bool is_open(const store::OpeningRow& row, Time now);
std::string person_name(const store::OpeningRow& row);
BreakGlassView view_of(const store::OpeningRow& row, Time now);
BreakGlassItem item_of(const store::OpeningRow& row, Time now);
std::optional<BreakGlassEnding> ending_of(const store::OpeningRow& row, Time now);

std::string written(const std::vector<ReviewMeasure>& measures);
std::vector<ReviewMeasure> measures_of(const std::string& written);

/// Ids only: to the overseers, the operators and the holder. Their pages ask again.
void announce(Tx& tx, RegionId region, const store::OpeningRow& row);

}  // namespace musubi::breakglass
