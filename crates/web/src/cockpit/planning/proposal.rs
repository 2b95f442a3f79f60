//! `/steuerung/vorschlag/{id}`: a proposal, what was said of it, and what one can do with it.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Error, Gegenstand, Mittel, Schritt, Vorschlag, VorschlagId};

use super::entered::{Entered, complaint, problem};
use super::history::{COMMENT, comment_form, history, step_name};
use super::{proposes, steers, words, works};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    EditProposalPath, PlanningPath, ProposalCommentPath, ProposalPath, SteeredMeasurePath, SteeringPath,
    StepPath,
};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Problem, Table, Tone};

pub(super) async fn show(
    ProposalPath { id }: ProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    Ok(page(&house, &colleague, &frame, id, "", &[]).await?.respond(&frame))
}

/// Says something about it.
pub(super) async fn comment(
    ProposalCommentPath { id }: ProposalCommentPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[COMMENT]);
    let entered = Entered::new(posted.into_answers());
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match planning::comment(&mut tx, &colleague.scope, id, entered.get(COMMENT)).await {
            Ok(()) => {
                tx.commit().await?;
                let to = Href::from(ProposalPath { id }).at("verlauf");
                return Ok(Redirect::to(to.as_str()).into_response());
            }
            Err(Error::Angabe(feld)) => problems.push(problem(frame.t, COMMENT, complaint(feld))),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&house, &colleague, &frame, id, entered.get(COMMENT), &problems).await?;
    Ok(page.respond(&frame))
}

/// What somebody can do with it.
fn steps(colleague: &Colleague, vorschlag: &Vorschlag, is_open: bool) -> Vec<Schritt> {
    let own = vorschlag.behoerde == colleague.behoerde && proposes(colleague);
    let may = |schritt: &Schritt| if schritt.is_of_ressort() { own } else { steers(colleague) };
    let possible = |schritt: &Schritt| is_open && schritt.from(vorschlag.stand).is_some();
    Schritt::ALL.into_iter().filter(possible).filter(may).collect()
}

async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    id: VorschlagId,
    typed: &str,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let scope = &colleague.scope;
    let vorschlag = planning::vorschlag(&mut reader, scope, id).await?;
    let planung = planning::planung(&mut reader, scope, vorschlag.jahr).await?;
    let events = planning::history(&mut reader, scope, id).await?;
    let decided = planning::decided(&mut reader, scope, &Gegenstand::Vorschlag(id)).await?;
    let behoerde = identity::behoerde(&mut reader, scope, vorschlag.behoerde).await?;
    let is_open = planung.veroeffentlicht_at.is_none();
    let own = vorschlag.behoerde == colleague.behoerde && proposes(colleague);
    let angaben = &vorschlag.angaben;
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&angaben.titel))
        @if let Some(hinweis) = &vorschlag.hinweis {
            (ui::alert(Tone::Warning, &t.get("planning-said"), Some(ui::prose(hinweis))))
        }
        (facts(t, &vorschlag, behoerde.as_ref().map_or("", |one| one.name.as_str())))
        (ui::actions(html! {
            @if own && is_open && vorschlag.stand.is_open() {
                (ui::link_button(Emphasis::Primary, &EditProposalPath { id }.into(), &t.get("planning-edit")))
            }
            @for schritt in steps(colleague, &vorschlag, is_open) {
                (ui::link_button(
                    Emphasis::Secondary,
                    &StepPath { id, schritt: schritt.as_str().to_owned() }.into(),
                    &step_name(t, schritt),
                ))
            }
        }))
        (ui::section("text", &t.get("planning-text"), ui::prose(&angaben.text)))
        @if !angaben.begruendung.is_empty() {
            (ui::section("begruendung", &t.get("planning-why"), ui::prose(&angaben.begruendung)))
        }
        (ui::section("mittel", &t.get("planning-money"), money(t, &angaben.mittel)))
        @if !decided.is_empty() {
            (ui::section("beschluesse", &t.get("planning-decisions"), words::decided(t, &decided)))
        }
        (ui::section("verlauf", &t.get("planning-history"), html! {
            (history(t, &events))
            (comment_form(frame, &ProposalCommentPath { id }.into(), typed, problems))
        }))
    };
    let year = [("year", vorschlag.jahr.to_string().into())];
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr: vorschlag.jahr }, t.with("planning-plan", &year)),
    ];
    Ok(Page::new(&angaben.titel, content).below(above).with_errors(!problems.is_empty()))
}

fn facts(t: Texts, vorschlag: &Vorschlag, behoerde: &str) -> Markup {
    let angaben = &vorschlag.angaben;
    let fact = |key: &str, value: &str| (t.get(key).into_owned(), html! { (value) });
    let mut facts = vec![
        (t.get("planning-stand").into_owned(), words::stand(t, vorschlag.stand)),
        fact("planning-of", behoerde),
        fact("planning-section", &angaben.abschnitt),
        fact("steer-lead-office", &angaben.federfuehrung),
        fact("steer-due", &angaben.abschluss),
        fact("steer-status", angaben.status.words()),
        fact("planning-need", &words::need(t, angaben.bedarf)),
    ];
    if let Some(id) = &vorschlag.massnahme {
        let link =
            ui::link(&SteeredMeasurePath { id: id.0.clone() }.into(), &t.get("planning-carries-on-link"));
        facts.push((t.get("planning-carries-on").into_owned(), link));
    }
    ui::description_list(&facts)
}

fn money(t: Texts, all: &[Mittel]) -> Markup {
    if all.is_empty() {
        return ui::muted(&t.get("planning-money-none"));
    }
    let row =
        |one: &Mittel| vec![html! { (one.jahr) }, html! { (one.einzelplan) }, html! { (t.money(one.cent)) }];
    ui::table(&Table {
        caption: t.get("planning-money").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("planning-year")),
            Column::new(t.get("planning-einzelplan")),
            Column::numeric(t.get("planning-amount")),
        ],
        rows: all.iter().map(row).collect(),
    })
}
