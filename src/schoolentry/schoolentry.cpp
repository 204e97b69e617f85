#include "schoolentry/schoolentry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/csv.hpp"
#include "person/person.hpp"

namespace musubi::schoolentry {
namespace {

#include "arrangement_viewpoints.inc"

constexpr int kDaysAhead = 30;     // a task begins so long before its day
constexpr int kTooOldAfter = 120;  // nobody is asked any more about what was due longer ago

using enum EntryPart;

/// Those that every round has anew.
bool of_round(EntryPart part) {
  return part == committee || part == decision || part == notice || part == answer;
}
bool closes(EntryPart part) {
  return part == settled || part == withdrawn;
}

void next_round(Standing& now) {
  ++now.round;
  now.open = true;
  now.agreed = false;
  std::erase_if(now.present, [](const auto& one) { return of_round(one.first) || closes(one.first); });
  now.content.committee.reset();
  now.content.decision.reset();
  now.content.notice.reset();
  now.content.answer.reset();
}

/// What this part says now.
void take(EntryContent& content, EntryPart part, const EntryContent& sent) {
  boost::mp11::mp_for_each<boost::describe::describe_members<EntryContent, boost::describe::mod_public>>(
      [&](auto d) {
        if (json::enum_name(part) == d.name) content.*d.pointer = sent.*d.pointer;
      });
}

EntryStage stage_of(const Standing& now) {
  if (now.has(settled)) return EntryStage::settled;
  if (now.has(withdrawn)) return EntryStage::withdrawn;
  if (now.agreed) return EntryStage::arrangements;
  if (now.has(notice)) return EntryStage::answer;
  if (now.has(decision)) return EntryStage::notice;
  if (now.has(committee)) return EntryStage::decision;
  return now.has(wishes) ? EntryStage::committee : EntryStage::wishes;
}

Status check_day(const Date& on, const char* field, const Date& today) {
  if (on <= today) return {};
  return fail(Code::invalid, field, "これからの日は入れられません。", "This day is still to come.");
}

Status check_arrangements(const EntryArrangements& arrangements) {
  for (std::size_t i = 0; i < arrangements.items.size(); ++i) {
    const auto& one = arrangements.items.items[i];
    const auto field = fmt::format("content.arrangements.items[{}].", i);
    if (find_viewpoint(one.viewpoint.value) == nullptr)
      return fail(Code::invalid, field + "viewpoint", "観点を選んでください。", "Choose a viewpoint.");
    if (one.from && one.review_on && *one.review_on < *one.from)
      return fail(Code::invalid, field + "review_on", "見直しの日が、始める日より前です。",
                  "The review lies before the first day.");
  }
  return {};
}

task::Cause cause_of(SchoolEntryId id, std::string_view what, const Date& due, std::string title) {
  task::Cause cause;
  cause.source = task::TaskSource::school_entry;
  cause.key = fmt::format("school_entry:{}:{}:{}", to_string(id), what, to_string(due));
  cause.source_id = task::TaskSourceId{id.uuid};
  cause.title = std::move(title);
  cause.due_on = due;
  cause.info_class = InfoClass::education;
  return cause;
}

std::string_view todo_ja(EntryStage stage) {
  switch (stage) {
    case EntryStage::wishes:
      return "就学相談：本人・保護者の意向を聞く";
    case EntryStage::committee:
      return "就学相談：教育支援委員会にはかる";
    case EntryStage::decision:
      return "就学相談：教育委員会の決定を記録する";
    case EntryStage::notice:
      return "就学相談：保護者に決定を知らせる";
    case EntryStage::answer:
      return "就学相談：保護者の返事を確かめる";
    case EntryStage::arrangements:
      return "就学相談：学校での配慮を決める";
    default:
      return "";
  }
}

}  // namespace

const std::vector<Viewpoint>& viewpoints() {
  static const auto kAll = [] {
    std::vector<Viewpoint> all;
    for (const auto& c : csv::shipped(kViewpointsCsv, 5, "arrangement_viewpoints.csv"))
      all.push_back({c[0], c[1], c[2], c[3], c[4]});
    return all;
  }();
  return kAll;
}

const Viewpoint* find_viewpoint(std::string_view code) {
  const auto at = std::ranges::find(viewpoints(), code, &Viewpoint::code);
  return at == viewpoints().end() ? nullptr : &*at;
}

Standing standing_of(EntryKind kind, std::span<const EntryStep> steps) {
  Standing now;
  now.kind = kind;
  for (const auto& step : steps) {
    if (step.part == reopened || (step.part == committee && now.has(answer) && !now.agreed)) next_round(now);
    now.rounds[step.number] = now.round;
    if (step.part == reopened) continue;
    now.present[step.part] = step.number;
    take(now.content, step.part, step.content);
    if (step.part == answer) now.agreed = step.content.answer && step.content.answer->agree;
    if (step.part == arrangements) now.present.erase(confirmed);
    if (closes(step.part)) now.open = false;
  }
  now.confirmed = now.has(confirmed);
  now.stage = stage_of(now);
  // Not agreed: the committee looks at it again.
  if (now.open && now.has(answer) && !now.agreed) now.stage = EntryStage::committee;
  return now;
}

bool may_follow(const Standing& now, EntryPart part) {
  const bool asked_again = now.has(answer) && !now.agreed;
  if (part == reopened) return !now.open || now.has(decision);
  if (!now.open) return false;
  switch (part) {
    case wishes:
    case papers:
    case visits:
      return !now.has(decision) || asked_again;
    case committee:  // whoever is decided about was heard first: 学校教育法施行令18条の2
      return now.has(wishes) && (!now.has(decision) || asked_again);
    case decision:  // where the school selects, no committee has to sit
      return now.has(board_decides(now.kind) ? committee : wishes) && !now.has(notice);
    case notice:
      return now.has(decision) && !now.has(answer);
    case answer:
      return now.has(notice) && !now.has(answer);
    case arrangements:
    case settled:
      return now.agreed;
    case confirmed:
      return now.agreed && now.has(arrangements) && !now.confirmed;
    case withdrawn:
      return true;
    case reopened:
      break;
  }
  return false;
}

bool amends(const Standing& now, EntryPart part) {
  if (part == withdrawn || part == reopened) return true;
  if (part == committee && now.has(answer)) return false;  // of a new round
  return part != confirmed && part != settled && part != papers && part != visits &&
         now.has(part);  // those grow
}

Status check_content(EntryPart part, const EntryContent& content, const Date& today) {
  std::string wrong;
  each_part(content, [&](EntryPart other, const auto& member) {
    if (member.has_value() != (other == part)) wrong = "content." + std::string(json::enum_name(other));
  });
  if (!wrong.empty())
    return fail(Code::invalid, wrong, "この項目だけを送ってください。", "Send this part and no other.");
  if (content.visits)
    for (const auto& visit : content.visits->items) TRY(check_day(visit.on, "content.visits", today));
  if (content.committee) {
    TRY(check_day(content.committee->on, "content.committee.on", today));
    if (content.committee->considered.empty())
      return fail(Code::invalid, "content.committee.considered", "検討した学びの場を選んでください。",
                  "Choose what was considered.");
  }
  if (content.decision) TRY(check_day(content.decision->on, "content.decision.on", today));
  if (content.notice) TRY(check_day(content.notice->on, "content.notice.on", today));
  if (content.answer && !content.answer->agree && content.answer->words.empty())
    return fail(Code::invalid, "content.answer.words", "どのようなことを考え直してほしいかを入れてください。",
                "Say what should be looked at again.");
  if (content.arrangements) TRY(check_arrangements(*content.arrangements));
  return {};
}

EntryContent for_guardian(const EntryContent& content, EntryPart part, bool notified) {
  auto shown = content;
  shown.papers.reset();  // those that guardians may read are shown by their own rooms
  if (shown.visits)
    for (auto& visit : shown.visits->items.items) visit.note = {};
  if (shown.committee) shown.committee->inside = {};
  if (!notified && (part == committee || part == decision)) {
    shown.committee.reset();
    shown.decision.reset();
  }
  return shown;
}

std::optional<Date> due_of(EntryKind kind, EntryStage stage, const Calendar& calendar) {
  if (!board_decides(kind) && stage != EntryStage::arrangements) return std::nullopt;
  switch (stage) {
    case EntryStage::wishes:
      return due_of(calendar, CalendarKind::application);
    case EntryStage::committee:
    case EntryStage::decision:
      return due_of(calendar, CalendarKind::committee);
    case EntryStage::notice:
    case EntryStage::answer:
      return due_of(calendar, CalendarKind::notice);
    case EntryStage::arrangements:
      return due_of(calendar, CalendarKind::entry);
    default:
      return std::nullopt;
  }
}

std::vector<task::Cause> entry_causes(SchoolEntryId id, const Standing& now, const Calendar& calendar,
                                      const Date& today) {
  std::vector<task::Cause> causes;
  const auto ask = [&](std::string_view what, const Date& due, std::string title) {
    if (today < add_days(due, -kDaysAhead) || add_days(due, kTooOldAfter) < today) return;
    causes.push_back(cause_of(id, what, due, std::move(title)));
  };
  if (now.open)
    if (const auto due = due_of(now.kind, now.stage, calendar))
      ask(fmt::format("{}:{}", json::enum_name(now.stage), now.round), *due, std::string(todo_ja(now.stage)));
  if (now.agreed && now.content.arrangements && !now.has(withdrawn)) {
    std::set<Date> reviews;  // one task for all that are due on a day
    for (const auto& one : now.content.arrangements->items)
      if (one.review_on) reviews.insert(*one.review_on);
    for (const auto& day : reviews) ask("review", day, "学校での配慮（合理的配慮）を見直す");
  }
  return causes;
}

int earliest_april(EntryKind kind, const Date& birth) {
  const int primary = person::school_entry_year(birth);
  // Nobody changes a school before going to one; six years of primary school come before the next one, three
  // of junior high school (学校教育法47条) before that of their choice.
  if (kind == EntryKind::upper_secondary) return primary + 9;
  return kind == EntryKind::junior_high ? primary + 6 : primary;
}

Status check_year(EntryKind kind, std::int64_t for_year, const Date& birth) {
  const int first = earliest_april(kind, birth);
  if (first <= for_year) return {};
  struct Words {
    std::string_view ja, en, article;
  };
  const auto words = kind == EntryKind::upper_secondary
                         ? Words{"高等部・高等学校", "upper secondary school", "57"}
                     : kind == EntryKind::junior_high ? Words{"中学校", "junior high school", "17"}
                                                      : Words{"小学校", "primary school", "17"};
  return fail(Code::invalid, "for_year",
              fmt::format("年度が早すぎます。生年月日から、このお子さんが{}に入学できるのは{}"
                          "年4月からです（学校教育法{}条）。",
                          words.ja, first, words.article),
              fmt::format("Too early: by the date of birth this child can enter {} from April {} on (School "
                          "Education Act, art. {}).",
                          words.en, first, words.article));
}

std::string_view place_ja(LearningPlace place) {
  switch (place) {
    case LearningPlace::regular:
      return "通常の学級";
    case LearningPlace::resource:
      return "通級による指導";
    case LearningPlace::special_class:
      return "特別支援学級";
    case LearningPlace::special_school:
      return "特別支援学校";
  }
  return "";
}

}  // namespace musubi::schoolentry
