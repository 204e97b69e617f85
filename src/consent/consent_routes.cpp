#include "consent/consent_routes.hpp"

#include "consent/consent_service.hpp"

namespace musubi::consent {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;

struct EffectsQuery {
  std::optional<FacilityId> facility;
  std::optional<Purpose> purpose;
};
BOOST_DESCRIBE_STRUCT(EffectsQuery, (), (facility, purpose))

}  // namespace

void add_routes(http::Router& router) {
  router.add<None, None>(
      {.method = Method::get,
       .path = "/api/v1/consent-wording",
       .name = "get_consent_wording",
       .summary = "The text that people agree to, in its newest version",
       .door = Door::own,
       .mode = http::Mode::read},
      [](Tx&, const Call<None, None>&) -> Result<ConsentWording> { return newest_wording(); });
  router.add<None, None>({.method = Method::get,
                          .path = "/api/v1/people/{person}/consents",
                          .name = "list_consents",
                          .summary = "Consents of a person, newest first"},
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<ConsentView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_consents(tx, call.actor, person);
                         });
  router.add<None, NewConsent>({.method = Method::post,
                                .path = "/api/v1/people/{person}/consents",
                                .name = "record_consent",
                                .summary = "Record a consent or another legal basis",
                                .strength = Strength::fresh,
                                .status = 201,
                                .errors = {Code::duplicate}},
                               [](Tx& tx, const Call<None, NewConsent>& call) -> Result<ConsentView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 return record_consent(tx, call.actor, person, call.body);
                               });
  router.add<EffectsQuery, None>(
      {.method = Method::get,
       .path = "/api/v1/people/{person}/consents/{consent}/effects",
       .name = "withdrawal_effects",
       .summary = "What withdrawing all, one facility or one purpose would close today",
       .strength = Strength::fresh},
      [](Tx& tx, const Call<EffectsQuery, None>& call) -> Result<WithdrawalEffects> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto consent, call.request.id<ConsentId>("consent"));
        return withdrawal_effects(tx, call.actor, person, consent, {call.query.facility, call.query.purpose});
      });
  router.add<None, ConsentWithdrawal>(
      {.method = Method::post,
       .path = "/api/v1/people/{person}/consents/{consent}/withdraw",
       .name = "withdraw_consent",
       .summary = "Withdraw a consent, wholly, for some facilities or for some purposes",
       .strength = Strength::fresh,
       .errors = {Code::gone}},
      [](Tx& tx, const Call<None, ConsentWithdrawal>& call) -> Result<ConsentView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto consent, call.request.id<ConsentId>("consent"));
        return withdraw_consent(tx, call.actor, person, consent, call.body);
      });
}

}  // namespace musubi::consent
