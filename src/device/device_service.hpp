// The use cases of devices. Managers act for the devices of their facility, operators for all of the region
// and its own; whoever has a code is let in by it alone. Making a key takes up to a second, so it happens
// between transactions.
#pragma once
#include "access/access.hpp"
#include "db/database.hpp"
#include "device/authority.hpp"
#include "device/device.hpp"
#include "identity/identity_service.hpp"

namespace musubi::device {

using access::Actor;

/// What the use cases need besides a transaction.
struct Devices {
  Authority authority;
  microseconds certificate_life;
};

/// Those to be renewed and those waiting first.
Result<std::vector<DeviceView>> devices_of(Tx& tx, const Actor& actor, FacilityId facility);
Result<std::vector<DeviceView>> devices_of_region(Tx& tx, const Actor& actor);
/// What waits for whoever runs the devices (a manager their facility's, operators the region's own): those
/// whose certificate ends within `kRenewBefore` or has ended, that first. Reckoned when asked, so it is over
/// with the renewal or the revocation. Nothing for anybody else.
Result<std::vector<DeviceView>> renewals_due(Tx& tx, const Actor& actor);
/// With its first code. `facility`: none for the region's own. The same id again: a new code.
Result<DeviceCode> add_device(Tx& tx, const Actor& actor, std::optional<FacilityId> facility,
                              const NewDevice& given);
/// One more code, for renewal or where the file got lost; the one before stops working. `conflict` if
/// revoked.
Result<DeviceCode> new_code(Tx& tx, const Actor& actor, DeviceId device);
/// At once: its certificates, its codes, every session that was opened on it. `conflict` if it is already.
Result<DeviceView> revoke(Tx& tx, const Actor& actor, DeviceId device, const Revocation& given);

/// Key and certificate for whoever types the code; earlier certificates of the device are revoked. `gone`
/// alike for a code that is used, withdrawn, run out or invented; wrong ones slow their address down.
Result<DeviceFile> enrol(db::Database& database, const Devices& devices, const Enrolment& given,
                         const identity::Where& where);
/// The next certificate for the device the caller works on, from `kRenewBefore` on; the present one stays
/// good until its end. `certificate`: of the request. `conflict` if there is none or it is too early.
Result<DeviceFile> renew(db::Database& database, const Devices& devices, const Actor& actor,
                         const FileWish& wish, std::string_view certificate);
OwnDevice own_device(Tx& tx, std::string_view certificate);

/// DER of the authority's certificate, and of its list of revoked ones, as it is now. `not_found` if the
/// region certifies no devices.
Result<crypto::Bytes> authority_of(Tx& tx, std::string_view slug);
Result<crypto::Bytes> revocation_list(Tx& tx, const Devices& devices, std::string_view slug);

Result<std::vector<PolicyLine>> policies(Tx& tx, const Actor& actor);
/// `conflict` where an operator would lock themselves out, or somebody else was faster.
Result<PolicyLine> change_policy(Tx& tx, const Actor& actor, const std::string& facility_type,
                                 std::int64_t version, const PolicyChange& given,
                                 std::string_view certificate);

}  // namespace musubi::device
