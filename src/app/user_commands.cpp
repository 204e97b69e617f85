// `musubi user …`: what the keeper of the server does about accounts when nobody can sign in to do it.
#include <fmt/format.h>

#include "app/program.hpp"
#include "region/region_service.hpp"
#include "staff/staff_service.hpp"
#include "team/succession.hpp"

namespace musubi::app {
namespace {

template <class F>
int with_program(const Place& place, F&& act) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const Status status = act(**program);
  return status ? 0 : complain(status.error());
}

}  // namespace

int migrate(const Place& place) {
  return with_program(place, [](Program&) -> Status { return {}; });
}

int list_users(const Place& place, const UserOptions&) {
  return with_program(place, [](Program& program) -> Status {
    for (const auto& line : program.database->read_now([](Tx& tx) { return identity::accounts(tx); }))
      fmt::print("{:24} {:10} {:4} {}\n", line.login, json::enum_name(line.state),
                 line.second_factor ? "2FA" : "-", line.display_name);
    return {};
  });
}

int create_operator(const Place& place, const UserOptions& user) {
  return with_program(place, [&](Program& program) {
    return program.database->write_now([&](Tx& tx) -> Status {
      auto region = region::region_named(tx, user.region);
      if (!region) {
        if (user.region_name.empty())
          return fail(Code::not_found, "--region", "この地域はありません。--region-name を付けると作れます。",
                      "There is no such region; --region-name creates it.");
        region::NewRegion given;
        given.slug = user.region;
        given.name = user.region_name;
        TRY_ASSIGN(region, region::create_region(tx, given));
      }
      staff::NewPost post;
      post.region_id = *region;
      post.kind = access::PostKind::operator_;
      post.row.name = user.name;
      post.row.kana = user.kana;
      post.row.starts_on = tx.today();
      TRY_ASSIGN(const auto id, staff::create_post(tx, post));
      TRY_ASSIGN(const auto invitation, identity::create_invitation(tx, *region, id, user.login, {}));
      fmt::print("{}{}\n", program.settings.public_origin, invitation.path);
      return {};
    });
  });
}

int reset_password(const Place& place, const UserOptions& user) {
  return with_program(place, [&](Program& program) {
    return program.database->write_now([&](Tx& tx) -> Status {
      TRY_ASSIGN(const auto link, identity::issue_password_reset_here(tx, user.login));
      fmt::print("{}{}\n", program.settings.public_origin, link.reset_url);
      return {};
    });
  });
}

int reset_second_factor(const Place& place, const UserOptions& user) {
  return with_program(place, [&](Program& program) {
    return program.database->write_now([&](Tx& tx) { return identity::reset_second_factor(tx, user.login); });
  });
}

int suspend_user(const Place& place, const UserOptions& user) {
  return with_program(place, [&](Program& program) {
    return program.database->write_now([&](Tx& tx) -> Status {
      TRY(identity::set_account_state(tx, user.login, identity::AccountState::suspended));
      if (const int teams = team::teams_left_alone_by(tx, user.login); teams > 0)
        fmt::print(
            stderr,
            "この方だけがコーディネーターの支援チームが{}"
            "あります。施設の管理者が「職員」で後任を決めてください。\n"
            "Teams without another coordinator: {}. Their facility's manager should name a successor.\n",
            teams, teams);
      return {};
    });
  });
}

int reactivate_user(const Place& place, const UserOptions& user) {
  return with_program(place, [&](Program& program) {
    return program.database->write_now(
        [&](Tx& tx) { return identity::set_account_state(tx, user.login, identity::AccountState::active); });
  });
}

}  // namespace musubi::app
