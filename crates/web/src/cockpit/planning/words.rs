//! Stands, steps and results in words.

use maud::{Markup, html};
use planning::{Ergebnis, Error, Feld, Gefasst, Handlungsbedarf, Schritt, Stand, Zeile};
use steering::Projektstatus;

use crate::cockpit::words::written;
use crate::locale::Texts;
use crate::routes::MeetingPath;
use crate::ui::{self, Choice, Tone};

/// What is said where something that has to be said is missing or cannot be.
pub(super) const fn complaint(feld: Feld) -> &'static str {
    match feld {
        Feld::Titel => "planning-wrong-title",
        Feld::Text => "planning-wrong-text",
        Feld::Abschnitt => "planning-wrong-section",
        Feld::Federfuehrung => "planning-wrong-lead",
        Feld::Abschluss => "planning-wrong-completion",
        Feld::Begruendung => "planning-wrong-why",
        Feld::Mittel => "planning-wrong-money",
        Feld::Grund => "planning-wrong-reason",
        Feld::Tag => "planning-wrong-day",
        Feld::Gremium => "planning-wrong-body",
        Feld::Beschluss => "planning-wrong-decision",
    }
}

/// Where a proposal stands.
pub(super) fn stand(t: Texts, stand: Stand) -> Markup {
    let (tone, key) = match stand {
        Stand::Entwurf => (Tone::Info, "planning-stand-draft"),
        Stand::Eingereicht => (Tone::Info, "planning-stand-handed-in"),
        Stand::Zurueckgegeben => (Tone::Warning, "planning-stand-returned"),
        Stand::Geprueft => (Tone::Info, "planning-stand-reviewed"),
        Stand::Aufgenommen => (Tone::Success, "planning-stand-admitted"),
        Stand::Zurueckgestellt => (Tone::Warning, "planning-stand-set-aside"),
        Stand::Zurueckgezogen => (Tone::Warning, "planning-stand-withdrawn"),
        Stand::Veroeffentlicht => (Tone::Success, "planning-stand-published"),
        Stand::Verfallen => (Tone::Warning, "planning-stand-lapsed"),
    };
    ui::badge(tone, &t.get(key))
}

/// What a step is called on its button.
pub(super) const fn step(schritt: Schritt) -> &'static str {
    match schritt {
        Schritt::Einreichen => "planning-step-hand-in",
        Schritt::Zurueckziehen => "planning-step-withdraw",
        Schritt::Zurueckgeben => "planning-step-return",
        Schritt::Pruefen => "planning-step-review",
        Schritt::Aufnehmen => "planning-step-admit",
        Schritt::Zurueckstellen => "planning-step-set-aside",
    }
}

/// How much a measure is needed.
pub(super) fn need(t: Texts, bedarf: Handlungsbedarf) -> String {
    let key = match bedarf {
        Handlungsbedarf::Pflicht => "planning-need-duty",
        Handlungsbedarf::Hoch => "planning-need-high",
        Handlungsbedarf::Mittel => "planning-need-medium",
        Handlungsbedarf::Gering => "planning-need-low",
    };
    t.get(key).into_owned()
}

/// The same in a word, for tables: what stands before the colon.
pub(super) fn need_short(t: Texts, bedarf: Handlungsbedarf) -> String {
    let whole = need(t, bedarf);
    whole.split(':').next().unwrap_or(&whole).to_owned()
}

/// What came out of an item.
pub(super) fn result(t: Texts, ergebnis: Ergebnis) -> String {
    let key = match ergebnis {
        Ergebnis::Zugestimmt => "planning-result-approved",
        Ergebnis::Abgelehnt => "planning-result-refused",
        Ergebnis::Vertagt => "planning-result-adjourned",
        Ergebnis::ZurKenntnis => "planning-result-noted",
    };
    t.get(key).into_owned()
}

/// The same as a badge.
pub(super) fn result_badge(t: Texts, ergebnis: Ergebnis) -> Markup {
    let tone = match ergebnis {
        Ergebnis::Zugestimmt => Tone::Success,
        Ergebnis::Abgelehnt => Tone::Danger,
        Ergebnis::Vertagt => Tone::Warning,
        Ergebnis::ZurKenntnis => Tone::Info,
    };
    ui::badge(tone, &result(t, ergebnis))
}

/// The states of a measure that can be chosen; their words are those of the plans.
pub(super) fn states() -> Vec<Choice> {
    STATES.iter().map(|state| Choice::new(state.words(), state.words())).collect()
}

const STATES: [Projektstatus; 4] = [
    Projektstatus::ImPlan,
    Projektstatus::VerzugDroht,
    Projektstatus::InVerzug,
    Projektstatus::Abgeschlossen,
];

/// The state of these words, where it is one that can be chosen.
pub(super) fn state(words: &str) -> Option<Projektstatus> {
    STATES.into_iter().find(|state| state.words() == words)
}

/// Votes, where they were counted.
pub(super) fn votes(t: Texts, stimmen: Option<(u16, u16, u16)>) -> Option<String> {
    let (ja, nein, enthalten) = stimmen?;
    let args = [("yes", ja.into()), ("no", nein.into()), ("withheld", enthalten.into())];
    Some(t.with("planning-votes", &args))
}

/// What bodies decided on something, oldest first.
pub(super) fn decided(t: Texts, all: &[Gefasst]) -> Markup {
    html! {
        ol.rs-history.rs-history--one {
            @for one in all {
                li {
                    p.rs-history__what {
                        (one.gremium) ": " (result_badge(t, one.beschluss.ergebnis))
                    }
                    p.rs-muted {
                        (ui::link(&MeetingPath { id: one.sitzung }.into(), &t.date(one.tag)))
                        @if let Some(votes) = votes(t, one.beschluss.stimmen) { " · " (votes) }
                    }
                    (written(&one.beschluss.wortlaut))
                }
            }
        }
    }
}

/// What does not fit among the proposals that are reviewed or admitted: what they need does not come into the plan, or
/// later than they do.
fn worries(t: Texts, lines: &[Zeile]) -> Vec<String> {
    let mut found = Vec::new();
    let reviewed =
        lines.iter().filter(|line| matches!(line.vorschlag.stand, Stand::Geprueft | Stand::Aufgenommen));
    for line in reviewed {
        for one in &line.braucht {
            let other = one.titel.clone().unwrap_or_else(|| t.get("planning-need-draft").into_owned());
            let args = [("title", line.vorschlag.angaben.titel.as_str().into()), ("other", other.into())];
            if one.fehlt() {
                found.push(t.with("planning-worry-out", &args));
            } else if one.zu_spaet {
                found.push(t.with("planning-worry-late", &args));
            }
        }
    }
    found
}

/// The same before what it is about.
pub(super) fn worry(t: Texts, lines: &[Zeile]) -> Markup {
    let found = worries(t, lines);
    html! {
        @if !found.is_empty() {
            (ui::alert(Tone::Warning, &t.get("planning-worry"), Some(ui::list(&found))))
        }
    }
}

/// What stands between a plan and its publication.
pub(super) fn hindrance(t: Texts, error: &Error) -> String {
    match error {
        Error::Leer => t.get("planning-missing-all").into_owned(),
        Error::Unentschieden(count) => t.with("planning-missing-decisions", &[("count", (*count).into())]),
        Error::UeberBudget { bedarf, budget } => t.with(
            "planning-missing-money",
            &[("need", t.money(*bedarf).into()), ("budget", t.money(*budget).into())],
        ),
        Error::BeschlussFehlt(gremium) => {
            t.with("planning-missing-body", &[("body", gremium.as_str().into())])
        }
        Error::NichtGebilligt { titel, gremium } => t.with(
            "planning-missing-approval",
            &[("title", titel.as_str().into()), ("body", gremium.as_str().into())],
        ),
        Error::Doppelt(titel) => t.with("planning-missing-title", &[("title", titel.as_str().into())]),
        _ => t.get("planning-missing-later").into_owned(),
    }
}
