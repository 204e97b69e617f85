// What is answered to an edit that somebody else overtook.
#pragma once
#include "base/json.hpp"

namespace musubi {

/// 409 with the present state, for a form that keeps what was typed and compares.
template <class View>
std::unexpected<Error> lost_race(const View& current) {
  Error error{Code::conflict, "",
              "ほかの端末で先に変更されています。入力した内容は残っています。内容を見比べてください。",
              "This was changed elsewhere first. What you typed is kept; please compare."};
  error.current = json::to_json(current);
  return std::unexpected(std::move(error));
}

}  // namespace musubi
