#include "handover/handover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace musubi::handover {
namespace {

constexpr int kMonthsOfAsking = 6;

/// `months` later; the last day of that month where it has no such day.
Date months_later(const Date& date, int months) {
  return task::months_before(date, -months);
}

}  // namespace

Status check_content(const HandoverContent& content, const Date& today) {
  const auto& terms = content.terms;
  if (!terms.to_facility_id && terms.to_name.empty())
    return fail(Code::invalid, "content.terms.to_facility_id", "引継ぎ先を選んでください。",
                "Choose who receives it.");
  if (terms.to_post_id && !terms.to_facility_id)
    return fail(Code::invalid, "content.terms.to_post_id", "職員は施設とともに選んでください。",
                "A member of staff belongs to a facility.");
  if (terms.kind == HandoverKind::city && terms.to_facility_id)
    return fail(Code::invalid, "content.terms.to_facility_id",
                "市外への転出では、引継ぎ先の名前を入れてください。", "Name the place outside the region.");
  if (terms.starts_on < add_days(today, -366) || add_days(today, 366) < terms.starts_on)
    return fail(Code::invalid, "content.terms.starts_on", "引き継ぐ日を確かめてください。",
                "Please check the day of the handover.");
  if (terms.looks_back_to && terms.starts_on < *terms.looks_back_to)
    return fail(Code::invalid, "content.terms.looks_back_to", "引き継ぐ日より前の日にしてください。",
                "This must not be after the day of the handover.");
  std::set<HandoverItemId> ids;
  for (std::size_t i = 0; i < content.items.size(); ++i)
    if (content.items.items[i].id.is_nil() || !ids.insert(content.items.items[i].id).second)
      return fail(Code::invalid, fmt::format("content.items[{}].id", i), "IDが正しくありません。",
                  "This is no id, or there twice.");
  return {};
}

Status check_step(const NewHandoverStep& step, const Date& today) {
  using enum HandoverStepKind;
  const bool of_item = step.kind == confirmed || step.kind == question || step.kind == answer;
  if (step.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  if (of_item != step.item_id.has_value())
    return fail(Code::invalid, "item_id", "どの項目についてかを確かめてください。",
                "Which item is it about?");
  if (step.kind != confirmed && step.words.empty())
    return fail(Code::invalid, "words", "内容を入れてください。", "Please write something.");
  if (step.on && today < *step.on)
    return fail(Code::invalid, "on", "これからの日は入れられません。", "This day is still to come.");
  return {};
}

bool may_move(HandoverState from, HandoverState to) {
  using enum HandoverState;
  switch (to) {
    case asked:
      return from == draft;
    case draft:
      return from == asked || from == declined || from == agreed;
    case sent:
      return from == agreed;
    case withdrawn:
      return from != received && from != withdrawn;
    default:
      return false;
  }
}

ClassSet classes_of(std::span<const HandoverItem> items) {
  ClassSet classes;
  for (const auto& item : items) classes = classes | ClassSet::of(item.info_class);
  return classes;
}

std::vector<task::Cause> follow_ups(std::span<const Sent> sent, const Date& today) {
  constexpr int kDaysAhead = 14;
  std::vector<task::Cause> causes;
  const auto ask = [&](const Sent& one, int months, bool followed) {
    const auto due = months_later(one.starts_on, months);
    if (followed || today < add_days(due, -kDaysAhead) ||
        months_later(one.starts_on, kMonthsOfAsking) < today)
      return;
    task::Cause cause;
    cause.source = task::TaskSource::handover;
    cause.key = fmt::format("handover:{}:{}", to_string(one.id), months);
    cause.source_id = task::TaskSourceId{one.id.uuid};
    cause.title = fmt::format("引継ぎ{}か月後の確認（{}）", months, one.to_name);
    cause.due_on = due;
    causes.push_back(std::move(cause));
  };
  for (const auto& one : sent) {
    ask(one, 1, one.followed_1);
    ask(one, 3, one.followed_3);
  }
  return causes;
}

}  // namespace musubi::handover
