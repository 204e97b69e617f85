// The tables of handovers: SQL and nothing else. What hands out items takes a `Reach` and so can only give
// what its actor may see: seats the items of their classes; guardians none of a draft, and nothing at all
// under a protective limit; receivers what lies before them, without what was left out.
#pragma once
#include "handover/handover.hpp"

namespace musubi::handover {

/// Who writes, as it is kept with what was written.
struct Hand {
  PostId post_id;
  std::string name, facility_name;
};
Hand hand_of(const access::Actor& actor);

/// The reach of a grant over one person's handovers.
struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  Time since{};
  bool is_guardian = false;
  bool is_restricted = false;
  bool is_receiver = false;  ///< without a seat: only what lies before the actor
  PostId post;
  FacilityId facility;  ///< nil: none
  bool manages = false;
  Date today;
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant, const Date& today);

struct HandoverRow {
  HandoverLine line;
  HandoverTerms terms;
  std::int64_t item_version = 1;
  std::int64_t unseen = 0;
  PostId author;
  ClassSet classes;  ///< of all its items, those left out apart
};
/// The day of the handover, the latest first.
std::vector<HandoverRow> handovers(Tx& tx, const Reach& reach);
std::optional<HandoverRow> find_handover(Tx& tx, const Reach& reach, HandoverId handover);
/// In their order, with what was said about each.
std::vector<HandoverItemView> items_of(Tx& tx, const Reach& reach, const HandoverRow& row);
/// What belongs to no item.
std::vector<HandoverStepView> steps_of(Tx& tx, RegionId region, HandoverId handover);
std::vector<HandoverVersionView> versions_of(Tx& tx, RegionId region, HandoverId handover);
std::int64_t count_handovers(Tx& tx, RegionId region, PersonId person);
std::int64_t count_steps(Tx& tx, RegionId region, HandoverId handover);

struct FirstHandover {
  PersonId person_id;
  PostId author;
  std::string terms;
};
BOOST_DESCRIBE_STRUCT(FirstHandover, (), (person_id, author, terms))
std::optional<FirstHandover> first_handover(Tx& tx, RegionId region, HandoverId handover);

/// What a place is called today; none if it is no active place of the region, or the post no active one of
/// it.
struct Receiver {
  std::string facility_name, post_name;
};
std::optional<Receiver> receiver_of(Tx& tx, RegionId region, FacilityId facility, std::optional<PostId> post);

bool insert_handover(Tx& tx, RegionId region, PersonId person, HandoverId handover,
                     const HandoverContent& content, const Receiver& to, const Hand& by, Time at);
/// False if the version has moved on. Items of classes beyond `seen` stay as they are.
bool update_handover(Tx& tx, RegionId region, const HandoverRow& now, std::int64_t version,
                     const HandoverContent& content, const Receiver& to, ClassSet seen,
                     const std::string& reason, const Hand& by);
bool move_handover(Tx& tx, RegionId region, HandoverId handover, std::int64_t version, HandoverState state,
                   const std::string& reason, const Hand& by);
/// False if the id is taken.
bool insert_step(Tx& tx, RegionId region, HandoverId handover, const HandoverStepView& step, const Hand& by,
                 Time at);
std::optional<HandoverStepView> find_step(Tx& tx, RegionId region, HandoverId handover, HandoverStepId step);
/// After items were left out: the classes of those that remain.
void narrow_classes(Tx& tx, RegionId region, HandoverId handover);
/// Every item that was not left out has been confirmed.
bool all_confirmed(Tx& tx, RegionId region, HandoverId handover);

/// Handovers that lie before the actor, of all their people.
struct Incoming {
  PersonId person_id;
  HandoverId handover_id;
};
BOOST_DESCRIBE_STRUCT(Incoming, (), (person_id, handover_id))
std::vector<Incoming> incoming(Tx& tx, const access::Actor& actor, const Date& today);

std::vector<Sent> sent_of(Tx& tx, RegionId region, PersonId person);
/// Guardians who may be told, and whom it is addressed to.
std::vector<AccountId> accounts_to_tell(Tx& tx, RegionId region, PersonId person, HandoverId handover);

}  // namespace musubi::handover
