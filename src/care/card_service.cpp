// The emergency card's QR code: what it holds, when it is void, and what scanning it leads to.
#include "breakglass/breakglass_service.hpp"
#include "care/care_view.hpp"
#include "crypto/seal.hpp"
#include "crypto/token.hpp"
#include "person/person_service.hpp"

namespace musubi::care {
namespace {

using access::Action;

constexpr std::string_view kCard = "care_card";

/// 256 bits that nobody without the master key can foretell.
std::string token_of(const CardKey& key, RegionId region, PersonId person, std::int64_t number) {
  const auto made = crypto::derive_key(key.master_key, "emergency card:" + to_string(region) + ":" +
                                                           to_string(person) + ":" + std::to_string(number));
  return crypto::to_base64url({made.data(), crypto::Key::kSize});
}

Result<CardIssue> issue(Tx& tx, const Actor& actor, PersonId person, const CardKey& key,
                        const std::string& reason) {
  const auto last = store::card(tx, actor.region_id, person);
  const auto number = last ? last->number + 1 : 1;
  const auto hash = crypto::hash_token(token_of(key, actor.region_id, person, number));
  if (!store::insert_card(tx, actor.region_id, person, number, hash, reason, hand_of(actor)))
    return fail(Code::conflict, "", "ほかの端末で先に新しくされています。もう一度お試しください。",
                "It was renewed elsewhere first. Please try again.");
  announce(tx, actor.region_id, person, {}, InfoClass::basic);
  return CardIssue{number, tx.now(), actor.display_name};
}

/// The token of the card in force; a new one where there is none, or where the master key is another now.
Result<std::string> present_token(Tx& tx, const Actor& actor, PersonId person, const CardKey& key) {
  if (const auto card = store::card(tx, actor.region_id, person)) {
    auto token = token_of(key, actor.region_id, person, card->number);
    if (store::person_of_card(tx, actor.region_id, crypto::hash_token(token)) == person) return token;
  }
  TRY_ASSIGN(const auto made, issue(tx, actor, person, key, ""));
  return token_of(key, actor.region_id, person, made.number);
}

}  // namespace

Result<CardSheet> gather_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::export_data, person, {{}, std::string(kCard), {}}));
  CardSheet sheet;
  TRY_ASSIGN(sheet.person, person::see_person(tx, actor, person));
  TRY_ASSIGN(const auto token, present_token(tx, actor, person, key));
  sheet.care = view_of(tx, actor, grant);
  sheet.url = key.origin + "/card#" + token;
  sheet.today = tx.today();
  sheet.printed_at = tx.now();
  sheet.printed_by =
      actor.facility_name.empty() ? actor.display_name : actor.facility_name + " " + actor.display_name;
  return sheet;
}

Result<CardIssue> renew_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key,
                             const CareReason& why) {
  TRY(access::require(tx, actor, Action::export_data, person, {{}, std::string(kCard), {}}));
  return issue(tx, actor, person, key, why.reason);
}

Result<CardAnswer> open_card(Tx& tx, const Actor& actor, const CardToken& sent) {
  const auto person = store::person_of_card(tx, actor.region_id, crypto::hash_token(sent.token.value));
  if (person && access::look(tx, actor, Action::see_person, *person, {{}, std::string(kCard), {}}))
    return CardAnswer{*person, {}};
  TRY_ASSIGN(auto found, breakglass::find_by_card(tx, actor, person));
  return CardAnswer{{}, std::move(found.match)};
}

}  // namespace musubi::care
