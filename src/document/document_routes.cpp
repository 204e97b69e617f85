#include "document/document_routes.hpp"

#include "document/document_service.hpp"

namespace musubi::document {
namespace {

using http::Call;
using http::Method;
using http::person_route;

constexpr const char* kOne = "/documents/{document}";

struct Which {
  PersonId person;
  PersonDocumentId document;
};
Result<Which> which(const http::Request& request) {
  Which out;
  TRY_ASSIGN(out.person, request.id<PersonId>("person"));
  TRY_ASSIGN(out.document, request.id<PersonDocumentId>("document"));
  return out;
}
http::RouteSpec one(Method method, const std::string& path, const char* name, const char* summary,
                    int status = 200) {
  return person_route(method, (kOne + path).c_str(), name, summary, status);
}

/// A signature under the document, whose guard was passed; empty where there is none that can be drawn.
std::string picture_of(db::Database& database, file::Files& files, RegionId region,
                       const std::optional<FileId>& file) {
  if (!file) return {};
  const auto hand =
      files.hand_out(database, region, file::Variant::whole, [&](Tx&) -> Result<FileId> { return *file; });
  if (!hand || hand->content_type != "image/png") return {};
  if (hand->bytes) return *hand->bytes;
  std::string bytes(hand->size, '\0');
  for (std::size_t got = 0; got < bytes.size();) {
    const auto more = hand->read(got, {bytes.data() + got, bytes.size() - got});
    if (more == 0) return {};
    got += more;
  }
  return bytes;
}

/// A step of a document: its body in, the document as it then is out.
template <class Body, class Use>
void add_step(http::Router& router, const char* path, const char* name, const char* summary, Use use,
              int status = 200) {
  router.add<None, Body>(
      with_errors(one(Method::post, path, name, summary, status), {Code::conflict, Code::gone}),
      [use](Tx& tx, const Call<None, Body>& call) -> Result<PersonDocument> {
        TRY_ASSIGN(const auto at, which(call.request));
        return use(tx, call.actor, at.person, at.document, call.body);
      });
}

void add_reading(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/documents", "list_person_documents",
                                      "A person's plans and documents, and the forms to begin one with."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<DocumentsView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_documents(tx, call.actor, person);
                         });
  router.add<PersonDocumentQuery, None>(
      one(Method::get, "", "get_person_document", "A document: the draft, or a version of it."),
      [](Tx& tx, const Call<PersonDocumentQuery, None>& call) -> Result<PersonDocument> {
        TRY_ASSIGN(const auto at, which(call.request));
        return read_document(tx, call.actor, at.person, at.document, call.query.version);
      });
  router.add<CompareQuery, None>(
      one(Method::get, "/compare", "compare_document_versions", "Two versions of a document, item by item."),
      [](Tx& tx, const Call<CompareQuery, None>& call) -> Result<DocumentComparison> {
        TRY_ASSIGN(const auto at, which(call.request));
        return compare_versions(tx, call.actor, at.person, at.document, call.query);
      });
}

void add_drafting(http::Router& router) {
  router.add<None, NewPersonDocument>(
      with_errors(
          person_route(Method::post, "/documents", "begin_document",
                       "A new document from the newest version of a form; idempotent by its id.", 201),
          {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewPersonDocument>& call) -> Result<PersonDocument> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return begin_document(tx, call.actor, person, call.body);
      });
  router.add<None, SaveAnswers>(
      with_errors(one(Method::put, "/answers", "save_document_answers",
                      "Save answers of a draft, each with the revision that was seen; all or none."),
                  {Code::conflict, Code::gone, Code::too_large}),
      [](Tx& tx, const Call<None, SaveAnswers>& call) -> Result<SavedAnswers> {
        TRY_ASSIGN(const auto at, which(call.request));
        return save_answers(tx, call.actor, at.person, at.document, call.body);
      });
  router.add<None, NewDocumentComment>(
      with_errors(one(Method::post, "/comments", "add_document_comment",
                      "A comment on an item, or an answer to one.", 201),
                  {Code::duplicate, Code::gone, Code::too_large}),
      [](Tx& tx, const Call<None, NewDocumentComment>& call) -> Result<DocumentComment> {
        TRY_ASSIGN(const auto at, which(call.request));
        return add_comment(tx, call.actor, at.person, at.document, call.body);
      });
  router.add<None, CommentResolved>(
      one(Method::put, "/comments/{comment}/resolved", "resolve_document_comment",
          "A thread is settled, or open again."),
      [](Tx& tx, const Call<None, CommentResolved>& call) -> Result<DocumentComment> {
        TRY_ASSIGN(const auto at, which(call.request));
        TRY_ASSIGN(const auto comment, call.request.id<DocumentCommentId>("comment"));
        return resolve_comment(tx, call.actor, at.person, at.document, comment, call.body);
      });
  router.add<None, None>(with_errors(one(Method::post, "/update-form", "update_document_form",
                                         "Move a draft to the newest version of its form; nothing is lost."),
                                     {Code::gone}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<PersonDocument> {
                           TRY_ASSIGN(const auto at, which(call.request));
                           return update_form(tx, call.actor, at.person, at.document);
                         });
}

void add_steps(http::Router& router) {
  add_step<DocumentSubmit>(router, "/submit", "submit_document",
                           "Hand a draft in: its answers become a version.", submit_document);
  add_step<DocumentWords>(router, "/approve", "approve_document", "The head agrees to the version handed in.",
                          approve_document);
  add_step<DocumentReturn>(router, "/return", "return_document", "Back to the drafters, with the reason.",
                           return_document);
  add_step<DocumentAgree>(router, "/agree", "agree_document",
                          "The guardian agrees with a signature, or the team puts a signed paper on record.",
                          agree_document);
  add_step<DocumentReason>(router, "/redraft", "redraft_document",
                           "Draft anew what was agreed; it stays in force meanwhile.", redraft_document);
  add_step<DocumentReason>(router, "/take-back", "take_back_document",
                           "Give a draft up, or end what is in force; who, when and why stay.",
                           take_back_document);
  add_step<NewDocumentReview>(router, "/reviews", "review_document",
                              "What became of the goals, and when to look again; idempotent by its id.",
                              review_document, 201);
}

/// Draws on the worker thread: the writer only gathers the rows and leaves the audit record.
template <class Draw>
void add_copy(http::Router& router, http::RouteSpec spec, const char* type, const char* ending, Draw draw) {
  spec.mode = http::Mode::work;
  spec.strength = access::Strength::fresh;
  router.add_work<PersonDocumentQuery, None>(
      std::move(spec),
      [type, ending, draw](db::Database& database,
                           const Call<PersonDocumentQuery, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto at, which(call.request));
        TRY_ASSIGN(auto sheet, database.write_now([&](Tx& tx) {
          return gather_document_sheet(tx, call.actor, at.person, at.document, call.query.version);
        }));
        return http::file_of(type, sheet.line.title + ending, draw(database, call.actor.region_id, sheet));
      });
}
void add_copies(http::Router& router, file::Files& files) {
  add_copy(
      router, one(Method::get, "/document.pdf", "print_document", "A document as the offices' paper form."),
      "application/pdf", ".pdf", [&files](db::Database& database, RegionId region, DocumentSheet& sheet) {
        for (const auto& signature : sheet.signatures)
          sheet.pictures.push_back(picture_of(database, files, region, signature.file_id));
        return draw_document_sheet(sheet);
      });
  add_copy(router,
           one(Method::get, "/response.json", "export_document",
               "A document as an HL7 FHIR R4 QuestionnaireResponse."),
           "application/fhir+json", ".json",
           [](db::Database&, RegionId, const DocumentSheet& sheet) { return response_of(sheet); });
}

}  // namespace

void add_routes(http::Router& router, file::Files& files) {
  add_reading(router);
  add_drafting(router);
  add_steps(router);
  add_copies(router, files);
}

}  // namespace musubi::document
