// A document as an HL7 FHIR R4 QuestionnaireResponse (https://hl7.org/fhir/R4/questionnaireresponse.html):
// what shows of it, answer by answer, by the linkIds of its form. Rows of a repeating group are items of the
// same linkId.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "document/document_parts.hpp"

namespace musubi::document {
namespace {

namespace bj = boost::json;
using form::Item;
using form::ItemType;
using form::Shown;

bj::object coding(const Item& item, const std::string& code) {
  const auto option = std::ranges::find(item.options, code, &form::Option::code);
  bj::object out{{"code", code}};
  if (option != item.options.end()) out["display"] = option->display;
  return out;
}

bj::array answers_of(const Item& item, const AnswerValue& value) {
  bj::array out;
  const auto add = [&](std::string_view kind, bj::value content) {
    out.push_back(bj::object{{kind, std::move(content)}});
  };
  if (value.codes)
    for (const auto& code : value.codes->items) add("valueCoding", coding(item, code.value));
  if (value.text && !value.text->empty()) add("valueString", bj::value(value.text->value));
  if (value.flag) add("valueBoolean", *value.flag);
  if (value.date) add("valueDate", bj::value(to_string(*value.date)));
  if (value.number) {
    if (item.type == ItemType::integer)
      add("valueInteger", static_cast<std::int64_t>(*value.number));
    else if (item.type == ItemType::quantity)
      add("valueQuantity", bj::object{{"value", *value.number}, {"unit", item.unit}});
    else
      add("valueDecimal", *value.number);
  }
  return out;
}

void gather(const std::vector<Shown>& shown, bj::array& out);

/// What has neither an answer nor anything in it is left out, as the standard asks.
void gather_one(const Shown& shown, bj::array& out) {
  const auto& item = *shown.item;
  if (item.is_table() && !shown.is_row) return gather(shown.inner, out);
  bj::object entry{{"linkId", item.link_id}};
  if (!item.text.empty()) entry["text"] = item.text;
  if (item.type == ItemType::group) {
    bj::array inner;
    gather(shown.inner, inner);
    if (inner.empty()) return;
    entry["item"] = std::move(inner);
  } else {
    auto answers = answers_of(item, shown.value);
    if (answers.empty()) return;
    entry["answer"] = std::move(answers);
  }
  out.push_back(std::move(entry));
}
void gather(const std::vector<Shown>& shown, bj::array& out) {
  for (const auto& each : shown) gather_one(each, out);
}

/// A draft is under way, what is or was in force is complete, what was given back is not.
std::string_view status_of(const DocumentSheet& sheet) {
  if (!sheet.version) return "in-progress";
  using enum DocumentVersionState;
  const auto state = sheet.version->state;
  return state == waiting || state == returned ? "in-progress" : "completed";
}

}  // namespace

std::string response_of(const DocumentSheet& sheet) {
  const form::Filled filled(sheet.form, sheet.answers, sheet.today);
  bj::array items;
  gather(filled.shown(), items);
  const auto written = sheet.version ? sheet.version->at : sheet.line.changed_at;
  bj::object response{
      {"resourceType", "QuestionnaireResponse"},
      {"identifier",
       bj::object{{"system", "urn:ietf:rfc:3986"}, {"value", "urn:uuid:" + to_string(sheet.line.id)}}},
      {"questionnaire", fmt::format("https://musubi.example/fhir/Questionnaire/{}|{}", sheet.line.form_key,
                                    sheet.form_version)},
      {"status", status_of(sheet)},
      {"subject", bj::object{{"type", "Patient"}, {"display", sheet.name}}},
      {"authored", to_string(written)},
      {"author", bj::object{{"display", sheet.line.created_by_facility + " " + sheet.line.created_by_name}}}};
  if (!items.empty()) response["item"] = std::move(items);
  return bj::serialize(response);
}

}  // namespace musubi::document
