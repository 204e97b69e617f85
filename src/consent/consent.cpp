#include "consent/consent.hpp"

#include <algorithm>

namespace musubi::consent {
namespace {

constexpr int kAdultAge = 18;  // 民法4条
constexpr int kLongestPeriodDays = 366 * 20;

bool in_force(const Coverage& consent, const Date& on) {
  return state_on(on, consent.starts_on, consent.ends_on, consent.withdrawn) == ConsentState::in_force;
}

bool is_open_to(const Coverage& consent, FacilityId facility) {
  const auto named = std::ranges::find(consent.parties, facility, &Coverage::Party::facility_id);
  if (named != consent.parties.end()) return !named->withdrawn;
  return consent.whole_team;
}

void take(Coverage& consent, const Taken& taken) {
  if (taken.purpose) {
    consent.purposes = consent.purposes.without(PurposeSet::of(*taken.purpose));
  } else if (taken.facility) {
    std::erase_if(consent.parties, [&](const auto& party) { return party.facility_id == *taken.facility; });
    consent.parties.push_back({*taken.facility, true});
  } else {
    consent.withdrawn = true;
  }
}

Status check_evidence(const NewConsent& given) {
  if (!given.method)
    return fail(Code::invalid, "method", "同意の取り方（画面か書面か）を選んでください。",
                "Choose how consent was given: on screen or on paper.");
  if (*given.method == ConsentMethod::on_screen && !given.signature_file_id)
    return fail(Code::invalid, "signature_file_id", "画面での同意には署名が必要です。",
                "Consent on screen needs a signature.");
  if (*given.method == ConsentMethod::paper && !given.scan_file_id)
    return fail(Code::invalid, "scan_file_id", "同意書の写し（写真かPDF）を付けてください。",
                "Attach a scan of the signed paper.");
  return {};
}

}  // namespace

ConsentState state_on(const Date& today, const Date& starts_on, const std::optional<Date>& ends_on,
                      bool withdrawn) {
  if (withdrawn) return ConsentState::withdrawn;
  if (today < starts_on) return ConsentState::future;
  if (ends_on && *ends_on < today) return ConsentState::expired;
  return ConsentState::in_force;
}

bool covers(const Coverage& consent, FacilityId facility, const Date& on) {
  return in_force(consent, on) && is_open_to(consent, facility);
}

ClassSet covered_classes(std::span<const Coverage> consents, FacilityId facility, const Date& on,
                         PurposeSet purposes) {
  ClassSet sum;
  for (const auto& consent : consents)
    if (!(consent.purposes & purposes).empty() && covers(consent, facility, on)) sum = sum | consent.classes;
  return sum;
}

Reached reached(std::vector<Coverage> consents, ConsentId consent, const Taken& taken, FacilityId facility,
                const Date& today) {
  Reached reached;
  const auto fill = [&](std::array<ClassSet, kPurposes>& classes) {
    for (std::size_t p = 0; p < kPurposes; ++p)
      classes[p] = covered_classes(consents, facility, today, PurposeSet::of(static_cast<Purpose>(p)));
  };
  fill(reached.now);
  for (auto& one : consents)
    if (one.consent_id == consent) take(one, taken);
  fill(reached.then);
  return reached;
}

std::optional<Date> covered_until(std::span<const Coverage> consents, FacilityId facility, const Date& on) {
  std::optional<Date> until;
  auto day = on;
  for (bool moved = true; moved;) {  // each round ends later than the one before, so it ends
    moved = false;
    for (const auto& consent : consents) {
      if (!covers(consent, facility, day)) continue;
      if (!consent.ends_on) return std::nullopt;
      if (until && *consent.ends_on <= *until) continue;
      until = consent.ends_on;
      moved = true;
    }
    if (moved) day = add_days(*until, 1);
  }
  return until;
}

Status check_giver(const NewConsent& given, const GiverFacts& facts, const Date& today) {
  if (given.basis == ConsentBasis::statutory) return {};
  const bool adult = age_on(facts.birth_date, today).years >= kAdultAge;
  if (!given.guardian_id) {
    if (adult) return {};
    return fail(
        Code::invalid, "guardian_id",
        "18歳未満の方の同意は、親権者または未成年後見人からいただきます。先に保護者を登録してください。",
        "For a person under 18, a holder of parental authority or a legal guardian gives consent. Register "
        "the guardian first.");
  }
  if (!facts.guardian)
    return fail(Code::invalid, "guardian_id", "この保護者は登録されていません。",
                "This guardian is not registered.");
  const auto& guardian = *facts.guardian;
  const bool legal = guardian.relation == "legal_guardian";
  const bool self = guardian.relation == "self";  // on the person's own account
  if (adult && !legal && !self)
    return fail(Code::invalid, "guardian_id", "18歳以上の方の同意は、ご本人か成年後見人等からいただきます。",
                "From 18 on, the person themself or their legal guardian gives consent.");
  // One text for every guardian who cannot: a protective restriction is not to be seen from it.
  const bool may = legal || (self ? adult : guardian.has_custody);
  if (!guardian.verified || guardian.restricted || !may)
    return fail(Code::invalid, "guardian_id",
                "この方からの同意は記録できません。親権者か後見人として確認済みの方を選んでください。",
                "Consent cannot be recorded from this person. Choose somebody verified as holding parental "
                "authority.");
  return {};
}

Status check_consent(const NewConsent& given, const Date& today) {
  if (given.classes.empty())
    return fail(Code::invalid, "classes", "共有してよい情報の区分を選んでください。",
                "Choose the classes of information that may be shared.");
  if (given.purposes.empty())
    return fail(Code::invalid, "purposes", "利用目的を1つ以上選んでください。",
                "Choose at least one purpose.");
  if (!given.whole_team && given.facility_ids.empty())
    return fail(Code::invalid, "facility_ids", "共有する相手を選んでください。",
                "Choose with whom it may be shared.");
  if (given.whole_team && !given.facility_ids.empty())
    return fail(Code::invalid, "facility_ids", "チーム全体への同意では、施設を個別に選べません。",
                "A consent to the whole team names no single facilities.");
  if (given.ends_on && *given.ends_on < given.starts_on)
    return fail(Code::invalid, "ends_on", "終了日は開始日より後にしてください。",
                "The last day is before the first.");
  if (given.ends_on && *given.ends_on < today)
    return fail(Code::invalid, "ends_on", "終了日がすでに過ぎています。", "The last day has already passed.");
  if (days_between(today, given.starts_on) > 366)
    return fail(Code::invalid, "starts_on", "開始日は1年以内にしてください。",
                "The first day is more than a year ahead.");
  if (given.ends_on && days_between(given.starts_on, *given.ends_on) > kLongestPeriodDays)
    return fail(Code::invalid, "ends_on", "期間は20年までです。", "The period is at most 20 years.");
  if (given.basis == ConsentBasis::statutory) {
    if (!given.article || given.article->empty())
      return fail(Code::invalid, "article", "根拠となる法令の条項を入れてください。",
                  "Name the article of the law.");
    return {};
  }
  if (!given.giver_name || given.giver_name->empty())
    return fail(Code::invalid, "giver_name", "同意した方の名前を入れてください。",
                "Give the name of who consented.");
  return check_evidence(given);
}

}  // namespace musubi::consent
