// What is written about whom: themes with sentences that can be put together. {n} the person, {t} a clock
// time, {c} a temperature, {m} minutes, {p} tenths eaten, {s} oxygen saturation.
#pragma once
#include "demo/demo_words.hpp"

namespace musubi::demo {

struct Theme {
  std::string_view category;
  InfoClass info_class;
  std::span<const std::string_view> observations, details, endings;
};

/// Never empty.
std::span<const Theme> themes_for(Voice voice, int age);
std::span<const std::string_view> replies_for(Voice voice);

}  // namespace musubi::demo
