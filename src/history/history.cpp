#include "history/history.hpp"

#include <boost/json.hpp>

namespace musubi::history {
namespace {
namespace bj = boost::json;

constexpr std::size_t kPage = 50;

struct Row {
  AmendmentId id;
  Kind kind = Kind::region;
  SubjectId subject_id;
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  std::string reason;
  std::string body;
  std::optional<std::string> before;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, kind, subject_id, version, at, by_name, reason, body, before))

std::string words(const bj::value* value) {
  if (value == nullptr || value->is_null()) return "";
  if (const auto* text = value->if_string()) return {text->data(), text->size()};
  return bj::serialize(*value);
}

std::vector<AmendedField> changes_between(const bj::object& before, const bj::object& after) {
  std::vector<AmendedField> changes;
  for (const auto& [name, value] : after) {
    auto was = words(before.if_contains(name));
    auto is = words(&value);
    if (was != is) changes.push_back({std::string(name), std::move(was), std::move(is)});
  }
  return changes;
}

Amendment view_of(const Row& row) {
  const auto body = bj::parse(row.body).as_object();
  const auto* name = body.if_contains("name");
  Amendment view{
      row.id,      row.kind, row.subject_id, words(name != nullptr ? name : body.if_contains("title")),
      row.version, row.at,   row.by_name,    row.reason,
      {}};
  if (row.before) view.changes = changes_between(bj::parse(*row.before).as_object(), body);
  return view;
}

}  // namespace

void keep_text(Tx& tx, RegionId region, const State& state, const std::string& body, std::string_view reason,
               std::optional<PostId> by) {
  tx.run(R"sql(
    insert into amendment (region_id, amendment_id, kind, subject_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  )sql",
         region, tx.new_id<AmendmentId>(), state.kind, state.subject, state.version, body, reason, tx.now(),
         by);
}

AmendmentPage read(Tx& tx, RegionId region, const HistoryQuery& query) {
  const auto rows = tx.all<Row>(R"sql(
    select a.amendment_id, a.kind, a.subject_id, a.version, a.at, coalesce(p.name, ''), a.reason, a.body, b.body
      from amendment a
      left join amendment b on b.region_id = a.region_id and b.kind = a.kind and b.subject_id = a.subject_id
                           and b.version = a.version - 1
      left join post p on p.region_id = a.region_id and p.post_id = a.by_post
     where a.region_id = $1
       and (cast($2 as TEXT) is null or a.kind = cast($2 as TEXT))
       and (a.subject_id = $3 or $3 is null)
       and (a.amendment_id < $4 or $4 is null)
     order by a.amendment_id desc
     limit $5
  )sql",
                                region, query.kind, query.subject, query.before, kPage + 1);
  AmendmentPage page;
  for (const auto& row : rows) {
    if (page.items.size() == kPage) {
      page.next = page.items.back().id;
      break;
    }
    page.items.push_back(view_of(row));
  }
  return page;
}

}  // namespace musubi::history
