//! Who sees which rows (docs/decisions/0014).

use store::Walled;

const PUBLIC: &str = "published plans are public";

pub(crate) const WALLS: &[Walled] = &[
    Walled::open("steering_plaene", PUBLIC),
    Walled::open("steering_massnahmen", PUBLIC),
    Walled::open("steering_stationen", PUBLIC),
    Walled::open("steering_verbindungen", PUBLIC),
    Walled::open("steering_befunde", PUBLIC),
    Walled::open("steering_korrekturen", PUBLIC),
    Walled::open("steering_worte", PUBLIC),
    Walled::open("steering_zahlen", PUBLIC),
    Walled::open("steering_ursachen", PUBLIC),
    Walled::open("steering_umdatierungen", PUBLIC),
];
