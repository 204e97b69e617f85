#include "agreement/agreement.hpp"

#include <fmt/format.h>

#include "codes/codes.hpp"

namespace musubi::agreement {

bool in_force(AgreementState state, const Date& starts_on, const std::optional<Date>& ends_on,
              const Date& today) {
  return state == AgreementState::agreed && starts_on <= today && (!ends_on || today <= *ends_on);
}

Status check_terms(const NewAgreement& given, const Date& today) {
  if (given.professions.empty())
    return fail(Code::invalid, "professions", "対象とする職種を選んでください。", "Choose the professions.");
  for (std::size_t i = 0; i < given.professions.size(); ++i)
    if (codes::find_profession(given.professions.items[i].value) == nullptr)
      return fail(Code::invalid, fmt::format("professions[{}]", i), "この職種はありません。",
                  "There is no such profession.");
  if (given.classes.empty())
    return fail(Code::invalid, "classes", "共有してよい情報の区分を選んでください。",
                "Choose the classes of information that may be shared.");
  if (given.ends_on && *given.ends_on < given.starts_on)
    return fail(Code::invalid, "ends_on", "終了日は開始日より後にしてください。",
                "The last day is before the first.");
  if (given.ends_on && *given.ends_on < today)
    return fail(Code::invalid, "ends_on", "終了日がすでに過ぎています。", "The last day has already passed.");
  if (given.ends_on && days_between(given.starts_on, *given.ends_on) > kLongestPeriodYears * 366)
    return fail(Code::invalid, "ends_on", "期間は10年までです。", "The period is at most ten years.");
  return {};
}

}  // namespace musubi::agreement
