// The emergency card's QR code: what it holds, when it is void, and what scanning it leads to.
#include "breakglass/breakglass_service.hpp"
#include "care/care_view.hpp"
#include "crypto/seal.hpp"
#include "crypto/token.hpp"
#include "person/person_service.hpp"

namespace musubi::care {
namespace {

using access::Action;

constexpr std::string_view kCard = "care_card", kOwnCard = "own_care_card";

constexpr std::string_view kPurpose = "musubi emergency cards 1";

std::string context_of(RegionId region, PersonId person, std::int64_t number) {
  return "emergency card:" + to_string(region) + ":" + to_string(person) + ":" + std::to_string(number);
}

struct Issued {
  CardIssue card;
  std::string token;
};
struct Holding {
  access::Grant grant;
  store::Holder holder;
};
/// Whoever may carry data out has the team's card in hand; a guardian their own, unless a protective limit is
/// on them.
Result<Holding> holding_of(Tx& tx, const Actor& actor, PersonId person) {
  if (actor.kind != access::PostKind::guardian) {
    TRY_ASSIGN(auto grant,
               access::require(tx, actor, Action::export_data, person, {{}, std::string(kCard), {}}));
    return Holding{std::move(grant), {}};
  }
  TRY_ASSIGN(auto grant,
             access::require(tx, actor, Action::see_person, person, {{}, std::string(kOwnCard), {}}));
  if (!has_own_card(grant)) return not_found();
  const auto guardian = grant.guardian_id;
  return Holding{std::move(grant), guardian};
}

/// A code of 256 random bits; real randomness, never that of the transaction, which tests can foretell.
Result<Issued> issue(Tx& tx, const Actor& actor, PersonId person, const store::Holder& holder,
                     const CardKey& key, const std::string& reason) {
  const auto number = store::last_card(tx, actor.region_id, person) + 1;
  const auto fresh = crypto::random_key();
  auto token = crypto::to_base64url({fresh.data(), crypto::Key::kSize});
  auto sealed = key.keys.seal(tx, kPurpose, context_of(actor.region_id, person, number), crypto::view(token));
  if (!store::insert_card(tx, actor.region_id, person, holder, number,
                          {crypto::hash_token(token), std::move(sealed)}, reason, hand_of(actor)))
    return fail(Code::conflict, "", "ほかの端末で先に新しくされています。もう一度お試しください。",
                "It was renewed elsewhere first. Please try again.");
  if (!holder)
    announce(tx, actor.region_id, person, {}, InfoClass::basic);  // a family's card is its own affair
  return Issued{{number, tx.now(), actor.display_name}, std::move(token)};
}

/// The token of the card in force; a new one where there is none, or where its code does not open.
Result<std::string> present_token(Tx& tx, const Actor& actor, PersonId person, const store::Holder& holder,
                                  const CardKey& key) {
  if (const auto card = store::card(tx, actor.region_id, person, holder)) {
    const auto code = store::code(tx, actor.region_id, person, card->number);
    const auto context = context_of(actor.region_id, person, card->number);
    const auto token = code && code->sealed ? key.keys.open(kPurpose, context, *code->sealed) : std::nullopt;
    if (token) return std::string(token->begin(), token->end());
  }
  TRY_ASSIGN(auto made, issue(tx, actor, person, holder, key, ""));
  return std::move(made.token);
}

}  // namespace

Result<CardSheet> gather_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key) {
  TRY_ASSIGN(const auto holding, holding_of(tx, actor, person));
  CardSheet sheet;
  TRY_ASSIGN(sheet.person, person::see_person(tx, actor, person));
  TRY_ASSIGN(const auto token, present_token(tx, actor, person, holding.holder, key));
  sheet.care = view_of(tx, actor, holding.grant);
  sheet.url = key.origin + "/card#" + token;
  sheet.today = tx.today();
  sheet.printed = access::imprint(tx, actor);
  return sheet;
}

Result<CardIssue> renew_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key,
                             const CareReason& why) {
  TRY_ASSIGN(const auto holding, holding_of(tx, actor, person));
  TRY_ASSIGN(auto made, issue(tx, actor, person, holding.holder, key, why.reason));
  return std::move(made.card);
}

std::vector<keys::SealedValue> sealed_values(Tx& tx) {
  std::vector<keys::SealedValue> out;
  for (auto& row : store::codes(tx))
    if (row.sealed)
      out.push_back({"emergency cards", std::string(kPurpose),
                     context_of(row.region_id, row.person_id, row.number), *row.sealed,
                     [row](Tx& t, const db::Bytes& fresh) { return store::replace_code(t, row, fresh); }});
  return out;
}

void keep_old_codes(Tx& tx, const keys::Ring& keys, const crypto::Key& master) {
  for (const auto& row : store::codes(tx)) {
    const auto context = context_of(row.region_id, row.person_id, row.number);
    const auto made = crypto::derive_key(master, context);
    const auto token = crypto::to_base64url({made.data(), crypto::Key::kSize});
    if (!row.sealed && crypto::hash_token(token) == row.hash)
      store::replace_code(tx, row, keys.seal(tx, kPurpose, context, crypto::view(token)));
  }
}

Result<CardAnswer> open_card(Tx& tx, const Actor& actor, const CardToken& sent) {
  const auto person = store::person_of_card(tx, actor.region_id, crypto::hash_token(sent.token.value));
  if (person && access::look(tx, actor, Action::see_person, *person, {{}, std::string(kCard), {}}))
    return CardAnswer{*person, {}};
  TRY_ASSIGN(auto found, breakglass::find_by_card(tx, actor, person));
  return CardAnswer{{}, std::move(found.match)};
}

}  // namespace musubi::care
