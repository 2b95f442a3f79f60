//! `/steuerung/vorschlag/{id}`: a proposal, what was said of it, and what one can do with it.

use axum::response::Response;
use maud::{Markup, html};
use planning::{Bedingung, Gegenstand, Mittel, Schritt, Stand, Umfeld, Vorschlag, VorschlagId};
use steering::{Id, Massnahme};

use super::about::About;
use super::history::{step_name, take_comment};
use super::needs::Line;
use super::{attachments, history, needs, proposes, steers, words, works};
use crate::cockpit::entered::Entered;
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    EditProposalPath, PlanningPath, ProposalCommentPath, ProposalNeedPath, ProposalPath, SteeredMeasurePath,
    SteeringPath, StepPath,
};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Page, Problem, Table, Tone};

pub(super) async fn show(
    ProposalPath { id }: ProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    Ok(page(&house, &colleague, &frame, id, &Entered::default(), &[]).await?.respond(&frame))
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
    match take_comment(&house, &colleague, &frame, &About::Proposal(id), posted).await? {
        Ok(done) => Ok(done),
        Err((entered, problems)) => {
            Ok(page(&house, &colleague, &frame, id, &entered, &problems).await?.respond(&frame))
        }
    }
}

/// Says that it cannot be done before something else, or that it can after all.
pub(super) async fn need(
    ProposalNeedPath { id }: ProposalNeedPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    works(&colleague)?;
    match needs::take(&house, &colleague, &frame, &About::Proposal(id), posted).await? {
        Ok(done) => Ok(done),
        Err((entered, problems)) => {
            Ok(page(&house, &colleague, &frame, id, &entered, &problems).await?.respond(&frame))
        }
    }
}

/// What somebody can do with it.
fn steps(colleague: &Colleague, vorschlag: &Vorschlag, is_open: bool) -> Vec<Schritt> {
    let own = vorschlag.behoerde == colleague.behoerde && proposes(colleague);
    let may = |schritt: &Schritt| if schritt.is_of_ressort() { own } else { steers(colleague) };
    let possible = |schritt: &Schritt| is_open && schritt.from(vorschlag.stand).is_some();
    Schritt::ALL.into_iter().filter(possible).filter(may).collect()
}

/// The page with what was typed, and what is wrong with it.
pub(super) async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    id: VorschlagId,
    entered: &Entered,
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
    let umfeld = planning::umfeld(&mut reader, scope, id).await?;
    let own = vorschlag.behoerde == colleague.behoerde && proposes(colleague);
    let links = is_open && (own || steers(colleague)) && vorschlag.stand != Stand::Zurueckgezogen;
    let others = if links { choices(&umfeld, &steering::laufende(&mut reader).await?) } else { Vec::new() };
    let angaben = &vorschlag.angaben;
    let about = About::Proposal(id);
    let files = planning::anlagen(&mut reader, scope, id).await?;
    let changes = own && is_open && vorschlag.stand.is_open();
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&angaben.titel))
        @if let Some(hinweis) = &vorschlag.hinweis {
            (ui::alert(Tone::Warning, &t.get("planning-said"), Some(written(hinweis))))
        }
        @if vorschlag.stand == Stand::Verfallen {
            (ui::alert(Tone::Info, &t.get("planning-lapsed"), Some(ui::paragraph(&t.get("planning-lapsed-what")))))
        }
        (facts(t, &vorschlag, behoerde.as_ref().map_or("", |one| one.name.as_str())))
        (ui::actions(html! {
            @if changes {
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
        (ui::section("text", &t.get("planning-text"), written(&angaben.text)))
        @if !angaben.begruendung.is_empty() {
            (ui::section("begruendung", &t.get("planning-why"), written(&angaben.begruendung)))
        }
        (ui::section("mittel", &t.get("planning-money"), money(t, &angaben.mittel)))
        @if changes || !files.is_empty() { (attachments::section(frame, id, &files, changes, problems)) }
        @if links || !umfeld.braucht.is_empty() {
            (ui::section("braucht", &t.get("planning-needs"), html! {
                (needs::table(t, "planning-needs", lines(t, &umfeld.braucht, true)))
                @if links { (needs::form(frame, &about, &others, entered, problems)) }
            }))
        }
        @if !umfeld.gebraucht.is_empty() {
            (ui::section("gebraucht", &t.get("planning-needed"), needs::table(
                t, "planning-needed", lines(t, &umfeld.gebraucht, false)
            )))
        }
        @if !decided.is_empty() {
            (ui::section("beschluesse", &t.get("planning-decisions"), words::decided(t, &decided)))
        }
        (history::section(frame, &about, &events, entered, problems))
    };
    let year = [("year", vorschlag.jahr.to_string().into())];
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr: vorschlag.jahr }, t.with("steer-plan-of", &year)),
    ];
    Ok(Page::new(&angaben.titel, content).below(above).with_errors(!problems.is_empty()))
}

fn lines(t: Texts, all: &[Bedingung], first: bool) -> Vec<Line> {
    all.iter().map(|one| Line::of_proposal(t, one, first)).collect()
}

fn choices(umfeld: &Umfeld, running: &[(Id, Massnahme)]) -> Vec<Choice> {
    umfeld.wahl(running).into_iter().map(|(one, title)| Choice::new(one.word(), title)).collect()
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
