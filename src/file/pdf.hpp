// PDFs made harmless: written anew by qpdf without what tells of people and machines (author, title, XMP, the
// place in a photo's own data) and without what acts or hides (scripts, launching, embedded files), with the
// first page drawn small. A PDF is a program of a kind: the server reads none itself. Two short-lived
// processes do, bounded in time and memory; one that is ended takes nothing along. Limits:
// docs/security/facts.md; why: docs/decisions/033.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace musubi::file {

struct CleanPdf {
  std::string bytes;
  std::string thumbnail;  ///< image/webp; empty where the page could not be drawn within the bounds
};

/// In this process, without bounds. `invalid` for encrypted and broken ones.
Result<std::string> clean_pdf(std::string_view bytes);
/// In this process, without bounds. Empty if it fails.
std::string draw_first_page(std::string_view pdf);

enum class PdfWork { clean, draw };
/// What `musubi pdf-worker` does: reads a PDF from standard input, writes what became of it to standard
/// output, within bounds that it sets itself first. Ends the process.
[[noreturn]] void do_pdf_work(PdfWork work);

/// Lets only a few PDFs be worked on at once.
class PdfShop {
 public:
  /// `program`: this very program, to be started as `pdf-worker`; empty: the work is done in this process
  /// (tests).
  explicit PdfShop(std::filesystem::path program);
  ~PdfShop();
  PdfShop(const PdfShop&) = delete;
  PdfShop& operator=(const PdfShop&) = delete;
  /// `invalid` for encrypted and broken PDFs, and for those that cannot be looked through within the bounds.
  Result<CleanPdf> remake(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace musubi::file
