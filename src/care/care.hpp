// 医療的ケア and the emergency card: what is done for a child, with what, what to do when it goes wrong, whom
// to call, how the child speaks; and the doctors' instruction sheets with their validity. Nouns and rules
// that need no database. Never decides who may read: that is access/. Rules: issue 3,
// "医療的ケア・緊急カード"; domain.md, Break-glass and Amendments.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "breakglass/breakglass.hpp"
#include "file/file.hpp"
#include "task/task.hpp"

namespace musubi::care {

using InstructionId = Id<struct InstructionTag>;
inline constexpr std::int64_t kMostInstructions = 200;  ///< of one person
inline constexpr int kRenewBefore = 30;                 ///< days before an instruction sheet ends

/// What is amended by itself, with versions of its own; named as the member of CareContent that holds it.
enum class CarePart { procedures, devices, medicines, states, contacts, hospitals, passport };
BOOST_DESCRIBE_ENUM(CarePart, procedures, devices, medicines, states, contacts, hospitals, passport)
/// 看護師, 認定特定行為業務従事者, 教職員・保育士など, 保護者, 本人.
enum class CarePerformer { nurse, certified_worker, staff, guardian, self_ };
BOOST_DESCRIBE_ENUM(CarePerformer, nurse, certified_worker, staff, guardian, self_)
/// 医療的ケア指示書, 訪問看護指示書, 介護職員等喀痰吸引等指示書, 主治医意見書, その他.
enum class InstructionKind { medical_care, visiting_nursing, suction, opinion, other };
BOOST_DESCRIBE_ENUM(InstructionKind, medical_care, visiting_nursing, suction, opinion, other)
/// `replaced`: over, and another sheet has taken its place.
enum class InstructionStanding { future, in_force, ending, expired, replaced };
BOOST_DESCRIBE_ENUM(InstructionStanding, future, in_force, ending, expired, replaced)

/// A line of data/care_procedures.csv.
struct ProcedureKind {
  std::string code, group_ja, group_en, ja, en;
};
BOOST_DESCRIBE_STRUCT(ProcedureKind, (), (code, group_ja, group_en, ja, en))
const std::vector<ProcedureKind>& procedure_kinds();
const ProcedureKind* find_procedure(std::string_view code);

// --- what a profile says

struct CareProcedure {
  RequiredLine<40> code;
  Line<120> detail;  ///< size, kind, amount
  Prose<1000> how;
  Line<200> when;
  List<CarePerformer, 5> by;
  Prose<1000> cautions;
  std::optional<Date> from, until;
};
BOOST_DESCRIBE_STRUCT(CareProcedure, (), (code, detail, how, when, by, cautions, from, until))
struct CareSetting {
  RequiredLine<60> name, value;
  Line<20> unit;
};
BOOST_DESCRIBE_STRUCT(CareSetting, (), (name, value, unit))
struct CareDevice {
  RequiredLine<120> name;
  Line<120> model;
  List<CareSetting, 20> settings;
  Line<120> supplier;
  Line<40> phone, after_hours_phone;
  Line<200> power;
  std::optional<double> battery_hours;
  Prose<500> consumables;  ///< and where they are kept
  Line<200> spare;
};
BOOST_DESCRIBE_STRUCT(CareDevice, (),
                      (name, model, settings, supplier, phone, after_hours_phone, power, battery_hours,
                       consumables, spare))
struct CareMedicine {
  RequiredLine<120> name;
  RequiredLine<120> dose;  ///< as the doctor wrote it
  RequiredLine<200> when;
  Prose<500> how;
};
BOOST_DESCRIBE_STRUCT(CareMedicine, (), (name, dose, when, how))
struct CareState {
  RequiredLine<120> state;
  RequiredProse<1000> steps;  ///< one a line
  Line<200> ambulance;        ///< when to call one
  Line<200> call;             ///< whom to call besides
};
BOOST_DESCRIBE_STRUCT(CareState, (), (state, steps, ambulance, call))
struct CareContact {
  RequiredLine<60> name;
  Line<60> relation;
  RequiredLine<40> phone;
  Line<120> note;
};
BOOST_DESCRIBE_STRUCT(CareContact, (), (name, relation, phone, note))
struct CareHospital {
  RequiredLine<120> name;
  Line<60> department, doctor;
  Line<40> chart_number, phone, after_hours_phone;
};
BOOST_DESCRIBE_STRUCT(CareHospital, (), (name, department, doctor, chart_number, phone, after_hours_phone))
/// 病院パスポート: the child to whoever meets it for the first time.
struct CarePassport {
  Prose<600> communication, likes, fears, helps, pain, positioning, food;
};
BOOST_DESCRIBE_STRUCT(CarePassport, (), (communication, likes, fears, helps, pain, positioning, food))

/// One part: just the member of its name is there.
struct CareContent {
  std::optional<List<CareProcedure, 40>> procedures;
  std::optional<List<CareDevice, 20>> devices;
  std::optional<List<CareMedicine, 20>> medicines;
  std::optional<List<CareState, 20>> states;      ///< the most urgent first
  std::optional<List<CareContact, 12>> contacts;  ///< in the order to be called
  std::optional<List<CareHospital, 10>> hospitals;
  std::optional<CarePassport> passport;
};
BOOST_DESCRIBE_STRUCT(CareContent, (),
                      (procedures, devices, medicines, states, contacts, hospitals, passport))
struct CareEdit {
  CareContent content;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(CareEdit, (), (content, reason))

/// What a doctor's sheet says; versions keep it whole.
struct InstructionContent {
  InstructionKind kind = InstructionKind::medical_care;
  RequiredLine<60> doctor;
  RequiredLine<120> facility;
  Date issued_on, valid_from, valid_until;  ///< the last day
  std::optional<FileId> file_id;            ///< the scan
  List<Line<40>, 30> covers;                ///< codes of data/care_procedures.csv
  Prose<1000> note;
};
BOOST_DESCRIBE_STRUCT(InstructionContent, (),
                      (kind, doctor, facility, issued_on, valid_from, valid_until, file_id, covers, note))
struct NewInstruction {
  InstructionId id;
  InstructionContent content;
};
BOOST_DESCRIBE_STRUCT(NewInstruction, (), (id, content))
struct InstructionEdit {
  InstructionContent content;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(InstructionEdit, (), (content, reason))
struct CareReason {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(CareReason, (), (reason))
struct CardToken {
  RequiredLine<100> token;
};
BOOST_DESCRIBE_STRUCT(CardToken, (), (token))
enum class CardLayout { one, two };
BOOST_DESCRIBE_ENUM(CardLayout, one, two)
struct CardQuery {
  std::optional<CardLayout> layout;  ///< two: side by side on one page
};
BOOST_DESCRIBE_STRUCT(CardQuery, (), (layout))

// --- what goes out

struct CarePartView {
  CarePart part = CarePart::procedures;
  CareContent content;
  std::int64_t version = 0;  ///< 0: never written
  std::optional<Time> at;
  std::string by_name, by_facility;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(CarePartView, (), (part, content, version, at, by_name, by_facility, may_edit))
struct CareVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, by_facility, reason;
  CareContent content;
};
BOOST_DESCRIBE_STRUCT(CareVersionView, (), (version, at, by_name, by_facility, reason, content))

struct InstructionHidden {
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(InstructionHidden, (), (at, by_name, reason))
struct InstructionView {
  InstructionId id;
  InstructionContent content;
  std::optional<file::FileView> file;
  InstructionStanding standing = InstructionStanding::in_force;
  std::int64_t version = 1;
  Time at{};
  std::string by_name, by_facility;
  std::optional<InstructionHidden> hidden;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(InstructionView, (),
                      (id, content, file, standing, version, at, by_name, by_facility, hidden, may_edit))
struct InstructionVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, by_facility, reason;
  InstructionContent content;
  bool hidden = false;
};
BOOST_DESCRIBE_STRUCT(InstructionVersionView, (),
                      (version, at, by_name, by_facility, reason, content, hidden))
struct InstructionDetail {
  InstructionView instruction;
  std::vector<InstructionVersionView> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(InstructionDetail, (), (instruction, versions))

/// The QR code in force.
struct CardIssue {
  std::int64_t number = 1;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(CardIssue, (), (number, at, by_name))
struct CareView {
  std::vector<CarePartView> parts;            ///< those of the reader's classes
  std::vector<InstructionView> instructions;  ///< the one that ends last first
  std::optional<CardIssue> card;
  std::vector<ProcedureKind> kinds;
  bool sees_care = false;  ///< the class health, and no limit
  bool may_instruct = false, may_print = false;
};
BOOST_DESCRIBE_STRUCT(CareView, (), (parts, instructions, card, kinds, sees_care, may_instruct, may_print))
/// What scanning a card leads to; nothing for an unknown code, a void one, or one that is not the reader's.
struct CardAnswer {
  std::optional<PersonId> person_id;                ///< open it: the reader may see the person
  std::optional<breakglass::EmergencyMatch> match;  ///< found as by an emergency search (緊急閲覧)
};
BOOST_DESCRIBE_STRUCT(CardAnswer, (), (person_id, match))

// --- pure rules

/// The passport is basic, everything else health.
InfoClass class_of(CarePart part);
/// The part as it is before anybody wrote it.
CareContent nothing_of(CarePart part);
/// Just this part, known codes, periods the right way round.
Status check_content(CarePart part, const CareContent& content);
Status check_instruction(const InstructionContent& content);

struct Sheet {
  InstructionId id;
  InstructionContent content;
};
/// How one sheet stands among all of a person that were not taken back.
InstructionStanding standing_of(const Sheet& sheet, std::span<const Sheet> all, const Date& today);
/// Sheets that end within 30 days, or have ended, and that no other takes over: tasks.
std::vector<task::Cause> instruction_causes(std::span<const Sheet> all, const Date& today);
/// Japanese.
std::string_view kind_ja(InstructionKind kind);
/// 経管栄養（胃ろう）; the code where it is unknown.
std::string procedure_ja(std::string_view code);

}  // namespace musubi::care
