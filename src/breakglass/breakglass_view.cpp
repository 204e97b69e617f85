#include "breakglass/breakglass_view.hpp"

#include <algorithm>

#include "db/change_feed.hpp"

namespace musubi::breakglass {

bool is_open(const store::OpeningRow& row, Time now) {
  return !row.end_at && now < row.ends_at;
}

std::string person_name(const store::OpeningRow& row) {
  return row.given_name.empty() ? row.family_name : row.family_name + " " + row.given_name;
}

std::optional<BreakGlassEnding> ending_of(const store::OpeningRow& row, Time now) {
  if (row.end_at)
    return BreakGlassEnding{row.end_how.value_or(EndedHow::time), *row.end_at, row.end_by.value_or(""),
                            row.end_reason.value_or("")};
  if (now >= row.ends_at) return BreakGlassEnding{EndedHow::time, row.ends_at, "", ""};
  return std::nullopt;
}

BreakGlassView view_of(const store::OpeningRow& row, Time now) {
  BreakGlassView view{row.id,        row.person_id,   person_name(row),  row.kind,
                      row.reason,    row.opener_name, row.facility_name, row.profession,
                      row.opened_at, row.ends_at,     is_open(row, now)};
  if (const auto end = ending_of(row, now)) {
    view.ended_at = end->at;
    view.ended_how = end->how;
  }
  if (row.review_version)
    view.review = ReviewTold{*row.review_version, row.outcome.value(), measures_of(row.measures.value_or("")),
                             row.comment.value_or(""), row.reviewed_at.value()};
  return view;
}

BreakGlassItem item_of(const store::OpeningRow& row, Time now) {
  return {row.id,
          row.kind,
          row.opener_name,
          row.facility_name,
          row.profession,
          row.opened_at,
          row.ends_at,
          is_open(row, now),
          is_overdue(row.opened_at, row.review_version.has_value(), now),
          row.outcome};
}

std::string written(const std::vector<ReviewMeasure>& measures) {
  std::string text;
  for (const auto measure : measures)
    text += (text.empty() ? "" : " ") + std::string(json::enum_name(measure));
  return text;
}

std::vector<ReviewMeasure> measures_of(const std::string& written) {
  std::vector<ReviewMeasure> measures;
  for (std::size_t at = 0; at < written.size();) {
    const auto end = std::min(written.find(' ', at), written.size());
    if (const auto measure = json::enum_value<ReviewMeasure>(std::string_view(written).substr(at, end - at)))
      measures.push_back(*measure);
    at = end + 1;
  }
  return measures;
}

void announce(Tx& tx, RegionId region, const store::OpeningRow& row) {
  std::vector<AccountId> told{row.account_id};
  for (const auto& overseer : access::overseers(tx, region, row.person_id))
    told.push_back(overseer.account_id);
  std::ranges::sort(told);
  const auto doubles = std::ranges::unique(told);
  told.erase(doubles.begin(), doubles.end());
  for (const auto account : told)
    db::append_change(tx, {.region_id = region,
                           .person_id = row.person_id,
                           .kind = "break_glass",
                           .subject_id = row.id.uuid,
                           .account_id = account});
  for (const auto account : store::operators(tx, region))
    db::append_change(
        tx, {.region_id = region, .kind = "break_glass", .subject_id = row.id.uuid, .account_id = account});
}

}  // namespace musubi::breakglass
