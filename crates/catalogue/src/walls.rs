//! Who sees which rows (docs/decisions/0014).

use store::Walled;

const PUBLIC: &str = "what an authority offers is public";

pub(crate) const WALLS: &[Walled] = &[
    Walled::open("catalogue_gebiete", PUBLIC),
    Walled::open("catalogue_postal_codes", PUBLIC),
    Walled::open("catalogue_leistungen", PUBLIC),
    Walled::open("catalogue_texts", PUBLIC),
    Walled::open("catalogue_einheiten", PUBLIC),
    Walled::open("catalogue_zustaendigkeiten", PUBLIC),
    Walled::open("catalogue_onlinedienste", PUBLIC),
    Walled::open("catalogue_revision", PUBLIC),
    Walled::open("catalogue_wanted", PUBLIC),
];
