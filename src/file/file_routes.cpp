#include "file/file_routes.hpp"

#include "http/form.hpp"

namespace musubi::file {
namespace {

using http::Door;
using http::Intake;
using http::Method;
using http::Mode;

void add_download(http::Router& router, Files& files, std::string path, std::string name, std::string summary,
                  Variant variant) {
  http::RouteSpec spec{
      .method = Method::get, .path = std::move(path), .name = std::move(name), .summary = std::move(summary)};
  spec.door = Door::person;
  spec.mode = Mode::work;
  spec.errors = {Code::gone, Code::range};
  router.add_work<None, None>(
      spec,
      [&files, variant](db::Database& database,
                        const http::Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.template id<PersonId>("person"));
        TRY_ASSIGN(const auto file, call.request.template id<FileId>("file"));
        return files.download(database, call.actor, person, file, variant);
      });
}

}  // namespace

void add_routes(http::Router& router, Files& files) {
  http::RouteSpec upload{.method = Method::post,
                         .path = "/api/v1/people/{person}/files",
                         .name = "upload_file",
                         .summary = "Attach a photo or a PDF; bind it by naming its id when posting"};
  upload.door = Door::person;
  upload.mode = Mode::work;
  upload.intake = Intake::upload;
  upload.status = 201;
  upload.errors = {Code::malformed, Code::too_large, Code::unsupported_type, Code::storage_full};
  upload.named_upload = true;
  router.add_work<None, None>(
      upload, [&files](db::Database& database, const http::Call<None, None>& call) -> Result<FileView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto name, http::sent_filename(call.request));
        return files.upload(database, call.actor, person, call.request.upload, name);
      });
  add_download(router, files, "/api/v1/people/{person}/files/{file}", "get_file", "The file itself",
               Variant::whole);
  add_download(router, files, "/api/v1/people/{person}/files/{file}/thumbnail", "get_file_thumbnail",
               "A small WebP picture of it", Variant::thumbnail);
}

}  // namespace musubi::file
