//! Who sees which rows (docs/decisions/0014).
//!
//! Names of the Land are for all who work in a Behoerde: without them nobody finds a duplicate. All else is for the own
//! Behoerde, and for one in which somebody steers.

use store::Walled;

/// The wall knows Behoerden and no permissions: who of its staff sees it is decided by the conditions.
const OWN: &str = "behoerde = :behoerde OR EXISTS (SELECT 1 FROM identity_grants s
    JOIN identity_role_permissions p ON p.role = s.role WHERE s.behoerde = :behoerde AND p.permission = 'steer-plans')";
const STAFF: &str = ":behoerde IS NOT NULL";

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("inventory_namen", STAFF),
    Walled::behind("inventory_worte", STAFF),
    Walled::behind("inventory_gegenstaende", OWN),
    Walled::behind("inventory_nutzung", OWN),
    Walled::behind("inventory_verlauf", OWN),
    Walled::behind(
        "inventory_verknuepfungen",
        ":behoerde IS NOT NULL OR EXISTS (SELECT 1 FROM inventory_oeffentlich o WHERE o.id = gegenstand)",
    ),
    Walled::behind("inventory_unterschieden", STAFF),
    Walled::open("inventory_oeffentlich", "names that their Behoerde lets everybody see"),
];
