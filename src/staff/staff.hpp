// Staff: the posts people hold in a facility, and those of the region's operators. A post is offered by
// invitation, held by one account, suspended, left and taken up again. This room never touches the account
// behind a post: the same human may hold others elsewhere. Rules: issue 2, "region, facility, staff";
// contract "facility + staff".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/actor.hpp"
#include "base/json.hpp"

namespace musubi::staff {

enum class StaffState { invited, active, suspended, left };
BOOST_DESCRIBE_ENUM(StaffState, invited, active, suspended, left)

struct StaffView {
  PostId post_id;
  std::string name;
  std::string kana;
  std::string profession;  ///< empty for operators
  std::string title;
  std::optional<std::string> licence_number;  ///< for managers only
  bool is_manager = false;
  StaffState state = StaffState::invited;
  Date starts_on;
  std::optional<Date> ends_on;  ///< the last day
  std::int64_t version = 0;
  bool has_account = false;
  std::optional<Time> invited_until;  ///< for managers only; none: no invitation can be taken up (any more)
};
BOOST_DESCRIBE_STRUCT(StaffView, (),
                      (post_id, name, kana, profession, title, licence_number, is_manager, state, starts_on,
                       ends_on, version, has_account, invited_until))

struct NewStaff {
  PostId id;
  Name<100> name;
  OptionalName<100> kana;
  Line<100> profession;
  Line<100> title;
  Line<50> licence_number;
  bool is_manager = false;
  Line<100> login;  ///< suggested to whoever takes the post; empty: their choice
  Date starts_on;
  std::optional<Date> ends_on;
};
BOOST_DESCRIBE_STRUCT(NewStaff, (),
                      (id, name, kana, profession, title, licence_number, is_manager, login, starts_on,
                       ends_on))

struct StaffEdit {
  Name<100> name;
  OptionalName<100> kana;
  Line<100> profession;
  Line<100> title;
  Line<50> licence_number;
  bool is_manager = false;
  Date starts_on;
  std::optional<Date> ends_on;
  Prose<1000> reason;
  std::optional<PostId>
      hand_over_to{};  ///< who coordinates, after the last day, the teams this post coordinates alone
};
BOOST_DESCRIBE_STRUCT(StaffEdit, (),
                      (name, kana, profession, title, licence_number, is_manager, starts_on, ends_on, reason,
                       hand_over_to))

struct StateChange {
  StaffState state = StaffState::active;  ///< `active`, `suspended` or `left`
  RequiredProse<1000> reason;
  std::optional<PostId>
      hand_over_to{};  ///< who coordinates from now on the teams this post coordinates alone
};
BOOST_DESCRIBE_STRUCT(StateChange, (), (state, reason, hand_over_to))

/// What rests on a post: asked before it is suspended or ended. A number only: whoever administers posts sees
/// no person.
struct StaffDuties {
  int coordinates_alone = 0;  ///< teams that nobody else coordinates
};
BOOST_DESCRIBE_STRUCT(StaffDuties, (), (coordinates_alone))

struct NewOperator {
  PostId id;
  Name<100> name;
  OptionalName<100> kana;
  Line<100> login;
  std::optional<access::PostKind> kind;  ///< `auditor`: looks at the audit log and does nothing else
};
BOOST_DESCRIBE_STRUCT(NewOperator, (), (id, name, kana, login, kind))

struct InvitationUrl {
  std::string invitation_url;
};
BOOST_DESCRIBE_STRUCT(InvitationUrl, (), (invitation_url))

struct StaffAdded {
  StaffView post;
  std::string invitation_url;
};
BOOST_DESCRIBE_STRUCT(StaffAdded, (), (post, invitation_url))

struct PostsQuery {
  access::PostKind kind = access::PostKind::operator_;
};
BOOST_DESCRIBE_STRUCT(PostsQuery, (), (kind))

/// What `post_version` keeps, and what changes.
struct PostRow {
  std::string name;
  std::string kana;
  std::string profession;
  std::string title;
  std::string licence_number;
  bool is_manager = false;
  StaffState state = StaffState::invited;
  Date starts_on;
  std::optional<Date> ends_on;
  auto operator<=>(const PostRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(PostRow, (),
                      (name, kana, profession, title, licence_number, is_manager, state, starts_on, ends_on))

/// Which state a post may go to; `invited` posts can only be given up. Returning is always possible.
bool may_become(StaffState from, StaffState to);

}  // namespace musubi::staff
