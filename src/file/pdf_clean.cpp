// What is taken out of a PDF. Keys and actions: ISO 32000-1, 7.7.2 (catalog), 7.11.4 (embedded files), 12.5
// and 12.6 (annotations, actions), 14.3 (metadata), 14.5 (page-piece dictionaries).
#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr throughout: qpdf/PointerHolder.hh
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <array>

#include "file/pdf.hpp"

namespace musubi::file {
namespace {

using namespace std::string_view_literals;

/// Wherever they stand: data about people and machines, and what acts or hides.
constexpr std::array kGone{"/Metadata", "/PieceInfo", "/AA",  "/JS",
                           "/EF",       "/AF",        "/XFA", "/RichMediaContent"};
/// Of the catalog alone.
constexpr std::array kGoneFromCatalog{"/OpenAction", "/Collection", "/Perms", "/Legal", "/SpiderInfo"};
/// Actions that run, fetch, send or start something. A link to a page or an address stays.
constexpr std::array kActions{"/JavaScript", "/Launch",    "/ImportData", "/SubmitForm",       "/GoToE",
                              "/GoToR",      "/Rendition", "/Movie",      "/RichMediaExecute", "/GoTo3DView"};
/// Annotations that are a container for something else.
constexpr std::array kAnnotations{"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"};

template <class Names>
bool names(QPDFObjectHandle value, const Names& among) {
  return value.isName() && std::ranges::find(among, value.getName()) != among.end();
}

/// Strips a dictionary and what stands directly in it; what it refers to is an object of its own.
void strip(QPDFObjectHandle object, int depth = 0) {
  constexpr int kDeepest = 200;
  if (depth > kDeepest) throw std::runtime_error("too deep");
  if (object.isArray()) {
    for (int i = 0; i < object.getArrayNItems(); ++i)
      if (auto item = object.getArrayItem(i); !item.isIndirect()) strip(item, depth + 1);
    return;
  }
  if (!object.isDictionary()) return;
  const bool acts = names(object.getKey("/S"), kActions);
  for (const auto& key : object.getKeys()) {
    if (acts || std::ranges::find(kGone, key) != kGone.end())
      object.removeKey(key);
    else if (auto value = object.getKey(key); !value.isIndirect())
      strip(value, depth + 1);
  }
}

void drop_annotations(QPDFObjectHandle page) {
  auto list = page.getKey("/Annots");
  if (!list.isArray()) return;
  auto kept = QPDFObjectHandle::newArray();
  for (int i = 0; i < list.getArrayNItems(); ++i) {
    auto annotation = list.getArrayItem(i);
    if (annotation.isDictionary() && !names(annotation.getKey("/Subtype"), kAnnotations))
      kept.appendItem(annotation);
  }
  page.replaceKey("/Annots", kept);
}

/// A photo in a page has data of its own: of its segments those stay that are needed to show it (ITU T.81,
/// B.1.1.3; APP0 is JFIF, APP14 says how colours are meant). Unchanged where it is not understood.
std::string without_photo_data(std::string_view jpeg) {
  if (!jpeg.starts_with("\xFF\xD8"sv)) return std::string(jpeg);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(jpeg[at]); };
  std::string out(jpeg.substr(0, 2));
  std::size_t at = 2;
  while (at + 4 <= jpeg.size() && byte(at) == 0xFF && byte(at + 1) != 0xDA) {
    const auto marker = byte(at + 1);
    const std::size_t length = 2 + (std::size_t{byte(at + 2)} << 8U | byte(at + 3));
    if (at + length > jpeg.size()) return std::string(jpeg);
    const bool is_data = (marker >= 0xE1 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
    if (!is_data) out += jpeg.substr(at, length);
    at += length;
  }
  return out + std::string(jpeg.substr(at));
}

void strip_photo(QPDFObjectHandle stream) {
  auto filter = stream.getDict().getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  if (!filter.isName() || filter.getName() != "/DCTDecode") return;
  const auto raw = stream.getRawStreamData();
  const std::string_view before(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
  auto after = without_photo_data(before);
  if (after.size() == before.size()) return;
  stream.replaceStreamData(after, filter, stream.getDict().getKey("/DecodeParms"));
}

void strip_all(QPDF& pdf) {
  auto catalog = pdf.getRoot();
  for (const auto* key : kGoneFromCatalog) catalog.removeKey(key);
  if (auto lists = catalog.getKey("/Names"); lists.isDictionary())
    for (const auto* key : {"/JavaScript", "/EmbeddedFiles", "/Renditions"}) lists.removeKey(key);
  auto trailer = pdf.getTrailer();
  trailer.removeKey("/Info");
  trailer.removeKey("/ID");
  for (auto page : pdf.getAllPages()) drop_annotations(page);
  for (auto object : pdf.getAllObjects()) {
    if (object.isStream()) {
      strip(object.getDict());
      strip_photo(object);
    } else {
      strip(object);
    }
  }
}

std::unexpected<Error> encrypted() {
  return fail(
      Code::invalid, "file",
      "パスワードや変更の制限が付いたPDFは添付できません。制限を外すか、印刷してPDFに保存し直してください。",
      "This PDF is protected by a password or by restrictions. Remove them, or print it to a new PDF.");
}
std::unexpected<Error> broken() {
  return fail(Code::invalid, "file", "PDFが壊れています。もう一度作り直すか、写真で添付してください。",
              "The PDF is damaged. Please make it again, or attach photos of it.");
}

}  // namespace

Result<std::string> clean_pdf(std::string_view bytes) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("upload", bytes.data(), bytes.size());
    if (pdf.isEncrypted()) return encrypted();
    if (pdf.getAllPages().empty()) return broken();
    strip_all(pdf);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  } catch (const QPDFExc& error) {
    return error.getErrorCode() == qpdf_e_password || error.getErrorCode() == qpdf_e_unsupported ? encrypted()
                                                                                                 : broken();
  } catch (const std::bad_alloc&) {
    throw;  // a matter of the bounds, not of the PDF alone
  } catch (const std::exception&) {
    return broken();
  }
}

}  // namespace musubi::file
