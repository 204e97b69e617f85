#include "app/doors.hpp"

#include "agreement/agreement_routes.hpp"
#include "assessment/assessment_routes.hpp"
#include "assessment/assessment_service.hpp"
#include "audit/head.hpp"
#include "breakglass/breakglass_routes.hpp"
#include "care/care_routes.hpp"
#include "care/care_service.hpp"
#include "codes/codes_routes.hpp"
#include "consent/consent_routes.hpp"
#include "consent/consent_service.hpp"
#include "course/course_routes.hpp"
#include "course/course_service.hpp"
#include "device/authority.hpp"
#include "device/device_routes.hpp"
#include "document/document_routes.hpp"
#include "document/document_service.hpp"
#include "facility/facility_routes.hpp"
#include "file/file_routes.hpp"
#include "form/form_routes.hpp"
#include "growth/growth_routes.hpp"
#include "handover/handover_routes.hpp"
#include "handover/handover_service.hpp"
#include "http/health_routes.hpp"
#include "identity/identity_routes.hpp"
#include "identity/oidc_routes.hpp"
#include "intake/intake_routes.hpp"
#include "intake/waiting_service.hpp"
#include "notebook/notebook_routes.hpp"
#include "notebook/notebook_service.hpp"
#include "notify/notify_routes.hpp"
#include "oversight/oversight_routes.hpp"
#include "person/person_routes.hpp"
#include "record/record_routes.hpp"
#include "region/region_routes.hpp"
#include "retention/retention_routes.hpp"
#include "schoolentry/schoolentry_routes.hpp"
#include "schoolentry/schoolentry_service.hpp"
#include "sign/sign_routes.hpp"
#include "staff/staff_routes.hpp"
#include "task/task_routes.hpp"
#include "team/seat_opening.hpp"
#include "team/suggestion_service.hpp"
#include "team/team_routes.hpp"

namespace musubi::app {

file::Doors file_doors() {
  return {notebook::entry_classes, notebook::may_read_entry, consent::may_see_evidence,
          document::may_see_signature, assessment::may_read_assessment};
}

std::vector<task::CauseFinder> task_causes() {
  return {course::causes, handover::causes,    care::causes,         document::causes,
          intake::causes, schoolentry::causes, team::opening_causes, team::suggestion_causes};
}

std::vector<keys::Source> sealed_sources() {
  return {identity::sealed_values, audit::sealed_values, device::sealed_values, file::sealed_values,
          care::sealed_values};
}

void add_all_routes(http::Router& router, const identity::Identity& identity, file::Files& files,
                    const identity::OidcReach& reach, std::chrono::microseconds device_certificate) {
  identity::add_routes(router, identity);
  identity::add_oidc_routes(router, identity, reach);
  region::add_routes(router, files);
  facility::add_routes(router, files);
  staff::add_routes(router);
  agreement::add_routes(router);
  codes::add_routes(router);
  person::add_routes(router, files);
  consent::add_routes(router);
  team::add_routes(router);
  file::add_routes(router, files);
  notebook::add_routes(router);
  record::add_routes(router);
  growth::add_routes(router);
  form::add_routes(router);
  document::add_routes(router, files);
  task::add_routes(router);
  course::add_routes(router);
  handover::add_routes(router);
  care::add_routes(router, identity.keys, files);
  assessment::add_routes(router);
  sign::add_routes(router);
  intake::add_routes(router);
  retention::add_routes(router);
  schoolentry::add_routes(router);
  notify::add_routes(router);
  oversight::add_routes(router);
  breakglass::add_routes(router);
  device::add_routes(router, identity, device_certificate);
  http::add_openapi_route(router);
}

}  // namespace musubi::app
