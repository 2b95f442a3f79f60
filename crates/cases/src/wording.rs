//! The words of letters and lists that this office writes itself: official letters are in German.

use crate::model::Vorgang;
use packages::{FrageArt, Verfahren};

/// The title of a Bescheid.
pub(crate) fn bescheid(vorgang: &Vorgang) -> String {
    match vorgang.verfahren() {
        Verfahren::Antrag => format!("Bescheid: {}", vorgang.titel),
        Verfahren::Widerspruch => format!("Bescheid über den Widerspruch: {}", vorgang.titel),
    }
}

/// The subject of a letter that asks.
pub(crate) fn frage(art: FrageArt, titel: &str) -> String {
    match art {
        FrageArt::Rueckfrage => format!("Rückfrage zu Ihrem Antrag: {titel}"),
        FrageArt::Anhoerung => format!("Anhörung zu Ihrem Antrag: {titel}"),
        FrageArt::Stellungnahme => format!("Bitte um Stellungnahme: {titel}"),
    }
}

/// The subject of a reminder of it.
pub(crate) fn erinnerung(art: FrageArt, titel: &str) -> String {
    format!("Erinnerung. {}", frage(art, titel))
}

/// The title of the answer in the file.
pub(crate) fn antwort(art: FrageArt) -> &'static str {
    match art {
        FrageArt::Rueckfrage => "Antwort auf die Rückfrage",
        FrageArt::Anhoerung => "Äußerung zur Anhörung",
        FrageArt::Stellungnahme => "Stellungnahme",
    }
}

/// The title of an objection in the file.
pub(crate) const WIDERSPRUCH: &str = "Widerspruch";

/// What an objection says whose reasons were left out.
pub(crate) const OHNE_GRUENDE: &str = "Ich lege Widerspruch ein. Gründe habe ich nicht angegeben.";

/// The task of sending a Bescheid on paper.
pub(crate) const PER_POST: &str =
    "Bescheid per Post senden: keine Einwilligung in die elektronische Bekanntgabe";
