//! `/steuerung/kennzahlen/{id}/wert`: enters the value of a day, or corrects one. What stood there before stays visible.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use strategy::{Eintrag, Error, Feld, KennzahlId, Quelle, Verlauf, Zahl};

use super::{may_steer, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{EnterValuePath, SteerIndicatorsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width};

const DAY: &str = "tag";
const VALUE: &str = "wert";
const SOURCE: &str = "quelle";
const REASON: &str = "grund";

/// What is meant by what was typed, or what is wrong beside which field.
fn read(t: Texts, entered: &Entered) -> Result<Eintrag, Vec<Problem>> {
    let (tag, wert) = (entered.day(DAY), Zahl::parse(entered.get(VALUE)));
    let problems = ui::faults(
        t,
        [
            (tag.is_none(), DAY, "indicator-day-wrong"),
            (wert.is_none(), VALUE, "indicator-number-wrong"),
            (entered.get(SOURCE).trim().is_empty(), SOURCE, "value-source-missing"),
        ],
    );
    match (tag, wert) {
        (Some(tag), Some(wert)) if problems.is_empty() => Ok(Eintrag {
            tag,
            wert,
            quelle: entered.get(SOURCE).to_owned(),
            grund: entered.get(REASON).to_owned(),
        }),
        _ => Err(problems),
    }
}

pub(super) async fn show(
    path: EnterValuePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let known = strategy::kennzahl(&mut house.store.reader(), KennzahlId(path.id)).await?;
    Ok(page(&frame, &known, &Entered::default(), &[]).respond(&frame))
}

pub(super) async fn enter(
    path: EnterValuePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let id = KennzahlId(path.id);
    let known = strategy::kennzahl(&mut house.store.reader(), id).await?;
    let mut problems = posted.unfit(t, &[VALUE, SOURCE, REASON]);
    let entered = Entered::new(posted.into_answers());
    match read(t, &entered) {
        Ok(eintrag) if problems.is_empty() => {
            let mut tx = house.store.begin().await?;
            match strategy::enter(&mut tx, &colleague.scope, id, &eintrag).await {
                Ok(()) => {
                    tx.commit().await?;
                    let to = Href::from(SteerIndicatorsPath).with("meldung", "wert");
                    return Ok(Redirect::to(to.as_str()).into_response());
                }
                Err(error) => problems.push(refused(t, &known, &eintrag, error)?),
            }
        }
        Ok(_) => {}
        Err(found) => problems.extend(found),
    }
    Ok(page(&frame, &known, &entered, &problems).respond(&frame))
}

/// What the office says against it, beside which field; what is no matter of the form comes back.
fn refused(t: Texts, known: &Verlauf, eintrag: &Eintrag, error: Error) -> Result<Problem, Error> {
    let at = |path: &str, key: &str| Ok(ui::problem(path, t.get(key)));
    match error {
        Error::Future => at(DAY, "value-future"),
        Error::Ended => {
            let last = known.ende.as_ref().map_or_else(|| "–".to_owned(), |ende| t.date(ende.tag));
            Ok(ui::problem(DAY, t.with("value-ended", &[("day", last.into())])))
        }
        Error::Measured => at(DAY, "value-measured"),
        Error::Unchanged => at(VALUE, "value-unchanged"),
        Error::Missing(Feld::Grund) => {
            let there = known.werte.iter().find(|wert| wert.tag == eintrag.tag).and_then(|wert| wert.wert);
            let there = there.map_or_else(|| "–".to_owned(), |wert| words::value(t, wert, &known.kennzahl));
            Ok(ui::problem(REASON, t.with("value-reason-missing", &[("value", there.into())])))
        }
        Error::TooLong(feld) => {
            let path = if feld == Feld::Grund { REASON } else { SOURCE };
            Ok(ui::problem(path, t.with("indicator-too-long", &[("max", feld.most().into())])))
        }
        other => Err(other),
    }
}

fn page(frame: &Frame, known: &Verlauf, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let error = |path: &str| ui::wrong(problems, path);
    let by_hand = known.kennzahl.quelle == Quelle::Eingetragen;
    let title = t.get(if by_hand { "indicator-enter" } else { "indicator-correct" });
    let (day, value) = (t.get("indicator-day"), t.get("indicator-value"));
    let (source, source_hint) = (t.get("indicator-source"), t.get("value-source-hint"));
    let (reason, reason_hint) = (t.get("value-reason"), t.get("value-reason-hint"));
    let number = TextInput {
        value: entered.get(VALUE),
        kind: Kind::Decimal,
        width: Width::Short,
        unit: Some(&known.kennzahl.einheit),
        ..TextInput::default()
    };
    let text = TextInput { value: entered.get(SOURCE), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&title, &known.kennzahl.name))
        @if !by_hand { (ui::paragraph(&t.get("value-only-corrected"))) }
        (ui::form(&frame.csrf, &EnterValuePath { id: known.id.0 }.into(), Send::Plain, html! {
            (ui::date_input(t, &Field::new(DAY, &day).error(error(DAY)), entered.get(DAY), false))
            (ui::text_input(t, &Field::new(VALUE, &value).error(error(VALUE)), &number))
            (ui::text_input(t, &Field::new(SOURCE, &source).hint(&source_hint).error(error(SOURCE)), &text))
            (ui::textarea(t, &Field::new(REASON, &reason).hint(&reason_hint).optional().error(error(REASON)), entered.get(REASON), 3))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &title))
                (ui::link_button(Emphasis::Secondary, &SteerIndicatorsPath.into(), &t.get("indicator-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(SteerIndicatorsPath, t.get("indicators-keep")),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
