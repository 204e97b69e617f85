// Errors are values: what went wrong, where, and in which words it is told.
// Exceptions are left for bugs and lost machines (a full disk, a database gone).
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace musubi {

/// The one list of error codes. Each has an HTTP status and a title in both languages (`describe`).
enum class Code {
  invalid,              ///< a value cannot be accepted: 422, names the field
  unknown_field,        ///< 422
  wrong_type,           ///< 422
  too_long,             ///< 422
  malformed,            ///< the body is no JSON, no UTF-8, too deep: 400
  unauthenticated,      ///< nobody is signed in: 401
  weak_session,         ///< a second factor is needed: 401
  step_up_needed,       ///< a fresh second factor is needed: 403
  csrf,                 ///< the request did not come from our own page: 403
  forbidden,            ///< known to exist, not allowed; the detail says what to do next: 403
  not_found,            ///< does not exist, or the caller may not know that it does: 404
  method_not_allowed,   ///< 405
  conflict,             ///< somebody else changed it meanwhile: 409
  duplicate,            ///< exists already: 409
  gone,                 ///< used up or expired: 410
  precondition_needed,  ///< `If-Match` is missing: 428
  too_large,            ///< 413
  unsupported_type,     ///< the content is not of an accepted type: 415
  range,                ///< 416
  throttled,            ///< 429
  storage_full,         ///< nothing was written: 507
  unavailable,          ///< try again later: 503
  internal              ///< a bug: 500
};

struct CodeText {
  int status;
  std::string_view name;  ///< the machine's word, `too_long`
  std::string_view ja;
  std::string_view en;
};
const CodeText& describe(Code code);

/// What the audit log keeps of a refusal. Filled by access/, written by the edge after the rollback.
struct Refusal {
  std::string action;
  std::string rule;       ///< the rule of domain.md that said no
  std::string person_id;  ///< empty where no person was named
};

struct Error {
  Code code = Code::internal;
  std::string field;      ///< JSON path of the offending value, `guardians[0].name`; empty if none
  std::string detail;     ///< Japanese, in the user's words
  std::string detail_en;  ///< the same in English
  std::string current;    ///< JSON of the present state, for `conflict`
  std::optional<Refusal> refusal{};

  Error() = default;
  Error(Code c, std::string f, std::string ja, std::string en)
      : code(c), field(std::move(f)), detail(std::move(ja)), detail_en(std::move(en)) {}
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

/// `return fail(Code::invalid, "birth_date", "未来の日付です。", "The date is in the future.");`
inline std::unexpected<Error> fail(Code code, std::string field = {}, std::string ja = {},
                                   std::string en = {}) {
  return std::unexpected(Error{code, std::move(field), std::move(ja), std::move(en)});
}
inline std::unexpected<Error> not_found() {
  return fail(Code::not_found);
}

}  // namespace musubi

#define MUSUBI_JOIN_(a, b) a##b
#define MUSUBI_JOIN(a, b) MUSUBI_JOIN_(a, b)
/// Hands an error up, or goes on: `TRY(check(x));`
#define TRY(expression)                                       \
  do {                                                        \
    if (auto try_result_ = (expression); !try_result_)        \
      return std::unexpected(std::move(try_result_).error()); \
  } while (false)
/// Hands an error up, or names the value: `TRY_ASSIGN(const auto entry, find_entry(tx, id));`
#define TRY_ASSIGN(declaration, expression)                                       \
  auto MUSUBI_JOIN(try_value_, __LINE__) = (expression);                          \
  if (!MUSUBI_JOIN(try_value_, __LINE__))                                         \
    return std::unexpected(std::move(MUSUBI_JOIN(try_value_, __LINE__)).error()); \
  declaration = std::move(*MUSUBI_JOIN(try_value_, __LINE__))
