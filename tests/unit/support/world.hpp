// Small worlds for tests: regions, facilities, people, posts, consents and seats put straight into the
// tables, so that a test of one room needs no other room's use cases. Never used by the program itself.
// Everything is invented. Defaults describe the plain good case; a test changes just what it is about.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "db/tx.hpp"

namespace musubi::test {

RegionId a_region(Tx& tx, const std::string& slug = "matsumoto");
FacilityId a_facility(Tx& tx, RegionId region, const std::string& name = "ひかり診療所",
                      const std::string& facility_type = "clinic");

struct ProfessionalOptions {
  std::string name = "田中 花子";
  std::string profession = "nurse";
  bool is_manager = false;
  access::Strength strength = access::Strength::fresh;
};
/// An account, an active post in the facility, the pledge accepted, and the actor that both make.
access::Actor a_professional(Tx& tx, RegionId region, FacilityId facility,
                             const ProfessionalOptions& options = {});
access::Actor an_operator(Tx& tx, RegionId region, const std::string& name = "市の担当者");

struct PersonOptions {
  std::string family_name = "佐藤";
  std::string given_name = "ひなた";
  std::string family_kana = "サトウ";
  std::string given_kana = "ヒナタ";
  int birth_year = 2021;
  std::optional<FacilityId> registered_by{};
};
PersonId a_person(Tx& tx, RegionId region, const PersonOptions& options = {});

struct GuardianOptions {
  std::string name = "佐藤 母";
  std::string relation = "mother";
  bool verified = true;
  bool restricted = false;
  bool has_custody = true;
};
struct GuardianWithAccount {
  GuardianId guardian_id;
  access::Actor actor;
};
GuardianWithAccount a_guardian(Tx& tx, RegionId region, PersonId person, const GuardianOptions& options = {});

struct ConsentOptions {
  ClassSet classes = ClassSet::all();
  bool whole_team = true;
  std::vector<FacilityId> facilities{};  ///< the parties, when not the whole team
  int starts_days_ago = 30;
  std::optional<int> ends_in_days{};
  bool statutory = false;
  PurposeSet purposes = PurposeSet::all();
};
ConsentId a_consent(Tx& tx, RegionId region, PersonId person, const ConsentOptions& options = {});
/// The whole consent, or one facility's part in it.
void withdraw_consent(Tx& tx, RegionId region, PersonId person, ConsentId consent,
                      std::optional<FacilityId> facility = {});
/// What is left of it: these purposes.
void narrow_consent(Tx& tx, RegionId region, PersonId person, ConsentId consent, PurposeSet purposes);

struct SeatOptions {
  access::SeatRole role = access::SeatRole::member;
  ClassSet classes = ClassSet::all();
  int starts_days_ago = 30;
  std::optional<int> ends_in_days{};
  std::optional<int> looks_back_days{};
  bool whole_facility = false;  ///< anybody of the actor's facility and profession
  std::string state = "active";
};
SeatId a_seat(Tx& tx, PersonId person, const access::Actor& holder, const SeatOptions& options = {});
void end_seat(Tx& tx, RegionId region, PersonId person, SeatId seat);

/// A team ready for work: a region, two facilities, a consent for everything, a nurse (member), a teacher
/// (member), a coordinator, a mother, a colleague of the nurse without a seat, and somebody in a neighbour
/// region.
struct Team {
  RegionId region;
  RegionId other_region;
  FacilityId clinic;
  FacilityId school;
  PersonId person;
  ConsentId consent;
  access::Actor nurse, teacher, coordinator, colleague, stranger;
  SeatId nurse_seat, teacher_seat, coordinator_seat;
  GuardianWithAccount mother;
};
Team a_team(Tx& tx);

}  // namespace musubi::test
