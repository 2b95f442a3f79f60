//! What is found in plans, in words.

use maud::{Markup, html};
use steering::{Aktionsplan, Id, Lage, Massnahme, Regel, Ursache, Vertrauen};

use crate::locale::Texts;
use crate::routes::MeasurePath;
use crate::ui::{self, Tone};

/// A text that somebody wrote here, as the plan or the record will have it: each line is a paragraph.
pub(super) fn written(text: &str) -> Markup {
    ui::paragraphs(&steering::blocks(steering::written(text)))
}

/// How a measure stands by its plan, as a badge; the words are the plan's.
pub(super) fn status_badge(status: Option<&str>) -> Markup {
    let Some(status) = status else { return html! {} };
    let tone = match status {
        "im Plan" => Tone::Info,
        "abgeschlossen" => Tone::Success,
        "in Verzug" => Tone::Danger,
        _ => Tone::Warning,
    };
    html! { span lang="de" { (ui::badge(tone, status)) } }
}

/// Where a measure is over all plans.
pub(super) fn lage(t: Texts, word: &str) -> String {
    let key = match Lage::parse(word) {
        Some(Lage::Laeuft) | None => "steer-runs",
        Some(Lage::Abgeschlossen) => "steer-completed",
        Some(Lage::Aufgegangen) => "steer-merged",
        Some(Lage::Verschwunden) => "steer-vanished",
    };
    t.get(key).into_owned()
}

/// By how much the planned completion moved.
pub(super) fn moved(t: Texts, months: i64) -> String {
    let key = if months < 0 { "steer-moved-earlier" } else { "steer-moved-later" };
    t.with(key, &[("months", months.abs().into())])
}

/// The names of the rules; what comes behind the prefix is the word of the rule in addresses.
const RULES: [&str; 17] = [
    "steer-rule-verschiebung",
    "steer-rule-verschiebung-gesamt",
    "steer-rule-faellig-und-im-plan",
    "steer-rule-text-sagt-abgeschlossen",
    "steer-rule-text-sagt-verzug",
    "steer-rule-text-nennt-status",
    "steer-rule-ohne-abschluss-verschwunden",
    "steer-rule-abgeschlossen-und-gefuehrt",
    "steer-rule-text-unveraendert",
    "steer-rule-fussnote-fehlt",
    "steer-rule-fussnote-mehrfach",
    "steer-rule-vormals-andere-massnahme",
    "steer-rule-vormals-doppelt",
    "steer-rule-verweis-ohne-ziel",
    "steer-rule-verweis-doppelt",
    "steer-rule-verweis-unlesbar",
    "steer-rule-harte-frist",
];

/// The name of a rule, from its word in addresses.
pub(super) fn rule(t: Texts, word: &str) -> String {
    let key = RULES.iter().find(|key| key.strip_prefix("steer-rule-") == Some(word));
    key.map_or_else(|| word.to_owned(), |key| t.get(key).into_owned())
}

/// What a rule found, in a sentence.
pub(super) fn finding(t: Texts, regel: &Regel) -> String {
    let day = |day: &jiff::civil::Date| t.date(*day);
    match regel {
        Regel::Verschiebung { monate, von, nach } | Regel::VerschiebungGesamt { monate, von, nach } => t
            .with(
                if *monate < 0 { "steer-found-earlier" } else { "steer-found-later" },
                &[
                    ("months", i64::from(monate.abs()).into()),
                    ("from", day(von).into()),
                    ("to", day(nach).into()),
                ],
            ),
        Regel::FaelligUndImPlan { faellig, stichtag } => {
            t.with("steer-found-due", &[("due", day(faellig).into()), ("day", day(stichtag).into())])
        }
        Regel::TextSagtAbgeschlossen(status) => {
            t.with("steer-found-done-in-text", &[("status", status.words().into())])
        }
        Regel::TextSagtVerzug => t.get("steer-found-late-in-text").into_owned(),
        Regel::TextNenntStatus { kopf, text } => t.with(
            "steer-found-other-status",
            &[("head", kopf.words().into()), ("text", text.words().into())],
        ),
        Regel::OhneAbschlussVerschwunden { jahr } => {
            t.with("steer-found-vanished", &[("year", jahr.to_string().into())])
        }
        Regel::AbgeschlossenUndGefuehrt => t.get("steer-found-completed-and-open").into_owned(),
        Regel::TextUnveraendert(jahre) => {
            let jahre: Vec<_> = jahre.iter().map(ToString::to_string).collect();
            t.with("steer-found-unchanged", &[("years", jahre.join(", ").into())])
        }
        Regel::FussnoteFehlt(zeichen) => {
            let zeichen: Vec<_> = zeichen.iter().map(ToString::to_string).collect();
            t.with("steer-found-no-footnote", &[("numbers", zeichen.join(", ").into())])
        }
        Regel::FussnoteMehrfach(zeichen) => {
            t.with("steer-found-footnote-twice", &[("number", zeichen.to_string().into())])
        }
        Regel::VormalsAndereMassnahme(nummer) => {
            t.with("steer-found-former-other", &[("number", nummer.to_string().into())])
        }
        Regel::VormalsDoppelt(nummer) => {
            t.with("steer-found-former-twice", &[("number", nummer.to_string().into())])
        }
        Regel::VerweisOhneZiel(nummer) => {
            t.with("steer-found-dangling", &[("number", nummer.to_string().into())])
        }
        Regel::VerweisDoppelt(nummer) => {
            t.with("steer-found-named-twice", &[("number", nummer.to_string().into())])
        }
        Regel::VerweisUnlesbar => t.get("steer-found-number-lost").into_owned(),
        Regel::HarteFrist { frist, .. } => t.with("steer-found-deadline", &[("day", day(frist).into())]),
        other => rule(t, &steering::regel_word(other)),
    }
}

/// How a history ends, for its last line.
pub(super) fn ende(t: Texts, lage: &str, jahr: Option<i16>) -> Option<String> {
    let year = |key: &str| jahr.map(|jahr| t.with(key, &[("year", jahr.to_string().into())]));
    match Lage::parse(lage)? {
        Lage::Abgeschlossen => year("steer-end-completed"),
        Lage::Verschwunden => year("steer-end-vanished"),
        Lage::Laeuft | Lage::Aufgegangen => None,
    }
}

/// How sure it is that a measure is that of the plan before.
pub(super) fn trust(t: Texts, vertrauen: Vertrauen) -> String {
    let key = match vertrauen {
        Vertrauen::Gering => "steer-trust-low",
        Vertrauen::Mittel => "steer-trust-medium",
        Vertrauen::Hoch => "steer-trust-high",
        Vertrauen::Bestaetigt => "steer-trust-confirmed",
    };
    t.get(key).into_owned()
}

/// A cause of delay by its name.
pub(super) fn cause(t: Texts, ursache: Ursache) -> String {
    let key = match ursache {
        Ursache::Personal => "plans-cause-staff",
        Ursache::Lieferant => "plans-cause-supplier",
        Ursache::Recht => "plans-cause-law",
        Ursache::Datenschutz => "plans-cause-privacy",
        Ursache::Haushalt => "plans-cause-money",
        Ursache::Pandemie => "plans-cause-pandemic",
        Ursache::Abhaengigkeit => "plans-cause-others",
        Ursache::Priorisierung => "plans-cause-priority",
        Ursache::Komplexitaet => "plans-cause-complexity",
    };
    t.get(key).into_owned()
}

/// A measure by number and title, with the way to its page.
pub(super) fn named(id: &Id, massnahme: &Massnahme) -> Markup {
    let name = match &massnahme.nummer {
        Some(nummer) => format!("{nummer} {}", massnahme.titel),
        None => massnahme.titel.clone(),
    };
    html! { span lang="de" { (ui::link(&MeasurePath { id: id.0.clone() }.into(), &name)) } }
}

/// The measures of a plan by the sections they stand in, with their places, in the order of the plan.
pub(super) fn sections(plan: &Aktionsplan) -> Vec<(String, Vec<(usize, &Massnahme)>)> {
    let mut sections: Vec<(String, Vec<(usize, &Massnahme)>)> = Vec::new();
    for (place, massnahme) in plan.massnahmen.iter().enumerate() {
        let name = massnahme.abschnitte.join(" › ");
        match sections.last_mut().filter(|(last, _)| *last == name) {
            Some((_, measures)) => measures.push((place, massnahme)),
            None => sections.push((name, vec![(place, massnahme)])),
        }
    }
    sections
}

/// Where it stands in the source: the plan and the line.
pub(super) fn source(t: Texts, jahr: i16, zeile: u32) -> String {
    t.with("steer-source", &[("year", jahr.to_string().into()), ("line", zeile.to_string().into())])
}
