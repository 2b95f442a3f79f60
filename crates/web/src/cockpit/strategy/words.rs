//! The strategy and its figures in words.

use maud::{Markup, html};
use strategy::{
    Element, Elementart, Hinweis, HinweisArt, Kennzahl, Kennzahlstand, Messung, Quelle, Richtung, Zahl,
};

use crate::locale::Texts;
use crate::routes::IndicatorPath;
use crate::ui::{self, Tone};

/// What an element is.
pub(super) fn kind(t: Texts, element: &Element) -> String {
    match element.art {
        Elementart::Handlungsfeld if element.nummer.is_empty() => t.get("strategy-field").into_owned(),
        Elementart::Handlungsfeld => {
            t.with("strategy-field-number", &[("number", element.nummer.as_str().into())])
        }
        Elementart::Ziel => t.get("strategy-goal").into_owned(),
        Elementart::Etappenziel => t.get("strategy-stage").into_owned(),
        Elementart::Initiative => t.get("strategy-initiative").into_owned(),
    }
}

/// The first words of an element, for places where there is little room.
pub(super) fn short(titel: &str) -> String {
    const MOST: usize = 60;
    if titel.chars().count() <= MOST {
        return titel.to_owned();
    }
    let cut: String = titel.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

/// A value with its unit: `37,5 Prozent`.
pub(super) fn value(t: Texts, wert: Zahl, kennzahl: &Kennzahl) -> String {
    format!("{} {}", t.number(&wert.to_string()), kennzahl.einheit)
}

/// What is to be reached, in a sentence.
pub(super) fn target(t: Texts, kennzahl: &Kennzahl) -> Option<String> {
    let ziel = kennzahl.ziel?;
    let key = match kennzahl.richtung {
        Richtung::Mehr => "indicator-target-more",
        Richtung::Weniger => "indicator-target-less",
    };
    Some(t.with(key, &[("value", value(t, ziel.wert, kennzahl).into()), ("day", t.date(ziel.bis).into())]))
}

/// Whether the target is reached.
pub(super) fn reached(t: Texts, stand: &Kennzahlstand) -> Markup {
    match stand.reached() {
        None => html! { "–" },
        Some(true) => ui::badge(Tone::Success, &t.get("indicator-reached")),
        Some(false) => ui::badge(Tone::Info, &t.get("indicator-not-reached")),
    }
}

/// A Kennzahl in a line: its name, its newest value, and whether the target is reached.
pub(super) fn figure(t: Texts, stand: &Kennzahlstand) -> Markup {
    let newest = stand.wert.as_ref().and_then(|wert| wert.wert);
    let said = newest
        .map_or_else(|| t.get("strategy-figure-none").into_owned(), |wert| value(t, wert, &stand.kennzahl));
    html! {
        (t.get("strategy-figure")) " "
        span lang="de" { (ui::link(&IndicatorPath { id: stand.id.0 }.into(), &stand.kennzahl.name)) }
        " (" (said)
        @if let Some(reached) = stand.reached() {
            ", " (t.get(if reached { "indicator-reached" } else { "indicator-not-reached" }))
        }
        ")"
    }
}

/// What the program measures.
pub(super) fn measured(t: Texts, messung: Messung) -> String {
    let key = match messung {
        Messung::Onlinequote => "measured-onlinequote",
        Messung::Abdeckung => "measured-abdeckung",
        Messung::Bearbeitungszeit => "measured-bearbeitungszeit",
        Messung::Automationsquote => "measured-automationsquote",
        Messung::Zufriedenheit => "measured-zufriedenheit",
    };
    t.get(key).into_owned()
}

/// Where values come from.
pub(super) fn source(t: Texts, quelle: Quelle) -> String {
    match quelle {
        Quelle::Eingetragen => t.get("indicator-entered").into_owned(),
        Quelle::Gemessen(messung) => measured(t, messung),
    }
}

/// What a person should look at in the text of the strategy.
pub(super) fn hint(t: Texts, hinweis: &Hinweis) -> String {
    let (key, text) = match &hinweis.was {
        HinweisArt::OhneAnfang(text) => ("strategy-hint-no-beginning", text.as_str()),
        HinweisArt::OhneEnde(text) => ("strategy-hint-no-end", text.as_str()),
        HinweisArt::UeberSeite(text) => ("strategy-hint-over-page", text.as_str()),
        HinweisArt::ZielOhnePunkte(text) => ("strategy-hint-empty-goal", text.as_str()),
        HinweisArt::ZielUnterEtappen(text) => ("strategy-hint-goal-among-stages", text.as_str()),
        HinweisArt::PunkteAlsZiele(text) => ("strategy-hint-items-as-goals", text.as_str()),
        HinweisArt::Wiederholt(text) => ("strategy-hint-repeated", text.as_str()),
        HinweisArt::FeldUnvollstaendig(text) => ("strategy-hint-incomplete", text.as_str()),
        HinweisArt::FeldOhneTitel(text) => ("strategy-hint-no-heading", text.as_str()),
        _ => ("strategy-hint-other", ""),
    };
    let said = t.with(key, &[("text", text.into())]);
    if hinweis.zeile == 0 {
        return said;
    }
    t.with("strategy-hint-line", &[("line", hinweis.zeile.to_string().into()), ("said", said.into())])
}
