//! The yearly "Aktionspläne E-Government und IT": what they say, read from the text of their PDFs.

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
mod title;
mod ursachen;
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
pub use prose::{Absatz, Prosa, Satz};
pub use read::{LineCount, MAX_BYTES, Reading, read, read_bytes};
pub use status::Projektstatus;
pub use ursachen::{Ursache, Ursachenfund, ursachen};
pub use zeitangabe::Zeitangabe;
