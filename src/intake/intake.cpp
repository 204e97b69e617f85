#include "intake/intake.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/csv.hpp"
#include "team/team_templates.hpp"

namespace musubi::intake {
namespace {

#include "intake_worries.inc"

constexpr std::array<std::string_view, 3> kDeskTypes = {"inclusive_centre", "health_centre", "city_office"};

/// A broken table is a broken build.
std::vector<Worry> load() {
  std::vector<Worry> all;
  for (const auto& c : csv::shipped(kWorriesCsv, 4, "intake_worries.csv")) {
    if (team::find_template(c[3]) == nullptr)
      throw std::logic_error("intake_worries.csv names an unknown template: " + c[3]);
    all.push_back({c[0], c[1], c[2], c[3]});
  }
  return all;
}

bool is_open(IntakeState state) {
  return state != IntakeState::accepted && state != IntakeState::closed;
}
std::unexpected<Error> needs_note() {
  return fail(Code::invalid, "note", "どうしてかを書いてください。", "Please say why.");
}

}  // namespace

const std::vector<Worry>& worries() {
  static const auto kWorries = load();
  return kWorries;
}

const Worry* find_worry(std::string_view code) {
  const auto at = std::ranges::find(worries(), code, &Worry::code);
  return at == worries().end() ? nullptr : &*at;
}

bool may_be_desk(std::string_view facility_type) {
  return std::ranges::find(kDeskTypes, facility_type) != kDeskTypes.end();
}

Status check_sheet(const IntakeSheet& sheet, const Date& today) {
  if (auto birth = person::check_birth_date(sheet.birth_date, today); !birth) {
    birth.error().field = "sheet.birth_date";
    return birth;
  }
  for (const auto& code : sheet.worries)
    if (find_worry(code.value) == nullptr)
      return fail(Code::invalid, "sheet.worries", "知らない項目です。", "Unknown worry.");
  if (sheet.worries.empty() && sheet.words.empty())
    return fail(Code::invalid, "sheet.worries", "気になることを選ぶか、書いてください。",
                "Please choose or write what you are worried about.");
  return {};
}

std::vector<IntakeMay> may_in(IntakeState state, bool mine) {
  if (state == IntakeState::closed) return {IntakeMay::reopen};
  if (!is_open(state)) return {};
  std::vector<IntakeMay> may{IntakeMay::edit, IntakeMay::ask, IntakeMay::assign, IntakeMay::close};
  if (state == IntakeState::assigned && mine) may.push_back(IntakeMay::accept);
  return may;
}

Status check_move(IntakeState from, const IntakeMove& move) {
  const auto not_now = [] {
    return fail(Code::gone, "", "いまの段階ではできません。最新の状態を確かめてください。",
                "This cannot be done at this stage. Please look at the present state.");
  };
  switch (move.state) {
    case IntakeState::received:  // opened again, or answered
      if (from != IntakeState::closed && from != IntakeState::asking) return not_now();
      return from == IntakeState::closed && move.note.empty() ? Status(needs_note()) : Status();
    case IntakeState::asking:
      if (!is_open(from)) return not_now();
      return move.note.empty() ? Status(needs_note()) : Status();
    case IntakeState::assigned:
      if (!is_open(from)) return not_now();
      if (!move.coordinator_post)
        return fail(Code::invalid, "coordinator_post", "担当を選んでください。",
                    "Please choose who takes it.");
      return {};
    case IntakeState::closed:
      if (!is_open(from)) return not_now();
      if (!move.close_reason)
        return fail(Code::invalid, "close_reason", "理由を選んでください。", "Please choose a reason.");
      return move.note.empty() ? Status(needs_note()) : Status();
    case IntakeState::accepted:
      break;  // by registering the child
  }
  return fail(Code::invalid, "state", "この状態にはできません。", "This state cannot be set.");
}

WaitStage stage_of(bool coordinated) {
  return coordinated ? WaitStage::interview : WaitStage::received;
}

}  // namespace musubi::intake
