// The part of FHIRPath that forms may use (HL7 FHIRPath 2.0.0; SDC calculatedExpression, initialExpression):
// numbers, texts, days, answers by their linkId, sums and counts, comparison, iif. Pure; anything outside is
// refused when it is parsed, so that no form is published whose sums nobody can work out.
// Grammar: docs/decisions/018.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace musubi::form {

using Atom = std::variant<double, std::string, bool, Date>;
/// FHIRPath knows only collections; an empty one is "no value".
using Atoms = std::vector<Atom>;

/// Where values come from.
struct Surroundings {
  Date today;
  std::function<Atoms(const std::string& link_id)> answers;
  /// `%patient.name`, `%patient.last('height')`: the property and its argument.
  std::function<Atoms(const std::string& property, const std::string& argument)> patient;
};

class Expression {
 public:
  /// `invalid` with words that say what is not understood.
  static Result<Expression> parse(std::string_view text);

  [[nodiscard]] Atoms evaluate(const Surroundings& around) const;
  /// The linkIds it asks.
  [[nodiscard]] const std::vector<std::string>& links() const { return links_; }
  [[nodiscard]] bool asks_patient() const { return asks_patient_; }

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  std::vector<std::string> links_;
  bool asks_patient_ = false;
};

/// A number as people write it: `3`, `2.5`.
std::string number_words(double number);

}  // namespace musubi::form
