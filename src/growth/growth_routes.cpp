#include "growth/growth_routes.hpp"

#include "growth/growth_service.hpp"

namespace musubi::growth {
namespace {

using http::Call;
using http::Method;

}  // namespace

void add_routes(http::Router& router) {
  router.add<GrowthQuery, None>(
      http::person_route(Method::get, "/growth", "get_growth",
                         "Growth curves with the person's points, scores and flags."),
      [](Tx& tx, const Call<GrowthQuery, None>& call) -> Result<GrowthView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_growth(tx, call.actor, person, call.query);
      });
  router.add<None, None>(
      http::person_route(Method::get, "/growth/profile/versions", "list_growth_profile_versions",
                         "Weeks of gestation, parents' heights and chosen reference: every state."),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<GrowthProfile>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return profile_versions(tx, call.actor, person);
      });
  auto edit =
      http::person_route(Method::put, "/growth/profile", "edit_growth_profile",
                         "Weeks of gestation, parents' heights, reference; If-Match \"0\" for the first.");
  edit.errors = {Code::conflict, Code::precondition_needed};
  router.add<None, GrowthProfileEdit>(
      std::move(edit), [](Tx& tx, const Call<None, GrowthProfileEdit>& call) -> Result<GrowthProfile> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_profile(tx, call.actor, person, version, call.body);
      });
  auto sheet = http::person_route(Method::get, "/growth.pdf", "print_growth",
                                  "Growth charts and the table beside them on paper.");
  sheet.mode = http::Mode::work;
  sheet.strength = access::Strength::fresh;
  router.add_work<GrowthQuery, None>(
      std::move(sheet),
      [](db::Database& database, const Call<GrowthQuery, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto data, database.write_now([&](Tx& tx) {
          return gather_growth_sheet(tx, call.actor, person, call.query);
        }));
        return http::file_of("application/pdf", "成長曲線.pdf", draw_growth_sheet(data));
      });
}

}  // namespace musubi::growth
