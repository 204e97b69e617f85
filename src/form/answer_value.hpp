// One answer, whatever its question's type, and the answers of a document by their paths: `linkId`, in a
// repeating group `group:ROW/linkId`. A row is an answer too: its place among the others.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "base/json.hpp"

namespace musubi::form {

/// At most one kind of value is set (open choices may have codes and own words); none: no answer.
struct AnswerValue {
  std::optional<Prose<10000>> text;
  std::optional<double> number;
  std::optional<bool> flag;
  std::optional<Date> date;
  std::optional<List<Line<64>, 60>> codes;
  std::optional<double> order;  ///< of a row
};
BOOST_DESCRIBE_STRUCT(AnswerValue, (), (text, number, flag, date, codes, order))

/// Whether there is nothing in it; blank text and no code chosen count as nothing.
inline bool is_empty(const AnswerValue& value) {
  return (!value.text || value.text->empty()) && !value.number && !value.flag && !value.date &&
         (!value.codes || value.codes->empty()) && !value.order;
}

using Answers = std::map<std::string, AnswerValue, std::less<>>;

}  // namespace musubi::form
