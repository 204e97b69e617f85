#include "identity/identity.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/address.hpp"

namespace musubi::identity {
namespace {

struct Mark {
  std::string_view in_agent;
  std::string_view shown;
};

std::string_view first_mark(std::string_view agent, std::span<const Mark> marks) {
  const auto found = std::ranges::find_if(marks, [&](const Mark& m) { return agent.contains(m.in_agent); });
  return found == marks.end() ? std::string_view{} : found->shown;
}

}  // namespace

Result<std::string> login_of(std::string_view given, std::string field) {
  auto login = text::fold(text::tidy(given, text::Kind::line));
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || std::string_view("._-+@").contains(c);
  };
  if (login.size() < 3 || login.size() > 100)
    return fail(Code::invalid, std::move(field), "ログインIDは3文字以上100文字以下にしてください。",
                "The login must be 3 to 100 characters long.");
  if (!std::ranges::all_of(login, allowed))
    return fail(Code::invalid, std::move(field), "ログインIDに使えるのは英数字と . _ - + @ です。",
                "The login may contain letters, digits and . _ - + @ only.");
  return login;
}

std::string device_of(std::string_view agent) {
  // Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
  static constexpr std::array kBrowsers{
      Mark{"Edg", "Edge"},      Mark{"OPR/", "Opera"},      Mark{"SamsungBrowser", "Samsung Internet"},
      Mark{"FxiOS", "Firefox"}, Mark{"Firefox", "Firefox"}, Mark{"CriOS", "Chrome"},
      Mark{"Chrome", "Chrome"}, Mark{"Safari", "Safari"},   Mark{"curl", "curl"}};
  static constexpr std::array kSystems{Mark{"iPhone", "iPhone"},   Mark{"iPad", "iPad"},
                                       Mark{"Android", "Android"}, Mark{"Windows", "Windows"},
                                       Mark{"CrOS", "ChromeOS"},   Mark{"Mac OS X", "macOS"},
                                       Mark{"Linux", "Linux"}};
  const auto browser = first_mark(agent, kBrowsers);
  const auto system = first_mark(agent, kSystems);
  if (browser.empty() && system.empty()) return "";
  if (system.empty()) return std::string(browser);
  if (browser.empty()) return std::string(system);
  return std::string(browser) + "（" + std::string(system) + "）";
}

std::string throttled_address(std::string_view address) {
  return one_caller(address);
}

microseconds delay_after(std::int64_t failures, const Limit& limit) {
  if (failures < limit.free) return microseconds{0};
  const auto doublings = std::min<std::int64_t>(failures - limit.free, 30);
  return std::min(limit.longest, limit.first * (std::int64_t{1} << doublings));
}

}  // namespace musubi::identity
