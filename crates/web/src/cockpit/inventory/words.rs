//! Fields, values, findings and what is wrong, in words.

use inventory::{Fehler, Feld, Gleich, KENNUNG, Mangel, Regel, Spalte, Thema, Unlesbar, Verweisart, Wertart};

use crate::locale::Texts;

/// What a field is called.
pub(super) const fn label_key(feld: Feld) -> &'static str {
    match feld {
        Feld::Art => "stock-art",
        Feld::Name => "stock-name",
        Feld::Kurzname => "stock-kurzname",
        Feld::Beschreibung => "stock-beschreibung",
        Feld::Hersteller => "stock-hersteller",
        Feld::Produkt => "stock-produkt",
        Feld::Version => "stock-version",
        Feld::Schutzbedarf => "stock-schutzbedarf",
        Feld::Personenbezug => "stock-personenbezug",
        Feld::Oeffentlich => "stock-oeffentlich",
        Feld::Betreiber => "stock-betreiber",
        Feld::Nutzende => "stock-nutzende",
        Feld::Standards => "stock-standards",
        Feld::Schnittstellen => "stock-schnittstellen",
        Feld::InBetriebSeit => "stock-in-betrieb-seit",
        Feld::SupportBis => "stock-support-bis",
        Feld::AbloesungAm => "stock-abloesung-am",
        Feld::VertragBis => "stock-vertrag-bis",
        Feld::KostenJahr => "stock-kosten-jahr",
        Feld::Einzelplan => "stock-einzelplan",
        Feld::EnergieKwh => "stock-energie-kwh",
        Feld::EnergieJahr => "stock-energie-jahr",
        Feld::EnergieQuelle => "stock-energie-quelle",
        Feld::Lizenzart => "stock-lizenzart",
        Feld::LizenzenGekauft => "stock-lizenzen-gekauft",
    }
}

pub(super) fn label(t: Texts, feld: Feld) -> String {
    t.get(label_key(feld)).into_owned()
}

/// What a column of a file is called.
pub(super) fn column(t: Texts, spalte: Spalte) -> String {
    let key = match spalte {
        Spalte::Kennung => return KENNUNG.to_owned(),
        Spalte::Feld(feld) => label_key(feld),
        Spalte::Verknuepft(Verweisart::Massnahme) => "stock-column-massnahmen",
        Spalte::Verknuepft(Verweisart::Leistung) => "stock-column-leistungen",
        Spalte::Verknuepft(Verweisart::Nutzt) => "stock-column-nutzt",
        Spalte::Verknuepft(Verweisart::Ersetzt) => "stock-column-ersetzt",
        Spalte::Genutzt => "stock-column-genutzt",
        Spalte::GenutztAm => "stock-column-genutzt-am",
    };
    t.get(key).into_owned()
}

/// How to answer, where that is not plain.
pub(super) fn hint(t: Texts, feld: Feld) -> Option<String> {
    let key = match feld {
        Feld::Schutzbedarf => "stock-schutzbedarf-hint",
        Feld::Oeffentlich => "stock-oeffentlich-hint",
        Feld::Betreiber => "stock-betreiber-hint",
        Feld::Standards => "stock-standards-hint",
        Feld::KostenJahr => "stock-kosten-jahr-hint",
        Feld::EnergieQuelle => "stock-energie-quelle-hint",
        _ => return None,
    };
    Some(t.get(key).into_owned())
}

pub(super) fn thema(t: Texts, thema: Thema) -> String {
    let key = match thema {
        Thema::Grunddaten => "stock-topic-grunddaten",
        Thema::Betrieb => "stock-topic-betrieb",
        Thema::Lebenszyklus => "stock-topic-lebenszyklus",
        Thema::Kosten => "stock-topic-kosten",
        Thema::Lizenz => "stock-topic-lizenz",
    };
    t.get(key).into_owned()
}

/// A word of a choice.
pub(super) fn choice(t: Texts, word: &str) -> String {
    let key = match word {
        "fachverfahren" => "stock-is-fachverfahren",
        "register" => "stock-is-register",
        "projekt" => "stock-is-projekt",
        "lizenz" => "stock-is-lizenz",
        "normal" => "stock-need-normal",
        "hoch" => "stock-need-hoch",
        "sehr-hoch" => "stock-need-sehr-hoch",
        "benannt" => "stock-licence-benannt",
        "geraet" => "stock-licence-geraet",
        "gleichzeitig" => "stock-licence-gleichzeitig",
        "standort" => "stock-licence-standort",
        other => return other.to_owned(),
    };
    t.get(key).into_owned()
}

/// A value as people read it.
pub(super) fn value(t: Texts, feld: Feld, kept: &str) -> String {
    match feld.wertart() {
        Wertart::Wahl(_) => choice(t, kept),
        Wertart::JaNein => t.get(if kept == "true" { "field-yes" } else { "field-no" }).into_owned(),
        Wertart::Tag => kept.parse().map_or_else(|_| kept.to_owned(), |day| t.date(day)),
        Wertart::Geld => kept.parse().map_or_else(|_| kept.to_owned(), |cents| t.money(cents)),
        Wertart::Zahl => t.number(kept),
        Wertart::Jahr | Wertart::Zeile(_) | Wertart::Absatz(_) => kept.to_owned(),
    }
}

/// A value as it would have been typed.
pub(super) fn typed(feld: Feld, kept: &str) -> String {
    match (feld.wertart(), kept.parse::<i64>()) {
        (Wertart::Geld, Ok(cents)) => format!("{},{:02}", cents / 100, cents % 100),
        _ => kept.to_owned(),
    }
}

/// What is wrong with a value, and what to do.
pub(super) fn unfit(t: Texts, problem: &Unlesbar) -> String {
    match problem {
        Unlesbar::Fehlt => t.get("stock-wrong-missing").into_owned(),
        Unlesbar::ZuLang(max) => t.with("stock-wrong-long", &[("max", (*max).into())]),
        Unlesbar::Wahl(words) => {
            let words: Vec<_> = words.iter().map(|word| choice(t, word)).collect();
            t.with("stock-wrong-choice", &[("choices", words.join(", ").into())])
        }
        Unlesbar::JaNein => t.get("stock-wrong-yes-no").into_owned(),
        Unlesbar::Tag => t.get("stock-wrong-day").into_owned(),
        Unlesbar::Zahl => t.get("stock-wrong-number").into_owned(),
        Unlesbar::Jahr => t.get("stock-wrong-year").into_owned(),
        Unlesbar::Geld => t.get("stock-wrong-money").into_owned(),
        Unlesbar::Braucht(other) => t.with("stock-wrong-needs", &[("other", label(t, *other).into())]),
        Unlesbar::Vor(other) => t.with("stock-wrong-before", &[("other", label(t, *other).into())]),
    }
}

/// What is wrong with a row of a file.
pub(super) fn fault(t: Texts, fehler: &Fehler) -> String {
    match &fehler.mangel {
        Mangel::Wert(feld, problem) => format!("{}: {}", label(t, *feld), unfit(t, problem)),
        Mangel::Kennung => t.get("stock-wrong-id").into_owned(),
        Mangel::Verweis(art) => {
            let column = column(t, Spalte::Verknuepft(*art));
            t.with("stock-wrong-link", &[("column", column.into())])
        }
        Mangel::Anzahl => t.get("stock-wrong-number").into_owned(),
        Mangel::Stichtag => t.get("stock-wrong-use-day").into_owned(),
        Mangel::KeineLizenz => t.get("stock-wrong-no-licence").into_owned(),
        Mangel::Verbunden => t.get("stock-wrong-merged").into_owned(),
        Mangel::Doppelt(row) => t.with("stock-wrong-twice", &[("row", row.to_string().into())]),
    }
}

/// The names of the rules; what comes behind the prefix is the word of the rule in addresses.
const RULES: [&str; 11] = [
    "stock-rule-support-abgelaufen",
    "stock-rule-unterlizenziert",
    "stock-rule-vertrag-abgelaufen",
    "stock-rule-abloesung-nach-support",
    "stock-rule-abloesung-ueberfaellig",
    "stock-rule-support-endet",
    "stock-rule-vertrag-endet",
    "stock-rule-ohne-schutzbedarf",
    "stock-rule-ohne-betreiber",
    "stock-rule-ohne-leistung",
    "stock-rule-ueberlizenziert",
];

/// The name of a rule, from its word in addresses.
pub(super) fn rule(t: Texts, word: &str) -> String {
    let key = RULES.iter().find(|key| key.strip_prefix("stock-rule-") == Some(word));
    key.map_or_else(|| word.to_owned(), |key| t.get(key).into_owned())
}

/// What a rule found, in a sentence.
pub(super) fn finding(t: Texts, regel: Regel) -> String {
    let on = |key: &str, day| t.with(key, &[("day", t.date(day).into())]);
    let used =
        |key: &str, bought: i64, used: i64| t.with(key, &[("bought", bought.into()), ("used", used.into())]);
    match regel {
        Regel::SupportAbgelaufen(day) => on("stock-found-support-over", day),
        Regel::SupportEndet(day) => on("stock-found-support-ends", day),
        Regel::AbloesungNachSupport { support, abloesung } => t.with(
            "stock-found-late-replacement",
            &[("support", t.date(support).into()), ("replacement", t.date(abloesung).into())],
        ),
        Regel::AbloesungUeberfaellig(day) => on("stock-found-replacement-over", day),
        Regel::VertragAbgelaufen(day) => on("stock-found-contract-over", day),
        Regel::VertragEndet(day) => on("stock-found-contract-ends", day),
        Regel::Unterlizenziert { gekauft, genutzt } => used("stock-found-too-few", gekauft, genutzt),
        Regel::Ueberlizenziert { gekauft, genutzt } => used("stock-found-too-many", gekauft, genutzt),
        Regel::OhneSchutzbedarf => t.get("stock-found-no-protection").into_owned(),
        Regel::OhneBetreiber => t.get("stock-found-no-operator").into_owned(),
        Regel::OhneLeistung => t.get("stock-found-no-leistung").into_owned(),
    }
}

/// Why two may be the same.
pub(super) fn same(t: Texts, why: Gleich) -> String {
    match why {
        Gleich::Produkt => t.get("stock-same-product").into_owned(),
        Gleich::Name => t.get("stock-same-name").into_owned(),
        Gleich::Kurzname => t.get("stock-same-short").into_owned(),
        Gleich::Worte(share) => t.with("stock-same-words", &[("share", share.into())]),
    }
}

/// What kind of link it is, seen from the one that has it, or from the one that it leads to.
pub(super) fn link(t: Texts, art: &str, back: bool) -> String {
    let key = match (art, back) {
        ("massnahme", _) => "stock-link-massnahme",
        ("leistung", _) => "stock-link-leistung",
        ("nutzt", false) => "stock-link-nutzt",
        ("nutzt", true) => "stock-link-genutzt-von",
        (_, false) => "stock-link-ersetzt",
        (_, true) => "stock-link-ersetzt-durch",
    };
    t.get(key).into_owned()
}
