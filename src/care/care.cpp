#include "care/care.hpp"

#include <algorithm>

#include "base/csv.hpp"

namespace musubi::care {
namespace {

#include "care_procedures.inc"

constexpr int kTooOldAfter = 365;  // days after it ended: nobody is asked about it any more

std::vector<ProcedureKind> load() {
  std::vector<ProcedureKind> all;
  for (const auto& c : csv::shipped(kProceduresCsv, 5, "care_procedures.csv"))
    all.push_back({c[0], c[1], c[2], c[3], c[4]});
  return all;
}

/// Calls `f(name, member)` for each part.
template <class C, class F>
void each_part(C& content, F&& f) {
  boost::mp11::mp_for_each<boost::describe::describe_members<CareContent, boost::describe::mod_public>>(
      [&](auto d) { f(std::string_view(d.name), content.*d.pointer); });
}

std::unexpected<Error> unknown_code(std::string field) {
  return fail(Code::invalid, std::move(field), "知らない医療的ケアの種類です。", "Unknown kind of care.");
}
std::unexpected<Error> turned_round(std::string field) {
  return fail(Code::invalid, std::move(field), "終わりの日が、始まりの日より前です。",
              "The last day lies before the first.");
}

/// Whether `next` takes the place of `ending`, seen from `today`: without a gap, or it has begun after one.
bool takes_over(const Sheet& next, const Sheet& ending, const Date& today) {
  if (next.id == ending.id || next.content.kind != ending.content.kind) return false;
  if (next.content.valid_until <= ending.content.valid_until) return false;
  if (std::max(today, add_days(ending.content.valid_until, 1)) < next.content.valid_from) return false;
  return std::ranges::all_of(ending.content.covers, [&](const auto& code) {
    return std::ranges::find(next.content.covers, code) != next.content.covers.end();
  });
}
bool is_taken_over(const Sheet& sheet, std::span<const Sheet> all, const Date& today) {
  return std::ranges::any_of(all, [&](const auto& next) { return takes_over(next, sheet, today); });
}

}  // namespace

const std::vector<ProcedureKind>& procedure_kinds() {
  static const auto kAll = load();
  return kAll;
}

const ProcedureKind* find_procedure(std::string_view code) {
  const auto at = std::ranges::find(procedure_kinds(), code, &ProcedureKind::code);
  return at == procedure_kinds().end() ? nullptr : &*at;
}

std::string procedure_ja(std::string_view code) {
  const auto* kind = find_procedure(code);
  return kind == nullptr ? std::string(code) : kind->ja;
}

InfoClass class_of(CarePart part) {
  return part == CarePart::passport ? InfoClass::basic : InfoClass::health;
}

CareContent nothing_of(CarePart part) {
  CareContent content;
  each_part(content, [&](std::string_view name, auto& member) {
    if (name == json::enum_name(part)) member.emplace();
  });
  return content;
}

Status check_content(CarePart part, const CareContent& content) {
  std::string wrong;
  each_part(content, [&](std::string_view name, const auto& member) {
    if (member.has_value() != (name == json::enum_name(part))) wrong = "content." + std::string(name);
  });
  if (!wrong.empty())
    return fail(Code::invalid, wrong, "この項目だけを送ってください。", "Send this part and no other.");
  if (!content.procedures) return {};
  for (std::size_t i = 0; i < content.procedures->size(); ++i) {
    const auto& item = content.procedures->items[i];
    const auto at = "content.procedures[" + std::to_string(i) + "].";
    if (find_procedure(item.code.value) == nullptr) return unknown_code(at + "code");
    if (item.from && item.until && *item.until < *item.from) return turned_round(at + "until");
  }
  return {};
}

Status check_instruction(const InstructionContent& content) {
  if (content.valid_until < content.valid_from) return turned_round("content.valid_until");
  if (add_days(content.valid_from, 366 * 3) < content.valid_until)
    return fail(Code::invalid, "content.valid_until", "有効期間が長すぎます。年をご確認ください。",
                "It would be valid for too long. Please check the year.");
  for (std::size_t i = 0; i < content.covers.size(); ++i)
    if (find_procedure(content.covers.items[i].value) == nullptr)
      return unknown_code("content.covers[" + std::to_string(i) + "]");
  return {};
}

InstructionStanding standing_of(const Sheet& sheet, std::span<const Sheet> all, const Date& today) {
  using enum InstructionStanding;
  if (today < sheet.content.valid_from) return future;
  const bool taken_over = is_taken_over(sheet, all, today);
  if (sheet.content.valid_until < today) return taken_over ? replaced : expired;
  if (taken_over || today < add_days(sheet.content.valid_until, -kRenewBefore)) return in_force;
  return ending;
}

std::vector<task::Cause> instruction_causes(std::span<const Sheet> all, const Date& today) {
  std::vector<task::Cause> causes;
  for (const auto& sheet : all) {
    const auto& until = sheet.content.valid_until;
    if (today < add_days(until, -kRenewBefore) || is_taken_over(sheet, all, today)) continue;
    causes.push_back({task::TaskSource::instruction, "instruction:" + to_string(sheet.id),
                      task::TaskSourceId{sheet.id.uuid},
                      std::string(kind_ja(sheet.content.kind)) + "の更新を依頼する", until,
                      today <= add_days(until, kTooOldAfter), InfoClass::health});
  }
  return causes;
}

std::string_view kind_ja(InstructionKind kind) {
  switch (kind) {
    case InstructionKind::medical_care:
      return "医療的ケア指示書";
    case InstructionKind::visiting_nursing:
      return "訪問看護指示書";
    case InstructionKind::suction:
      return "介護職員等喀痰吸引等指示書";
    case InstructionKind::opinion:
      return "主治医意見書";
    case InstructionKind::other:
      break;
  }
  return "指示書";
}

}  // namespace musubi::care
