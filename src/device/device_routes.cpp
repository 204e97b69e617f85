#include "device/device_routes.hpp"

#include "device/device_service.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::device {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::Mode;
using http::RouteSpec;

RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
               Strength strength = Strength::fresh, std::vector<Code> errors = {}) {
  RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = Door::duty;
  spec.strength = strength;
  spec.errors = std::move(errors);
  return spec;
}

void add_list_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "/facilities/{facility}/devices", "list_devices",
           "The devices of a facility, with what is left of their certificates.", Strength::two_factor),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<DeviceView>> {
        TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
        return devices_of(tx, call.actor, facility);
      });
  router.add<None, None>(
      duty(Method::get, "/region/devices", "list_region_devices", "The devices of the whole region.",
           Strength::two_factor),
      [](Tx& tx, const Call<None, None>& call) { return devices_of_region(tx, call.actor); });
  router.add<None, None>(
      RouteSpec{
          .path = "/api/v1/device-renewals",
          .name = "list_device_renewals",
          .summary = "The devices the caller runs whose certificates end soon or have ended, that first.",
          .door = Door::own},
      [](Tx& tx, const Call<None, None>& call) { return renewals_due(tx, call.actor); });
  auto add = duty(Method::post, "/facilities/{facility}/devices", "add_device",
                  "Name a device of a facility; answers its one-time code, good for 24 hours.",
                  Strength::fresh, {Code::duplicate});
  add.status = 201;
  router.add<None, NewDevice>(add, [](Tx& tx, const Call<None, NewDevice>& call) -> Result<DeviceCode> {
    TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
    return add_device(tx, call.actor, facility, call.body);
  });
  auto add_own = duty(Method::post, "/region/devices", "add_region_device",
                      "Name a device of the region's operators.", Strength::fresh, {Code::duplicate});
  add_own.status = 201;
  router.add<None, NewDevice>(add_own, [](Tx& tx, const Call<None, NewDevice>& call) {
    return add_device(tx, call.actor, std::nullopt, call.body);
  });
  router.add<None, None>(
      duty(Method::post, "/devices/{device}/code", "renew_device_code",
           "One more one-time code; the one before stops working.", Strength::fresh, {Code::conflict}),
      [](Tx& tx, const Call<None, None>& call) -> Result<DeviceCode> {
        TRY_ASSIGN(const auto device, call.request.id<DeviceId>("device"));
        return new_code(tx, call.actor, device);
      });
  router.add<None, Revocation>(
      duty(Method::post, "/devices/{device}/revoke", "revoke_device",
           "Its certificates, codes and sessions end at once.", Strength::fresh, {Code::conflict}),
      [](Tx& tx, const Call<None, Revocation>& call) -> Result<DeviceView> {
        TRY_ASSIGN(const auto device, call.request.id<DeviceId>("device"));
        return revoke(tx, call.actor, device, call.body);
      });
}

void add_enrolment_routes(http::Router& router, const Devices& devices) {
  router.add_work<None, Enrolment>(
      RouteSpec{.method = Method::post,
                .path = "/api/v1/device-enrolment",
                .name = "enrol_device",
                .summary = "A one-time code becomes key and certificate (PKCS#12), answered this once.",
                .door = Door::open,
                .mode = Mode::work,
                .strength = Strength::none,
                .errors = {Code::gone, Code::throttled, Code::conflict}},
      [devices](db::Database& database, const Call<None, Enrolment>& call) {
        return enrol(database, devices, call.body, identity::where_of(call.request));
      });
  router.add_work<None, FileWish>(
      RouteSpec{.method = Method::post,
                .path = "/api/v1/device-renewal",
                .name = "renew_device",
                .summary = "The next certificate of the device one works on, from 60 days before its end.",
                .door = Door::own,
                .mode = Mode::work,
                .errors = {Code::conflict}},
      [devices](db::Database& database, const Call<None, FileWish>& call) {
        return renew(database, devices, call.actor, call.body, identity::certificate_of(call.request));
      });
  router.add<None, None>(
      RouteSpec{.path = "/api/v1/account/device",
                .name = "get_own_device",
                .summary =
                    "The certified device one is signed in on, and the ways of signing in still to be shown.",
                .door = Door::session,
                .mode = Mode::read},
      [](Tx& tx, const Call<None, None>& call) -> Result<OwnDevice> {
        auto out = own_device(tx, identity::certificate_of(call.request));
        out.ways_needed = identity::ways_needed(tx, call.actor);
        return out;
      });
}

void add_authority_route(http::Router& router, const char* path, const char* name, const char* summary,
                         const char* type, const char* ending,
                         std::function<Result<crypto::Bytes>(Tx&, std::string_view)> bytes) {
  router.add<None, None>(RouteSpec{.path = path,
                                   .name = name,
                                   .summary = summary,
                                   .door = Door::open,
                                   .mode = Mode::read,
                                   .strength = Strength::none,
                                   .errors = {Code::not_found}},
                         [=](Tx& tx, const Call<None, None>& call) -> Result<http::FileReply> {
                           const auto& slug = call.request.path_values.find("slug")->second;
                           TRY_ASSIGN(const auto der, bytes(tx, slug));
                           return http::file_of(type, slug + ending, {der.begin(), der.end()});
                         });
}

void add_authority_routes(http::Router& router, const Devices& devices) {
  add_authority_route(router, "/api/v1/portal/{slug}/devices.cer", "get_device_authority",
                      "The certificate of the region's device authority (DER).", "application/pkix-cert",
                      "-devices.cer", authority_of);
  add_authority_route(router, "/api/v1/portal/{slug}/devices.crl", "get_device_revocations",
                      "The list of revoked device certificates (DER), signed when asked for.",
                      "application/pkix-crl", "-devices.crl", [devices](Tx& tx, std::string_view slug) {
                        return revocation_list(tx, devices, slug);
                      });
}

void add_policy_routes(http::Router& router) {
  router.add<None, None>(duty(Method::get, "/region/sign-in-policies", "list_sign_in_policies",
                              "Which ways of signing in suffice, by type of facility.", Strength::two_factor),
                         [](Tx& tx, const Call<None, None>& call) { return policies(tx, call.actor); });
  router.add<None, PolicyChange>(
      duty(Method::put, "/region/sign-in-policies/{type}", "change_sign_in_policy",
           "Demand ways of signing in for a type of facility (`operator`: of the operators).",
           Strength::fresh, {Code::not_found, Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, PolicyChange>& call) -> Result<PolicyLine> {
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_policy(tx, call.actor, call.request.path_values.find("type")->second, version,
                             call.body, identity::certificate_of(call.request));
      });
}

}  // namespace

void add_routes(http::Router& router, const identity::Identity& identity, microseconds certificate_life) {
  const Devices devices{Authority(identity.master_key), certificate_life};
  add_list_routes(router);
  add_enrolment_routes(router, devices);
  add_authority_routes(router, devices);
  add_policy_routes(router);
}

}  // namespace musubi::device
