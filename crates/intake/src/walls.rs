//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    // A draft is its owner's alone; the Behoerde gets it when it is submitted.
    Walled::behind("intake_drafts", "account = :person OR session = :visitor"),
    Walled::behind("intake_antraege", "behoerde = :behoerde OR person = :person"),
];
