// Photos of the invented city, drawn by the program: lunch plates, children's paintings, blocks, portraits.
// No real picture of anybody is ever needed.
#pragma once
#include <string>

#include "demo/demo_words.hpp"

namespace musubi::demo {

/// PNG bytes, 960×720.
std::string draw_scene(Dice& dice);
/// PNG bytes, 480×480: a friendly face.
std::string draw_portrait(Dice& dice);

}  // namespace musubi::demo
