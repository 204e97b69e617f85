// A form with answers: which items show, what is reckoned, what is missing, which answers no longer fit.
// Pure. What does not show counts as not answered, in conditions and in calculations (SDC, enableWhen).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "form/expression.hpp"
#include "form/questionnaire.hpp"

namespace musubi::form {

inline constexpr std::size_t kMostRows = 60;  ///< of one repeating group

/// An answer with its place, as versions keep it.
struct PathAnswer {
  std::string path;
  AnswerValue value;
};
BOOST_DESCRIBE_STRUCT(PathAnswer, (), (path, value))

/// What hinders a document from being handed in.
struct AnswerProblem {
  std::string path, link_id, code, ja, en;
};
BOOST_DESCRIBE_STRUCT(AnswerProblem, (), (path, link_id, code, ja, en))

/// One item as it shows: a question with its value, a group with what is in it, a repeating group with its
/// rows (each a node of the same item, whose path ends in the row).
struct Shown {
  const Item* item = nullptr;
  std::string path;
  AnswerValue value;
  bool is_row = false;
  std::vector<Shown> inner;
};

class Filled {
 public:
  /// `form` must outlive this.
  Filled(const Questionnaire& form, Answers answers, const Date& today);
  Filled(const Filled&) = delete;
  Filled& operator=(const Filled&) = delete;

  /// Everything that shows, in the form's order.
  [[nodiscard]] std::vector<Shown> shown() const;
  /// Reckoned values of what shows.
  [[nodiscard]] std::vector<PathAnswer> reckoned() const;
  [[nodiscard]] std::vector<AnswerProblem> problems() const;
  /// What a version keeps: answers that show, reckoned ones with them.
  [[nodiscard]] std::vector<PathAnswer> frozen() const;
  /// Answers that have no place in the form.
  [[nodiscard]] std::vector<PathAnswer> aside() const;
  [[nodiscard]] const Index& index() const { return index_; }

 private:
  struct Reckoned {
    bool done = false;
    AnswerValue value;
  };
  [[nodiscard]] std::vector<std::string> rows_at(const std::string& table) const;
  [[nodiscard]] bool shows(const Known& known, const std::string& rows) const;
  [[nodiscard]] bool holds(const Condition& condition, const std::string& rows) const;
  [[nodiscard]] AnswerValue value_at(const Known& known, const std::string& rows) const;
  [[nodiscard]] AnswerValue reckon(const Item& item) const;
  [[nodiscard]] Atoms atoms_of(const std::string& link) const;
  void gather(const std::vector<Item>& items, const std::string& rows, std::vector<Shown>& out) const;

  const Questionnaire& form_;
  Answers answers_;
  Date today_;
  Index index_;
  mutable std::map<std::string, Reckoned, std::less<>> reckoned_;
};

/// The answers a new document begins with: initial values, and what `patient` tells (SDC, launchContext).
Answers first_answers(const Questionnaire& form, const Surroundings& around);
/// Atoms as a value of an item; empty where they do not fit it.
AnswerValue value_of(const Item& item, const Atoms& atoms);

}  // namespace musubi::form
