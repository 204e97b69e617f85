// What people type into tables and forms where a machine would want one shape: dates in either calendar, yes
// and no, kana of half width. Never guesses: what is not clearly one of the known shapes is nothing. Eras:
// 元号法 and the cabinet orders that began each one; 明治 from 1873, when the solar calendar came into force.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace musubi::typed {

/// `2026/4/1`, `2026-04-01`, `2026.4.1`, `2026年4月1日`, `20260401`, `令和8年4月1日`, `R8.4.1`,
/// `令和元年5月1日`; of any width. A day outside its era (平成32年) is nothing.
std::optional<Date> date(std::string_view text);
/// はい, 有, ○, 1, yes … and いいえ, 無, ×, 0, no …; empty is no.
std::optional<bool> yes_or_no(std::string_view text);
/// Kana of half width as kana of full width (ﾀﾅｶ → タナカ, ﾊﾞ → バ); everything else stays as it is.
std::string full_width_kana(std::string_view text);

}  // namespace musubi::typed
