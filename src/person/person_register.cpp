// Registering: the look for doubles and the first version of a person. A look tells, so it is counted and
// stands in the history of whom it told of (docs/decisions/014).
#include <fmt/format.h>

#include <algorithm>

#include "access/guardian_reach.hpp"
#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "person/person_service.hpp"
#include "person/person_store.hpp"
#include "team/team_service.hpp"

namespace musubi::person {
namespace {

using access::Duty;

constexpr int kMostCandidates = 200;
constexpr std::size_t kMostDoubles = 10;
constexpr std::string_view kLook = "find_doubles";

bool may_see(Tx& tx, const Actor& actor, PersonId person) {
  return access::decide(actor, access::Action::see_person, {}, access::gather(tx, actor, person)).granted;
}

Likeness likeness_of(const auto& who) {
  return likeness(who.family_name.value, who.given_name.value, who.family_kana.value, who.given_kana.value,
                  who.birth_date);
}

std::unexpected<Error> too_many_looks() {
  Error error{
      Code::throttled, "",
      "登録のある方の確認が、この時間の上限に達しました。しばらく待つか、地域の運営担当にご相談ください。",
      "You have reached the limit of looks for people registered already. Please wait, or ask the "
      "region's operators."};
  error.refusal = Refusal{std::string(kLook), "throttled", ""};
  return std::unexpected(std::move(error));
}

/// Counted for the account, under whatever post, so that the register is no directory.
Status check_limits(Tx& tx, const Actor& actor) {
  const auto count = [&](std::chrono::hours past) {
    return store::count_looks(tx, actor.region_id, actor.account_id, tx.now() - past);
  };
  const auto hour = count(std::chrono::hours{1}), day = count(std::chrono::hours{24});
  const bool too_many = hour.strangers >= kStrangersAnHour || day.strangers >= kStrangersADay ||
                        hour.looks >= kLooksAnHour || day.looks >= kLooksADay;
  return too_many ? Status(too_many_looks()) : Status();
}

struct Double {
  PersonId person_id;
  DoubleView view;
};

/// Who may not see the person learns that somebody is registered and whom to ask; by the name alone nothing,
/// and no facility that would lead a guardian under a protective limit to the family.
std::optional<DoubleView> double_view(Tx& tx, const Actor& actor, const store::CandidateRow& row,
                                      Certainty certainty, bool born) {
  DoubleView view{certainty, {}, {}, born, {}};
  if (may_see(tx, actor, row.person_id)) {
    view.person_id = row.person_id;
    view.name = row.family_name + " " + row.given_name;
  } else if (certainty == Certainty::possible) {
    return std::nullopt;
  }
  if (view.person_id || !access::is_sheltered(tx, actor.region_id, row.person_id))
    view.contact_facility = row.contact_facility;
  return view;
}

std::vector<Double> doubles_of(Tx& tx, const Actor& actor, const Likeness& asked) {
  std::vector<Double> doubles;
  for (const auto& row : store::candidates(tx, actor.region_id, asked, kMostCandidates)) {
    const auto known =
        likeness(row.family_name, row.given_name, row.family_kana, row.given_kana, row.birth_date);
    const auto certainty = compare(asked, known);
    if (!certainty) continue;
    auto view = double_view(tx, actor, row, *certainty, known.birth_date == asked.birth_date);
    if (view) doubles.push_back({row.person_id, std::move(*view)});
  }
  std::ranges::stable_sort(doubles, {}, [](const Double& d) { return d.view.certainty; });
  if (doubles.size() > kMostDoubles) doubles.resize(kMostDoubles);
  return doubles;
}

/// One row for each person of whom something was told, in that person's 閲覧履歴; one row of nobody for a
/// look that told nothing. They are what `check_limits` counts.
void record_look(Tx& tx, const Actor& actor, const std::vector<Double>& told) {
  audit::NewRecord record{.action = std::string(kLook), .subject_kind = "doubles", .basis = "no_match"};
  if (told.empty()) audit::append(tx, actor, record);
  for (const auto& [person, view] : told) {
    record.person_id = person;
    record.basis = view.name ? "double_named" : "double_hint";
    record.classes = view.name ? ClassSet::of(InfoClass::basic) : ClassSet{};
    audit::append(tx, actor, record);
  }
}

/// The refusal's audit record stands in the history of the person it tells of.
Status refuse_double(Tx& tx, const Actor& actor, const NewPerson& person) {
  TRY(check_limits(tx, actor));
  for (const auto& [known, view] : doubles_of(tx, actor, likeness_of(person))) {
    if (view.certainty != Certainty::same) continue;
    Error error{
        Code::duplicate, "not_a_double",
        fmt::format("同じ方がすでに登録されているようです。{}"
                    "にご確認ください。別の方のときは、その旨を選んで登録してください。",
                    view.contact_facility.empty() ? "市の担当者" : "「" + view.contact_facility + "」"),
        "This person seems to be registered already. Ask the facility named, or say that it is "
        "somebody else."};
    error.refusal = Refusal{std::string(kLook), "double_hint", to_string(known)};
    return std::unexpected(std::move(error));
  }
  return {};
}

PersonBody first_body(const NewPerson& person) {
  return {.family_name = person.family_name,
          .given_name = person.given_name,
          .family_kana = person.family_kana,
          .given_kana = person.given_kana,
          .birth_date = person.birth_date,
          .sex = person.sex,
          .postal_code = person.postal_code,
          .address = person.address,
          .phone = person.phone,
          .language = person.language};
}

Status may_register(const Actor& actor) {
  const auto* profession = codes::find_profession(actor.profession);
  if (profession == nullptr || profession->may_register) return {};
  return fail(Code::forbidden, "",
              "この職種では新しい方を登録できません。相談支援専門員や保健師などにご相談ください。",
              "Your profession cannot register a person. Please ask a consultation supporter or a public "
              "health nurse.");
}

}  // namespace

Result<std::vector<DoubleView>> find_doubles(Tx& tx, const Actor& actor, const DoubleQuery& query) {
  TRY(access::require_duty(tx, actor, Duty::register_person, {}, {.subject_kind = "doubles"}));
  TRY(may_register(actor));
  TRY(check_birth_date(query.birth_date, tx.today()));
  TRY(check_limits(tx, actor));
  auto told = doubles_of(tx, actor, likeness_of(query));
  record_look(tx, actor, told);
  std::vector<DoubleView> views;
  for (auto& one : told) views.push_back(std::move(one.view));
  return views;
}

Result<PersonView> register_person(Tx& tx, const Actor& actor, const NewPerson& sent) {
  TRY(access::require_duty(tx, actor, Duty::register_person, {},
                           {.subject_kind = "person", .subject_id = sent.id.uuid}));
  TRY(may_register(actor));
  TRY(check_birth_date(sent.birth_date, tx.today()));
  auto person = sent;
  if (person.language.empty()) person.language.value = "ja";

  if (const auto known = store::find(tx, actor.region_id, person.id)) {
    const bool again = known->created_by == actor.post_id &&
                       store::first_body(tx, actor.region_id, person.id) == json::to_json(first_body(person));
    if (!again) return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return see_person(tx, actor, person.id);
  }
  if (!person.not_a_double) TRY(refuse_double(tx, actor, person));
  TRY(keep_person(tx, actor.region_id, person, actor.facility_id, actor.post_id));
  team::seat_registrant(tx, actor, person.id);
  return see_person(tx, actor, person.id);
}

Status keep_person(Tx& tx, RegionId region, const NewPerson& person, std::optional<FacilityId> registered_by,
                   PostId by) {
  if (!store::insert(tx, region, person, registered_by, by))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  store::insert_version(tx, region, person.id, 1, first_body(person), "", by);
  db::append_change(
      tx, {.region_id = region, .person_id = person.id, .kind = "person", .subject_id = person.id.uuid});
  return {};
}

}  // namespace musubi::person
