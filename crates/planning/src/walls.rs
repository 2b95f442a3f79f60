//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).
//!
//! What a Ressort has not handed in is its own; all else is for whoever works for a Behoerde; reports that were released are
//! for everybody.

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("planning_planungen", ":behoerde IS NOT NULL"),
    Walled::behind("planning_vorschlaege", "behoerde = :behoerde OR (:behoerde IS NOT NULL AND eingereicht)"),
    Walled::behind(
        "planning_verlauf",
        ":behoerde IS NOT NULL AND
         (vorschlag IS NULL OR EXISTS (SELECT 1 FROM planning_vorschlaege v WHERE v.id = vorschlag))",
    ),
    Walled::behind("planning_abhaengigkeiten", ":behoerde IS NOT NULL"),
    Walled::behind(
        "planning_anlagen",
        "EXISTS (SELECT 1 FROM planning_vorschlaege v WHERE v.id = vorschlag)",
    ),
    Walled::behind(
        "planning_bedingungen",
        "EXISTS (SELECT 1 FROM planning_vorschlaege v WHERE v.id = vorschlag)",
    ),
    Walled::behind("planning_sitzungen", ":behoerde IS NOT NULL"),
    Walled::behind("planning_beschluesse", ":behoerde IS NOT NULL"),
    Walled::behind("planning_kalender", ":behoerde IS NOT NULL"),
    Walled::behind("planning_runden", ":behoerde IS NOT NULL"),
    Walled::behind("planning_berichte", ":behoerde IS NOT NULL OR freigegeben_at IS NOT NULL"),
];
