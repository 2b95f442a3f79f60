//! Who sees which rows (docs/decisions/0014).

use store::Walled;

const PUBLIC: &str = "the strategy and its figures are published";

pub(crate) const WALLS: &[Walled] = &[
    Walled::open("strategy_editionen", PUBLIC),
    Walled::open("strategy_elemente", PUBLIC),
    Walled::open("strategy_umzuege", PUBLIC),
    Walled::open("strategy_zuordnungen", PUBLIC),
    Walled::open("strategy_kennzahlen", PUBLIC),
    Walled::open("strategy_werte", PUBLIC),
    Walled::open("strategy_berichtigungen", PUBLIC),
    Walled::open("strategy_datensaetze", PUBLIC),
    // Whoever applied adds a vote and sees none; whoever steers works at a Behoerde.
    Walled::added("strategy_stimmen", ":behoerde IS NOT NULL"),
    Walled::open("strategy_abgestimmt", "digests that nobody can turn back without knowing the Antrag"),
];
