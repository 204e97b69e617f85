#include "codes/codes_routes.hpp"

#include "codes/codes.hpp"

namespace musubi::codes {

void add_routes(http::Router& router) {
  http::RouteSpec spec;
  spec.path = "/api/v1/codes";
  spec.name = "list_codes";
  spec.summary = "Kinds of facilities, professions and purposes of consent, with what is usual for them.";
  spec.door = http::Door::own;
  spec.mode = http::Mode::read;
  router.add<None, None>(spec, [](Tx&, const http::Call<None, None>&) -> Result<CodesView> { return all(); });
}

}  // namespace musubi::codes
