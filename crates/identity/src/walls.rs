//! Who sees which rows (docs/decisions/0014).

use store::Walled;

/// Who somebody is, is found out before anything is theirs.
const BEFORE: &str = "read to find out who asks, before there is a wall for them";

pub(crate) const WALLS: &[Walled] = &[
    Walled::open("identity_behoerden", "names and addresses of authorities are public"),
    Walled::open("identity_accounts", BEFORE),
    Walled::open("identity_role_permissions", BEFORE),
    Walled::open("identity_grants", BEFORE),
    Walled::open("identity_credentials", BEFORE),
    Walled::open("identity_totp", BEFORE),
    Walled::open("identity_attempts", BEFORE),
    Walled::open("identity_sessions", BEFORE),
    Walled::open("identity_deputies", BEFORE),
    Walled::open("identity_inspections", BEFORE),
    Walled::open("identity_oidc_links", BEFORE),
    Walled::open("identity_oidc_pending", BEFORE),
    Walled::open("identity_oidc_sessions", BEFORE),
    Walled::open("identity_passkeys", BEFORE),
    Walled::open("identity_passkey_ceremonies", BEFORE),
    Walled::open("identity_recoveries", BEFORE),
    Walled::open("identity_spare_codes", BEFORE),
    Walled::open("identity_email_codes", BEFORE),
];
