//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("records_numbers", "behoerde = :behoerde"),
    Walled::behind("records_akten", "behoerde = :behoerde OR person = :person"),
    // What is internal is not for the person whose matter it is.
    Walled::behind(
        "records_dokumente",
        "EXISTS (SELECT 1 FROM records_akten a WHERE a.id = akte AND (a.behoerde = :behoerde OR richtung <> 'intern'))",
    ),
];
