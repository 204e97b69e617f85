// How long a filled plan needs to become a PDF: an individual plan of education as ships with the program,
// its answers the words of all forms, so that many different letters are in it. Usage: paper [FILE] → pages,
// milliseconds of the first drawing (fonts are found), median milliseconds and median processor milliseconds
// of a later one, bytes; on standard output. The PDF is kept in FILE.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <vector>

#include "document/filled_sheet.hpp"

namespace {

/// What the items of a form say, one after another.
void gather(const std::vector<musubi::form::Item>& items, std::string& out) {
  for (const auto& item : items) {
    if (!item.text.empty()) out += item.text + "。";
    gather(item.items, out);
  }
}
double processor_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}
double median(std::vector<double> list) {
  std::ranges::sort(list);
  return list[list.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  using namespace musubi;
  constexpr int kPages = 6, kRounds = 21;
  std::string words;
  for (const auto& form : form::shipped_forms()) gather(form.meaning.items, words);
  // Each text says another part of them; as much as makes six pages.
  auto sheet = document::a_sheet("individual_education_support_plan", "", 3);
  std::string pdf;
  std::vector<double> took, worked;
  for (std::size_t length = 60; document::pages_of(pdf) < kPages; length += 15) {
    std::size_t at = 0;
    for (auto& [path, answer] : sheet.answers) {
      if (!answer.text) continue;
      const auto letter = [&](std::size_t place) {
        while (place < words.size() && (static_cast<unsigned char>(words[place]) & 0xC0U) == 0x80U) ++place;
        return place;
      };
      const auto from = letter(at % (words.size() - length)), to = letter(from + length);
      answer.text->value = words.substr(from, to - from);
      at += length;
    }
    const auto began = std::chrono::steady_clock::now();
    pdf = document::draw_document_sheet(sheet);
    took.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  const double first = took.front();
  took.clear();
  for (int i = 0; i < kRounds; ++i) {
    const auto worked_before = processor_ms();
    const auto began = std::chrono::steady_clock::now();
    pdf = document::draw_document_sheet(sheet);
    took.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    worked.push_back(processor_ms() - worked_before);
  }
  if (argc > 1) std::ofstream(argv[1], std::ios::binary) << pdf;
  std::printf("%d %.1f %.1f %.1f %zu\n", document::pages_of(pdf), first, median(took), median(worked),
              pdf.size());
}
