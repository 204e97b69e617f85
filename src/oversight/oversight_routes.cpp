#include "oversight/oversight_routes.hpp"

#include "oversight/oversight_service.hpp"

namespace musubi::oversight {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;

struct HeadsQuery {
  std::optional<std::int64_t> before;
};
BOOST_DESCRIBE_STRUCT(HeadsQuery, (), (before))
struct GrowthQuery {
  std::int64_t from = 0;
  std::optional<std::int64_t> to;
};
BOOST_DESCRIBE_STRUCT(GrowthQuery, (), (from, to))
/// The tree size of a head the reader kept: the answer proves that the log has only grown since.
struct ProofQuery {
  std::optional<std::int64_t> since;
};
BOOST_DESCRIBE_STRUCT(ProofQuery, (), (since))

http::RouteSpec route(Method method, std::string path, std::string name, std::string summary, Door door,
                      std::vector<Code> errors = {}, int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = "/api/v1" + std::move(path);
  spec.name = std::move(name);
  spec.summary = std::move(summary);
  spec.door = door;
  spec.errors = std::move(errors);
  spec.status = status;
  return spec;
}

void add_log_routes(http::Router& router) {
  router.add<AuditFilter, None>(
      route(Method::get, "/audit/rows", "search_audit", "The audit log, newest first.", Door::duty),
      [](Tx& tx, const Call<AuditFilter, None>& call) { return search(tx, call.actor, call.query); });
  auto wanted = route(Method::post, "/audit/person", "find_audited_person",
                      "Whose rows to search for, by kana name and birth date, which stand in the body.",
                      Door::duty, {Code::not_found});
  router.add<None, AuditPersonQuery>(wanted, [](Tx& tx, const Call<None, AuditPersonQuery>& call) {
    return find_person(tx, call.actor, call.body);
  });
  auto exported = route(Method::get, "/audit/rows.csv", "export_audit", "Rows of the audit log as CSV.",
                        Door::duty, {Code::too_large});
  exported.strength = Strength::fresh;
  router.add<AuditFilter, None>(
      exported, [](Tx& tx, const Call<AuditFilter, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(auto text, export_csv(tx, call.actor, call.query));
        return http::file_of("text/csv; charset=utf-8", "監査記録.csv", std::move(text));
      });
  router.add<None, None>(route(Method::get, "/audit/unusual", "list_unusual_looks",
                               "Looks that stand out, with the reason.", Door::duty),
                         [](Tx& tx, const Call<None, None>& call) { return unusual(tx, call.actor); });
}

void add_seal_routes(http::Router& router) {
  router.add<None, None>(route(Method::get, "/audit/seal", "get_seal_state",
                               "How far the log is sealed, and who witnessed it.", Door::duty),
                         [](Tx& tx, const Call<None, None>& call) { return seal_state(tx, call.actor); });
  router.add<HeadsQuery, None>(
      route(Method::get, "/audit/heads", "list_audit_heads", "Signed tree heads, newest first.", Door::duty),
      [](Tx& tx, const Call<HeadsQuery, None>& call) { return heads(tx, call.actor, call.query.before); });
  router.add<GrowthQuery, None>(
      route(Method::get, "/audit/consistency", "prove_audit_growth",
            "Proof that an older state of the log is the beginning of a newer one (RFC 9162).", Door::duty),
      [](Tx& tx, const Call<GrowthQuery, None>& call) {
        return prove_growth(tx, call.actor, call.query.from, call.query.to);
      });
  router.add<ProofQuery, None>(
      route(Method::get, "/audit/rows/{row}/proof", "prove_audit_row",
            "Proof that a row is in the sealed log (RFC 9162).", Door::duty),
      [](Tx& tx, const Call<ProofQuery, None>& call) -> Result<audit::InclusionProof> {
        TRY_ASSIGN(const auto row, call.request.id<AuditId>("row"));
        return prove_row(tx, call.actor, row, call.query.since);
      });
  router.add<ProofQuery, None>(
      route(Method::get, "/people/{person}/access-log/{row}/proof", "prove_look",
            "Proof that a row of the access history is in the sealed log (RFC 9162).", Door::person),
      [](Tx& tx, const Call<ProofQuery, None>& call) -> Result<audit::InclusionProof> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto row, call.request.id<AuditId>("row"));
        return prove_look(tx, call.actor, person, row, call.query.since);
      });
}

void add_question_routes(http::Router& router) {
  router.add<None, NewLookQuestion>(
      route(Method::post, "/people/{person}/access-log/questions", "ask_about_look",
            "Ask the operator about a look; idempotent by its id.", Door::person, {Code::duplicate}, 201),
      [](Tx& tx, const Call<None, NewLookQuestion>& call) -> Result<LookQuestionView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return ask(tx, call.actor, person, call.body);
      });
  router.add<None, None>(
      route(Method::get, "/people/{person}/access-log/questions", "list_own_look_questions",
            "The caller's own questions about looks, with their answers.", Door::person),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<LookQuestionView>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return own_questions(tx, call.actor, person);
      });
  router.add<QuestionFilter, None>(route(Method::get, "/audit/questions", "list_look_questions",
                                         "The queue of questions about looks.", Door::duty),
                                   [](Tx& tx, const Call<QuestionFilter, None>& call) {
                                     return questions(tx, call.actor,
                                                      call.query.state.value_or(QuestionState::open));
                                   });
  router.add<None, NewLookAnswer>(
      route(Method::post, "/audit/questions/{question}/answer", "answer_look_question",
            "Answer a question about a look, once.", Door::duty, {Code::conflict}, 201),
      [](Tx& tx, const Call<None, NewLookAnswer>& call) -> Result<LookQuestionItem> {
        TRY_ASSIGN(const auto question, call.request.id<LookQuestionId>("question"));
        return answer(tx, call.actor, question, call.body);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_log_routes(router);
  add_seal_routes(router);
  add_question_routes(router);
}

}  // namespace musubi::oversight
