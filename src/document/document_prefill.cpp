// Where the first answers of a document come from: SDC's launchContext `patient`.
#include <algorithm>
#include <array>

#include "codes/codes.hpp"
#include "document/document_parts.hpp"
#include "person/person_service.hpp"
#include "schoolentry/arrangements.hpp"

namespace musubi::document {
namespace {

using form::Atoms;

constexpr std::pair<std::string_view, std::string_view> kRelations[] = {
    {"mother", "母"},          {"father", "父"},     {"grandparent", "祖父母"},
    {"sibling", "きょうだい"}, {"foster", "里親"},   {"legal_guardian", "後見人"},
    {"child", "子"},           {"spouse", "配偶者"}, {"self", "本人"}};
constexpr std::pair<std::string_view, std::string_view> kSexes[] = {
    {"female", "女"}, {"male", "男"}, {"other", "その他"}};

template <std::size_t N>
std::string_view word(const std::pair<std::string_view, std::string_view> (&words)[N],
                      std::string_view code) {
  const auto* at = std::ranges::find(words, code, &std::pair<std::string_view, std::string_view>::first);
  return at == std::end(words) ? std::string_view() : at->second;
}
Atoms words(std::string text) {
  if (text.empty()) return {};
  return {std::move(text)};
}
void add(std::string& out, std::string_view one) {
  if (one.empty()) return;
  if (!out.empty()) out += "、";
  out += one;
}

std::string guardians(Tx& tx, RegionId region, PersonId person) {
  std::string out;
  for (const auto& [name, relation] : store::guardian_names(tx, region, person)) {
    const auto is = word(kRelations, relation);
    add(out, is.empty() ? name : name + "（" + std::string(is) + "）");
  }
  return out;
}
/// One of a profession, or all with what they are.
std::string team(Tx& tx, RegionId region, PersonId person, const std::string& profession) {
  std::string out;
  for (const auto& [code, name, facility] : store::team_members(tx, region, person)) {
    if (!profession.empty() && code != profession) continue;
    const auto* known = codes::find_profession(code);
    auto who = name;
    if (profession.empty() && known != nullptr) who = known->ja + (name.empty() ? "" : " " + name);
    add(out, who.empty() ? facility : who + "（" + facility + "）");
  }
  return out;
}

const person::SchoolItem* present_school(const person::PersonBody& body, const Date& today) {
  const person::SchoolItem* found = nullptr;
  for (const auto& school : body.schools)
    if (school.starts_on <= today && (!school.ends_on || today <= *school.ends_on)) found = &school;
  return found;
}

/// Of the register itself: class basic.
Atoms of_register(const person::PersonBody& body, const std::string& property, const Date& today) {
  const auto* school = present_school(body, today);
  if (property == "name") return words(body.family_name.value + " " + body.given_name.value);
  if (property == "kana") return words(body.family_kana.value + " " + body.given_kana.value);
  if (property == "birthDate") return {body.birth_date};
  if (property == "age") return {static_cast<double>(age_on(body.birth_date, today).years)};
  if (property == "sex") return words(std::string(word(kSexes, json::enum_name(body.sex))));
  if (property == "grade") return words(person::grade_on(body.birth_date, body.schools, today));
  if (property == "school") return words(school == nullptr ? "" : school->facility_name.value);
  if (property == "className") return words(school == nullptr ? "" : school->class_name.value);
  if (property == "address") return words(body.address.value);
  if (property == "phone") return words(body.phone.value);
  if (property == "alert") return words(body.alert.value);
  if (property != "allergies") return {};
  std::string out;
  for (const auto& allergy : body.allergies) add(out, allergy.substance.value);
  return words(std::move(out));
}

/// 合理的配慮 as the school confirmed it, one atom for each: `area`, `what`, `who`, `from`. Empty texts keep
/// the rows together.
Atoms arrangements(Tx& tx, RegionId region, PersonId person, const std::string& part) {
  Atoms atoms;
  for (const auto& one : schoolentry::confirmed_arrangements(tx, region, person)) {
    const auto* viewpoint = schoolentry::find_viewpoint(one.viewpoint.value);
    if (part == "area") atoms.emplace_back(viewpoint == nullptr ? std::string() : viewpoint->ja);
    if (part == "what") atoms.emplace_back(one.what.value);
    if (part == "who") atoms.emplace_back(one.who.value);
    if (part == "from") atoms.push_back(one.from ? form::Atom(*one.from) : form::Atom(std::string()));
  }
  return atoms;
}

}  // namespace

std::string relation_ja(std::string_view relation) {
  return std::string(word(kRelations, relation));
}

form::Surroundings patient_of(Tx& tx, const Actor& actor, const access::Grant& grant, InfoClass info_class) {
  const auto region = actor.region_id;
  const auto person = grant.person_id;
  const auto open = (ClassSet::of(InfoClass::basic) | ClassSet::of(info_class)) & grant.classes;
  const auto body = person::body_of(tx, region, person);
  form::Surroundings around;
  around.today = tx.today();
  around.patient = [&tx, region, person, open, body](const std::string& property,
                                                     const std::string& argument) -> Atoms {
    if (property == "last") {
      const auto last = store::last_record(tx, region, person, argument);
      return last && open.covers(last->first) ? Atoms{last->second} : Atoms{};
    }
    if (property == "arrangements")
      return open.has(InfoClass::education) ? arrangements(tx, region, person, argument) : Atoms{};
    if (!body || !open.has(InfoClass::basic)) return {};
    if (property == "guardians") return words(guardians(tx, region, person));
    if (property == "team") return words(team(tx, region, person, argument));
    return of_register(*body, property, tx.today());
  };
  return around;
}

}  // namespace musubi::document
