//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("records_numbers", "behoerde = :behoerde"),
    // The Behoerde that may read something of an Akte, and the one whose Akte it is. Whose it is, its stream says: asking
    // `records_akten`, which asks here, would go round in circles.
    Walled::behind(
        "records_freigaben",
        "behoerde = :behoerde
         OR EXISTS (SELECT 1 FROM journal_streams s WHERE s.id = akte AND s.behoerde = :behoerde)",
    ),
    Walled::behind(
        "records_akten",
        "behoerde = :behoerde OR person = :person
         OR EXISTS (SELECT 1 FROM records_freigaben f WHERE f.akte = id AND f.behoerde = :behoerde)",
    ),
    // What is internal is not for the person whose matter it is; another Behoerde reads what came in, where it was asked.
    Walled::behind(
        "records_dokumente",
        "EXISTS (SELECT 1 FROM records_akten a WHERE a.id = akte AND (
           a.behoerde = :behoerde
           OR (a.person = :person AND richtung <> 'intern')
           OR (richtung = 'eingang' AND EXISTS (SELECT 1 FROM records_freigaben f
                 WHERE f.akte = a.id AND f.vorgang = records_dokumente.vorgang AND f.behoerde = :behoerde))))",
    ),
];
