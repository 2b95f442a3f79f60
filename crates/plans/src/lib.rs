//! The yearly "Aktionspläne E-Government und IT": what they say, read from the text of their PDFs.
//!
//! ```
//! let text = "1. Allgemeines\n\nDer Aktionsplan 2026 zeigt alle Vorhaben.\n\n2.1 Portalverbund1\n\nAufnahme in den \
//!             Aktionsplan: 2024 Federführung: TFM\n\nGeplanter Abschuss: ursprünglich 2025; aktuell Q2/2027\n\n\
//!             Projektstatus: in Verzug\n\nDie Portale werden verbunden.\n";
//! let reading = plans::read(text);
//! let massnahme = &reading.plans[0].massnahmen[0];
//! assert_eq!(massnahme.titel, "Portalverbund");
//! assert_eq!(massnahme.abschluss.as_ref().and_then(|a| a.faellig()).map(|day| day.to_string()), Some("2027-06-30".into()));
//! ```
//!
//! ```text
//! text ─ read ─┬─ plans: year, measures with all fields, completed measures, footnotes
//!              └─ notes: what a person should look at
//!        histories ─ which measure is which of the next plan, how sure and why; ids that last
//!        vergleich ─ what changed from one plan to another
//!        befunde, ursachen ─ what does not fit, and why measures are late, with the words that say it
//!        table ─ a plan as rows and columns, out and in
//!        staff ─ the tables of numbers in the same documents
//!        strategie ─ the strategy that the plans carry out
//! ```
//!
//! A PDF gives its text with page numbers and footnotes in between, titles broken by blanks, fields misspelt and wrapped,
//! and heads that name the wrong year. No year, number or line is known to this crate: it goes by what stands there, and
//! each module says by which rule. Nothing fails: what was not understood, or with doubt, is a [`Note`], and values keep
//! the words they were read from. Each record has the line of its source.
//!
//! Limits: measures are known by their fields ("Federführung", "Geplanter Abschluss" and their like) under a title with a
//! number or "NEU:"; a plan in another form gives notes and no measures. Plans are German.

mod abschluss;
mod aufnahme;
mod befunde;
mod body;
mod check;
mod edition;
mod federfuehrung;
mod fields;
mod lines;
mod link;
mod model;
mod note;
mod number;
mod outline;
mod page;
mod prose;
mod read;
mod references;
mod sort;
pub mod staff;
mod status;
pub mod strategie;
pub mod table;
mod title;
mod unterschied;
mod ursachen;
mod vergleich;
mod zeitangabe;

pub use abschluss::{GeplanterAbschluss, Termin, Wann};
pub use aufnahme::Aufnahme;
pub use befunde::{Befund, Beleg, Lage, Regel, befunde};
pub use federfuehrung::{BEHOERDEN, Behoerde, Federfuehrung, Stelle};
pub use link::{
    Art, Ende, Fundstelle, Geschichte, Geschichten, Grund, Id, Korrektur, Register, Station, Verbindung,
    Vertrauen, histories,
};
pub use model::{
    Abgeschlossen, Abschnitt, Aktionsplan, Belegart, Fussnote, Jahresbeleg, Massnahme, Oberpunkt, Planjahr,
    Sicherheit, Verweis, Vormals, Zeile,
};
pub use note::{Note, NoteKind};
pub use number::{KeineNummer, Nummer};
pub use prose::{Absatz, Prosa, Satz, blocks, written};
pub use read::{LineCount, MAX_BYTES, Reading, read, read_bytes};
pub use status::Projektstatus;
pub use unterschied::{Teil, unterschied};
pub use ursachen::{Ursache, Ursachenfund, ursachen};
pub use vergleich::{Aenderung, Beendet, Vergleich, Weiter, vergleich};
pub use zeitangabe::Zeitangabe;
