// Errors as RFC 9457 problem documents, in Japanese or English by Accept-Language.
// Says only what the Error says: no addresses, no stack, no SQL.
#pragma once
#include <string>

#include "base/result.hpp"

namespace musubi::http {

/// `{type, title, status, code, field?, detail?, current?}`.
std::string problem_document(const Error& error, bool english, int status);

}  // namespace musubi::http
