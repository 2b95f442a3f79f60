//! `/steuerung/bestand/{id}/aendern/{thema}`: what is said of something, one topic a page. What is entered stays until it fits.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Aenderung, Error, Feld, Gegenstand, Thema, Unlesbar, Wertart};
use maud::{Markup, html};

use super::{open, to, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{EditThingPath, InventoryPath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Tone, Width};

const VERSION: &str = "version";

/// What was entered, as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Entered(pub(super) BTreeMap<Feld, String>);

impl Entered {
    /// What is kept, as it would have been typed.
    fn of(found: &Gegenstand, thema: Thema) -> Self {
        let angaben = found.einzelheiten.as_ref().map(|details| &details.angaben);
        let kept = |feld| Some((feld, words::typed(feld, angaben?.get(feld)?)));
        Self(thema.felder().filter_map(kept).collect())
    }

    pub(super) fn take(posted: &Posted, felder: impl Iterator<Item = Feld>) -> Self {
        let value = |feld: Feld| {
            let found = posted.iter().find(|(name, _)| name == feld.as_str());
            (feld, found.map(|(_, value)| value.clone()).unwrap_or_default())
        };
        Self(felder.map(value).collect())
    }

    pub(super) fn text(&self, feld: Feld) -> &str {
        self.0.get(&feld).map_or("", String::as_str)
    }

    /// The values as they are kept, and what is none.
    pub(super) fn read(&self) -> (Aenderung, Vec<(Feld, Unlesbar)>) {
        let (mut values, mut problems) = (Aenderung::new(), Vec::new());
        for (feld, text) in &self.0 {
            match feld.lesen(text) {
                Ok(value) => {
                    values.insert(*feld, value);
                }
                Err(problem) => problems.push((*feld, problem)),
            }
        }
        (values, problems)
    }
}

/// What is wrong, field by field, each with its name: a field may stand on another page.
pub(super) fn problems(t: Texts, unfit: &[(Feld, Unlesbar)]) -> Vec<Problem> {
    let line = |(feld, problem): &(Feld, Unlesbar)| Problem {
        path: Some(feld.as_str().to_owned()),
        text: format!("{}: {}", words::label(t, *feld), words::unfit(t, problem)),
    };
    unfit.iter().map(line).collect()
}

/// The names of fields, to look for what cannot be stored.
pub(super) fn names(felder: impl Iterator<Item = Feld>) -> Vec<&'static str> {
    felder.map(Feld::as_str).collect()
}

pub(super) async fn ask(
    EditThingPath { id, thema }: EditThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let thema = Thema::parse(&thema).ok_or(Failure::NotFound)?;
    let found = open(&house, &colleague, id).await?;
    let entered = Entered::of(&found, thema);
    Ok(page(&frame, &found, thema, &entered, &[], &[]).respond(&frame))
}

pub(super) async fn change(
    EditThingPath { id, thema }: EditThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let thema = Thema::parse(&thema).ok_or(Failure::NotFound)?;
    let mut found = open(&house, &colleague, id).await?;
    let t = frame.t;
    let mut wrong = posted.unfit(t, &names(thema.felder()));
    let posted = posted.into_answers();
    let entered = Entered::take(&posted, thema.felder());
    let version = posted.iter().find(|(name, _)| name == VERSION).and_then(|(_, text)| text.parse().ok());
    let (values, unfit) = entered.read();
    wrong.extend(problems(t, &unfit));
    let mut stale = Vec::new();
    if wrong.is_empty() {
        let mut tx = house.store.begin().await?;
        // Without a version nothing was read, and nothing is overwritten.
        let done =
            inventory::change(&mut tx, &colleague.scope, id, version.unwrap_or_default(), &values).await;
        match done {
            Ok(_) => {
                tx.commit().await?;
                return Ok(Redirect::to(to(&found.kurz).as_str()).into_response());
            }
            Err(Error::Unstimmig(unfit)) => wrong.extend(problems(t, &unfit)),
            Err(Error::Veraltet(fields)) => {
                drop(tx);
                stale = fields;
                found = open(&house, &colleague, id).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &found, thema, &entered, &wrong, &stale).respond(&frame))
}

/// `stale` are fields that somebody else has changed meanwhile: their new values are shown, and sending again overwrites them.
fn page(
    frame: &Frame,
    found: &Gegenstand,
    thema: Thema,
    entered: &Entered,
    wrong: &[Problem],
    stale: &[Feld],
) -> Page {
    let t = frame.t;
    let title = words::thema(t, thema);
    let details = found.einzelheiten.as_ref();
    let version = details.map_or(0, |details| details.version);
    let now = |feld: Feld| {
        let kept = details.and_then(|details| details.angaben.get(feld));
        let shown =
            kept.map_or_else(|| t.get("stock-empty").into_owned(), |kept| words::value(t, feld, kept));
        format!("{}: {shown}", words::label(t, feld))
    };
    let here = EditThingPath { id: found.kurz.id(), thema: thema.as_str().to_owned() };
    let content = html! {
        (ui::error_summary(t, wrong))
        (ui::heading_of(&found.kurz.name, &title))
        @if !stale.is_empty() {
            (ui::alert(Tone::Warning, &t.get("stock-stale"), Some(html! {
                (ui::paragraph(&t.get("stock-stale-what")))
                (ui::list(&stale.iter().map(|feld| now(*feld)).collect::<Vec<_>>()))
            })))
        }
        (ui::form(&frame.csrf, &here.into(), Send::Plain, html! {
            (ui::hidden(VERSION, &version.to_string()))
            @for feld in thema.felder() { (input(t, feld, entered, wrong)) }
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("stock-save")))
                (ui::link_button(Emphasis::Secondary, &to(&found.kurz), &t.get("stock-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(InventoryPath, t.get("stock-title")),
        Crumb::new(to(&found.kurz), found.kurz.name.clone()),
    ];
    let failed = !wrong.is_empty() || !stale.is_empty();
    Page::new(format!("{title} – {}", found.kurz.name), content)
        .called(title)
        .below(above)
        .with_errors(failed)
}

/// The field to type or choose a value with.
pub(super) fn input(t: Texts, feld: Feld, entered: &Entered, wrong: &[Problem]) -> Markup {
    let (name, label, hint) = (feld.as_str(), words::label(t, feld), words::hint(t, feld));
    let error = ui::wrong(wrong, name);
    // Beside the field its name is not said again.
    let error = error.map(|text| text.strip_prefix(&format!("{label}: ")).unwrap_or(text));
    let field = Field { name, label: &label, hint: hint.as_deref(), error, optional: !feld.is_required() };
    let value = entered.text(feld);
    let line = |kind, width, unit| {
        ui::text_input(t, &field, &TextInput { value, kind, width, unit, autocomplete: None })
    };
    match feld.wertart() {
        Wertart::Wahl(all) => {
            let choices: Vec<_> = all.iter().map(|word| Choice::new(*word, words::choice(t, word))).collect();
            ui::select(t, &field, &choices, value)
        }
        Wertart::JaNein => ui::yes_no(t, &field, value),
        Wertart::Tag => ui::date_input(t, &field, value, false),
        Wertart::Absatz(_) => ui::textarea(t, &field, value, 4),
        Wertart::Zeile(max) if max < 100 => line(Kind::Text, Width::Medium, None),
        Wertart::Zeile(_) => line(Kind::Text, Width::Full, None),
        Wertart::Zahl => line(Kind::Whole, Width::Short, (feld == Feld::EnergieKwh).then_some("kWh")),
        Wertart::Jahr => line(Kind::Whole, Width::Tiny, None),
        Wertart::Geld => line(Kind::Decimal, Width::Short, Some("€")),
    }
}
