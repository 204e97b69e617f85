#include "notify/notify_routes.hpp"

#include "notify/notify.hpp"

namespace musubi::notify {

void add_routes(http::Router& router) {
  router.add_stream("/api/v1/stream");
  http::RouteSpec sync;
  sync.path = "/api/v1/sync";
  sync.name = "sync";
  sync.summary = "Changes after a position that the caller may hear of: ids only.";
  sync.door = http::Door::own;
  sync.mode = http::Mode::read;
  router.add<SyncQuery, None>(
      std::move(sync), [](Tx& tx, const http::Call<SyncQuery, None>& call) -> Result<SyncPage> {
        return changes_for(tx, call.actor, call.query.after ? call.query.after->value : 0,
                           call.query.limit ? call.query.limit->value : 200);
      });
}

}  // namespace musubi::notify
