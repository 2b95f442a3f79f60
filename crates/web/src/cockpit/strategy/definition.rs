//! What is entered to define a Kennzahl: taken from the form, checked, and shown again.

use catalogue::LeistungKey;
use maud::{Markup, html};
use strategy::{Element, Error, Feld, Kennzahl, Messung, Quelle, Richtung, Zahl, Zielwert};

use super::words;
use crate::locale::Texts;
use crate::shell::Posted;
use crate::ui::typed_day;
use crate::ui::{self, Choice, Field, Kind, Problem, TextInput, Width};

const NAME: &str = "name";
const WHAT: &str = "beschreibung";
const UNIT: &str = "einheit";
const BETTER: &str = "richtung";
const ELEMENT: &str = "element";
const SOURCE: &str = "quelle";
const SERVICE: &str = "leistung";
const TARGET: &str = "ziel";
const UNTIL: &str = "bis";
/// The fields of free text.
pub(super) const TEXTS: [&str; 4] = [NAME, WHAT, UNIT, TARGET];
/// The word for values that a person enters.
const BY_HAND: &str = "eingetragen";
const MORE: &str = "mehr";
const LESS: &str = "weniger";

/// What there is to choose from.
pub(super) struct Known {
    /// The elements of the edition that counts.
    pub(super) elements: Vec<Element>,
    /// The Leistungen of the catalogue with their titles.
    pub(super) services: Vec<(LeistungKey, String)>,
}

/// What was entered, as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Definition {
    name: String,
    beschreibung: String,
    einheit: String,
    richtung: String,
    element: String,
    quelle: String,
    leistung: String,
    ziel: String,
    bis: String,
}

impl Definition {
    pub(super) fn take(posted: Posted) -> Self {
        let mut taken = Self::default();
        for (name, value) in posted {
            match name.as_str() {
                NAME => taken.name = value,
                WHAT => taken.beschreibung = value,
                UNIT => taken.einheit = value,
                BETTER => taken.richtung = value,
                ELEMENT => taken.element = value,
                SOURCE => taken.quelle = value,
                SERVICE => taken.leistung = value,
                TARGET => taken.ziel = value,
                UNTIL => taken.bis = value,
                _ => {}
            }
        }
        taken
    }

    pub(super) fn of(t: Texts, kennzahl: &Kennzahl) -> Self {
        let quelle = match kennzahl.quelle {
            Quelle::Eingetragen => BY_HAND,
            Quelle::Gemessen(messung) => messung.as_str(),
        };
        Self {
            name: kennzahl.name.clone(),
            beschreibung: kennzahl.beschreibung.clone(),
            einheit: kennzahl.einheit.clone(),
            richtung: if kennzahl.richtung == Richtung::Mehr { MORE } else { LESS }.to_owned(),
            element: kennzahl.element.clone().unwrap_or_default(),
            quelle: quelle.to_owned(),
            leistung: kennzahl.leistung.as_ref().map(ToString::to_string).unwrap_or_default(),
            ziel: kennzahl.ziel.map(|ziel| t.number(&ziel.wert.to_string())).unwrap_or_default(),
            bis: kennzahl.ziel.map(|ziel| ziel.bis.to_string()).unwrap_or_default(),
        }
    }

    /// The Kennzahl that is meant, or what is wrong beside which field.
    pub(super) fn read(&self, t: Texts, known: &Known) -> Result<Kennzahl, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |path: &str, key: &str| problems.push(ui::problem(path, t.get(key)));
        if self.name.trim().is_empty() {
            wrong(NAME, "indicator-name-missing");
        }
        if self.einheit.trim().is_empty() {
            wrong(UNIT, "indicator-unit-missing");
        }
        let richtung = match self.richtung.as_str() {
            MORE => Some(Richtung::Mehr),
            LESS => Some(Richtung::Weniger),
            _ => None,
        };
        if richtung.is_none() {
            wrong(BETTER, "indicator-better-missing");
        }
        let quelle = match self.quelle.as_str() {
            BY_HAND => Some(Quelle::Eingetragen),
            word => Messung::parse(word).map(Quelle::Gemessen),
        };
        if quelle.is_none() {
            wrong(SOURCE, "indicator-source-missing");
        }
        let element = Some(self.element.clone()).filter(|id| !id.is_empty());
        if element.as_ref().is_some_and(|id| !known.elements.iter().any(|one| one.id == *id)) {
            wrong(ELEMENT, "indicator-element-wrong");
        }
        let leistung =
            known.services.iter().find(|(key, _)| key.as_str() == self.leistung).map(|(key, _)| key);
        if !self.leistung.is_empty()
            && (leistung.is_none() || quelle != Some(Quelle::Gemessen(Messung::Abdeckung)))
        {
            wrong(SERVICE, "indicator-service-wrong");
        }
        let (target, until) = (self.ziel.trim(), self.bis.trim());
        let (wert, bis) = (Zahl::parse(target), typed_day(until));
        let has_target = !target.is_empty() || !until.is_empty();
        if has_target && wert.is_none() {
            wrong(TARGET, "indicator-number-wrong");
        }
        if has_target && bis.is_none() {
            wrong(UNTIL, "indicator-day-wrong");
        }
        let ziel = wert.zip(bis).map(|(wert, bis)| Zielwert { wert, bis });
        match (richtung, quelle) {
            (Some(richtung), Some(quelle)) if problems.is_empty() => Ok(Kennzahl {
                name: self.name.clone(),
                beschreibung: self.beschreibung.clone(),
                einheit: self.einheit.clone(),
                richtung,
                element,
                ziel,
                quelle,
                leistung: leistung.cloned(),
            }),
            _ => Err(problems),
        }
    }

    /// What the office says against it, beside which field; what is no matter of the form comes back.
    pub(super) fn refused(t: Texts, error: Error) -> Result<Problem, Error> {
        let at = |path: &str, key: &str| Ok(ui::problem(path, t.get(key)));
        match error {
            Error::NameTaken => at(NAME, "indicator-name-taken"),
            Error::OfNoLeistung => at(SERVICE, "indicator-service-wrong"),
            Error::SourceFixed => at(SOURCE, "indicator-source-fixed"),
            Error::TooLong(feld) => {
                let path = match feld {
                    Feld::Beschreibung => WHAT,
                    Feld::Einheit => UNIT,
                    _ => NAME,
                };
                Ok(ui::problem(path, t.with("indicator-too-long", &[("max", feld.most().into())])))
            }
            other => Err(other),
        }
    }

    pub(super) fn fields(&self, t: Texts, known: &Known, problems: &[Problem]) -> Markup {
        let error = |path: &str| ui::wrong(problems, path);
        let label = |key: &str| t.get(key);
        let text = |value, kind, width| TextInput { value, kind, width, ..TextInput::default() };
        let (name, what, unit) = (label("indicator-name"), label("indicator-what"), label("indicator-unit"));
        let (what_hint, unit_hint) = (label("indicator-what-hint"), label("indicator-unit-hint"));
        let (better, element) = (label("indicator-better"), label("indicator-element"));
        let (source, target) = (label("indicator-source"), label("indicator-target"));
        let (service, service_hint) = (label("indicator-service"), label("indicator-service-hint"));
        let (until, target_hint) = (label("indicator-until"), label("indicator-target-hint"));
        let ways = [
            Choice::new(MORE, t.get("indicator-better-more")),
            Choice::new(LESS, t.get("indicator-better-less")),
        ];
        let mut sources = vec![Choice::new(BY_HAND, t.get("indicator-entered"))];
        sources.extend(Messung::ALL.map(|one| Choice::new(one.as_str(), words::measured(t, one))));
        html! {
            (ui::text_input(t, &Field::new(NAME, &name).error(error(NAME)), &text(&self.name, Kind::Text, Width::Full)))
            (ui::textarea(t, &Field::new(WHAT, &what).hint(&what_hint).optional().error(error(WHAT)), &self.beschreibung, 3))
            (ui::text_input(t, &Field::new(UNIT, &unit).hint(&unit_hint).error(error(UNIT)), &text(&self.einheit, Kind::Text, Width::Medium)))
            (ui::radios(t, &Field::new(SOURCE, &source).error(error(SOURCE)), &sources, &self.quelle))
            (ui::select(t, &Field::new(SERVICE, &service).hint(&service_hint).optional().error(error(SERVICE)), &services(&known.services), &self.leistung))
            (ui::radios(t, &Field::new(BETTER, &better).error(error(BETTER)), &ways, &self.richtung))
            (ui::text_input(t, &Field::new(TARGET, &target).hint(&target_hint).optional().error(error(TARGET)), &text(&self.ziel, Kind::Decimal, Width::Short)))
            (ui::date_input(t, &Field::new(UNTIL, &until).optional().error(error(UNTIL)), &self.bis, false))
            (ui::select(t, &Field::new(ELEMENT, &element).optional().error(error(ELEMENT)), &choices(t, &known.elements), &self.element))
        }
    }
}

fn services(all: &[(LeistungKey, String)]) -> Vec<Choice> {
    all.iter().map(|(key, title)| Choice::new(key.as_str(), title.as_str())).collect()
}

fn choices(t: Texts, elements: &[Element]) -> Vec<Choice> {
    // The name first: who types its beginning finds it.
    let choice = |element: &Element| {
        let label = format!("{} ({})", words::short(&element.titel), words::kind(t, element));
        Choice::new(element.id.as_str(), label)
    };
    elements.iter().map(choice).collect()
}
