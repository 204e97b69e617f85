// A table that people bring along as CSV: columns found by their headings in any order, cells checked one by
// one, and each objection kept with its line, column and value, so that a dry run can list them all. Knows no
// feature and writes nothing. Rules: issue 2, "staff accounts … by CSV"; contract `ImportReport`.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/json.hpp"

namespace musubi::csv {

BOOST_DESCRIBE_ENUM(Encoding, utf_8, cp932)

struct ImportError {
  std::int64_t line = 0;
  std::string column;
  std::string value;
  std::string ja;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(ImportError, (), (line, column, value, ja, en))

struct ImportedInvitation {
  std::int64_t line = 0;
  std::string name;
  std::string login;
  std::string invitation_url;
};
BOOST_DESCRIBE_STRUCT(ImportedInvitation, (), (line, name, login, invitation_url))

struct ImportReport {
  std::string encoding;  ///< `utf-8` or `cp932`
  std::int64_t rows = 0;
  std::vector<ImportError> errors;  ///< none: the import may go ahead, or went
  std::int64_t created = 0;
  std::vector<ImportedInvitation> invitations;  ///< shown this once
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (encoding, rows, errors, created, invitations))

struct ImportQuery {
  std::optional<bool> dry_run{};  ///< not said: yes
};
BOOST_DESCRIBE_STRUCT(ImportQuery, (), (dry_run))

inline constexpr std::size_t kMostRows = 2000;

struct Heading {
  std::string_view name;
  bool required = false;
  std::string_view also = {};  ///< another name that is understood
};

/// One line under its headings. Cells are named by the position of their heading in the list given to
/// `Sheet`.
class Sheet {
 public:
  /// Decodes, reads and finds the columns. What is wrong with the headings goes to `report.errors` (line of
  /// the headings); what cannot be read at all, or has too many lines, is an error.
  static Result<Sheet> open(std::string_view bytes, std::span<const Heading> headings, ImportReport& report);

  class Line {
   public:
    Line(const Sheet& sheet, const Row& row, ImportReport& report)
        : sheet_(sheet), row_(row), report_(report) {}
    [[nodiscard]] std::int64_t number() const { return static_cast<std::int64_t>(row_.line); }
    /// As it stands in the file.
    [[nodiscard]] std::string raw(std::size_t heading) const;
    /// Tidied, checked and within bounds; else an objection is noted and the text is empty.
    std::string text(std::size_t heading, std::size_t min, std::size_t max, text::Kind kind);
    /// Empty: `fallback`.
    std::optional<Date> date(std::size_t heading, std::optional<Date> fallback);
    bool yes_or_no(std::size_t heading);
    void object(std::size_t heading, std::string ja, std::string en);

   private:
    const Sheet& sheet_;
    const Row& row_;
    ImportReport& report_;
  };

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Heading> headings_;
  std::vector<std::size_t> columns_;  ///< heading → column in the file; npos: not there
  std::vector<Row> rows_;
  void find_columns(const Row& head, ImportReport& report);
};

}  // namespace musubi::csv
