#include "breakglass/breakglass.hpp"

#include <algorithm>

namespace musubi::breakglass {

Status check_review(const NewBreakGlassReview& review) {
  auto measures = review.measures.items;
  std::ranges::sort(measures);
  if (std::ranges::adjacent_find(measures) != measures.end())
    return fail(Code::invalid, "measures", "同じ対応が二度選ばれています。", "A measure is chosen twice.");
  if (review.outcome == ReviewOutcome::justified) {
    if (review.bar)
      return fail(Code::invalid, "bar", "適切だった緊急閲覧を理由に、以後の利用は止められません。",
                  "A justified look is no reason to forbid further ones.");
    return {};
  }
  // Issue: "refusal consequences recorded".
  if (measures.empty())
    return fail(Code::invalid, "measures", "適切でなかったときは、行った対応を一つ以上選んでください。",
                "For a look that was not justified, choose at least one measure taken.");
  return {};
}

bool is_overdue(Time opened_at, bool reviewed, Time now) {
  return !reviewed && now - opened_at > kReviewWithin;
}

}  // namespace musubi::breakglass
