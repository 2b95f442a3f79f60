//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("cases_vorgaenge", "behoerde = :behoerde OR person = :person"),
    Walled::behind("cases_tasks", "behoerde = :behoerde OR person = :person"),
    Walled::behind("cases_anfragen", "behoerde = :behoerde OR an_behoerde = :behoerde OR person = :person"),
    Walled::behind("cases_stoerungen", "behoerde = :behoerde"),
    Walled::behind("cases_erwartungen", "behoerde = :behoerde"),
    Walled::behind(
        "cases_nachrichten",
        "behoerde = :behoerde OR EXISTS (SELECT 1 FROM cases_vorgaenge v WHERE v.id = vorgang)",
    ),
    Walled::behind("cases_auftraege", "behoerde = :behoerde"),
    Walled::behind("cases_leases", "EXISTS (SELECT 1 FROM cases_vorgaenge v WHERE v.id = vorgang)"),
    Walled::behind("cases_aufrufe", "EXISTS (SELECT 1 FROM cases_vorgaenge v WHERE v.id = vorgang)"),
    Walled::behind("cases_words", "behoerde = :behoerde"),
    Walled::behind("cases_decisions", "EXISTS (SELECT 1 FROM cases_vorgaenge v WHERE v.id = vorgang)"),
    Walled::behind("cases_steps", "EXISTS (SELECT 1 FROM cases_vorgaenge v WHERE v.id = vorgang)"),
];
