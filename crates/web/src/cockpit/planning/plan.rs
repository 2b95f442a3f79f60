//! `/steuerung/planung/{jahr}`: a plan in the making with its proposals, what they cost, and what still has to happen.

use std::collections::BTreeSet;

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Bedingung, Error, Gegenstand, Gesamt, Stand, VorschlagId, Zeile};
use steering::{Id, Massnahme};

use super::{must_steer, needs, proposes, steers, words, works};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    NewProposalPath, PlanningOrderPath, PlanningPath, PlanningSettingsPath, PlanningsPath, ProposalPath,
    PublishPath, SteeredMeasurePath, SteeringPath,
};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Problem, Send, Table, problem, wrong};

/// Proposals in an order have a field each for their place: this and their id.
const PLACE: &str = "rang-";
const TABLE: &str = "reihenfolge";

/// All that the page shows.
struct Shown {
    gesamt: Gesamt,
    decided: Vec<planning::Gefasst>,
    /// Measures of the last plan of which nobody has handed in a proposal.
    left: Vec<(Id, Massnahme)>,
}

impl Shown {
    async fn read(house: &House, colleague: &Colleague, jahr: i16) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let scope = &colleague.scope;
        let gesamt = planning::overview(&mut reader, scope, jahr).await?;
        let is_open = gesamt.planung.veroeffentlicht_at.is_none();
        let decided = planning::decided(&mut reader, scope, &Gegenstand::Plan(jahr)).await?;
        let mut left = Vec::new();
        if is_open {
            let handed_in: BTreeSet<_> = gesamt
                .zeilen
                .iter()
                .filter(|line| line.vorschlag.stand != Stand::Entwurf)
                .filter_map(|line| line.vorschlag.massnahme.clone())
                .collect();
            left = steering::laufende(&mut reader).await?;
            left.retain(|(id, _)| !handed_in.contains(id));
        }
        Ok(Self { gesamt, decided, left })
    }

    fn of(&self, wanted: &[Stand]) -> Vec<&Zeile> {
        self.gesamt.zeilen.iter().filter(|line| wanted.contains(&line.vorschlag.stand)).collect()
    }

    fn is_open(&self) -> bool {
        self.gesamt.planung.veroeffentlicht_at.is_none()
    }
}

pub(super) async fn show(
    PlanningPath { jahr }: PlanningPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let shown = Shown::read(&house, &colleague, jahr).await?;
    Ok(page(&frame, &colleague, &shown, &Entered::default(), &[]).respond(&frame))
}

/// Puts the proposals in the order of the numbers that were typed; what has none comes behind.
pub(super) async fn order(
    PlanningOrderPath { jahr }: PlanningOrderPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let entered = Entered::new(posted.into_answers());
    let shown = Shown::read(&house, &colleague, jahr).await?;
    let mut problems = Vec::new();
    let order = typed_order(frame.t, &shown, &entered, &mut problems);
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match planning::order(&mut tx, &colleague.scope, jahr, order).await {
            // Where somebody was faster, the page says how it stands now.
            Ok(()) | Err(Error::Stand | Error::BadReference) => {
                tx.commit().await?;
                let to = Href::from(PlanningPath { jahr }).at(TABLE);
                return Ok(Redirect::to(to.as_str()).into_response());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &colleague, &shown, &entered, &problems).respond(&frame))
}

fn typed_order(t: Texts, shown: &Shown, entered: &Entered, problems: &mut Vec<Problem>) -> Vec<VorschlagId> {
    let mut places = Vec::new();
    for line in shown.of(&ORDERED) {
        let name = format!("{PLACE}{}", line.vorschlag.id);
        match entered.get(&name).trim() {
            "" => {}
            text => match text.parse::<u32>() {
                Ok(place) => places.push((place, line.vorschlag.rang, line.vorschlag.id)),
                Err(_) => {
                    let args = [("title", line.vorschlag.angaben.titel.as_str().into())];
                    problems.push(problem(&name, t.with("planning-wrong-place", &args)));
                }
            },
        }
    }
    places.sort();
    places.into_iter().map(|(.., id)| id).collect()
}

const ORDERED: [Stand; 4] =
    [Stand::Geprueft, Stand::Aufgenommen, Stand::Zurueckgestellt, Stand::Veroeffentlicht];

fn page(
    frame: &Frame,
    colleague: &Colleague,
    shown: &Shown,
    entered: &Entered,
    problems: &[Problem],
) -> Page {
    let t = frame.t;
    let jahr = shown.gesamt.planung.jahr;
    let year = [("year", jahr.to_string().into())];
    let title = if shown.is_open() { t.with("planning-plan", &year) } else { t.with("steer-plan-of", &year) };
    let drafts = shown.of(&[Stand::Entwurf]);
    let waiting = shown.of(&[Stand::Eingereicht]);
    let back = shown.of(&[Stand::Zurueckgegeben, Stand::Zurueckgezogen]);
    let lapsed = shown.of(&[Stand::Verfallen]);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (facts(t, &shown.gesamt))
        @if shown.is_open() { (ways(t, colleague, jahr)) }
        @if !drafts.is_empty() {
            (ui::section("entwuerfe", &t.get("planning-own-drafts"), lines(t, "planning-own-drafts", &drafts)))
        }
        @if !waiting.is_empty() {
            (ui::section("eingereicht", &t.get("planning-waiting"), lines(t, "planning-waiting", &waiting)))
        }
        (ui::section(TABLE, &t.get("planning-order"), ordered(frame, colleague, shown, entered, problems)))
        @if !back.is_empty() {
            (ui::section("zurueck", &t.get("planning-back"), lines(t, "planning-back", &back)))
        }
        @if !lapsed.is_empty() {
            (ui::section("verfallen", &t.get("planning-lapsed"), html! {
                (ui::paragraph(&t.get("planning-lapsed-these")))
                (lines(t, "planning-lapsed", &lapsed))
            }))
        }
        @if !shown.left.is_empty() {
            @let count = [("count", shown.left.len().into())];
            (ui::section("ohne", &t.get("planning-left"), html! {
                (ui::paragraph(&t.get("planning-left-what")))
                (ui::details(&t.with("steer-measures", &count), left(t, &shown.left)))
            }))
        }
        @if !shown.decided.is_empty() {
            (ui::section("beschluesse", &t.get("planning-decisions"), words::decided(t, &shown.decided)))
        }
        @if !shown.gesamt.hindernisse.is_empty() {
            (ui::section("fehlt", &t.get("planning-missing"), html! {
                (ui::list(&shown.gesamt.hindernisse.iter().map(|one| words::hindrance(t, one)).collect::<Vec<_>>()))
            }))
        }
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningsPath, t.get("planning-plans")),
    ];
    Page::new(title, content).below(above).wide().with_errors(!problems.is_empty())
}

fn facts(t: Texts, gesamt: &Gesamt) -> Markup {
    let vorgabe = &gesamt.planung.vorgabe;
    let money = |key: &str, cents: i64| (t.get(key).into_owned(), html! { (t.money(cents)) });
    let over = gesamt.beantragt - vorgabe.budget;
    let asked = html! {
        (t.money(gesamt.beantragt))
        @if over > 0 { " (" (t.with("planning-over", &[("money", t.money(over).into())])) ")" }
    };
    let budget = t.with("planning-budget-of", &[("number", vorgabe.einzelplan.into())]);
    let mut facts = vec![
        (t.get("planning-until").into_owned(), html! { (t.date(vorgabe.einreichung_bis)) }),
        (budget, html! { (t.money(vorgabe.budget)) }),
        (t.get("planning-asked-for").into_owned(), asked),
        money("planning-admitted", gesamt.aufgenommen),
        money("planning-free", vorgabe.budget - gesamt.aufgenommen),
        (t.get("planning-bodies").into_owned(), html! { (vorgabe.gremien.join(", ")) }),
    ];
    if let Some(at) = gesamt.planung.veroeffentlicht_at {
        facts.insert(0, (t.get("planning-published").into_owned(), html! { (t.day(at)) }));
    }
    ui::description_list(&facts)
}

fn ways(t: Texts, colleague: &Colleague, jahr: i16) -> Markup {
    html! {
        (ui::actions(html! {
            @if proposes(colleague) {
                (ui::link_button(Emphasis::Primary, &NewProposalPath { jahr }.into(), &t.get("planning-propose")))
            }
            @if steers(colleague) {
                (ui::link_button(Emphasis::Secondary, &PlanningSettingsPath { jahr }.into(), &t.get("planning-settings")))
                (ui::link_button(Emphasis::Secondary, &PublishPath { jahr }.into(), &t.get("planning-publish")))
            }
        }))
    }
}

fn lines(t: Texts, caption: &str, all: &[&Zeile]) -> Markup {
    let row = |line: &&Zeile| {
        vec![
            title(line),
            html! { (line.kurz) },
            html! { (words::need_short(t, line.vorschlag.angaben.bedarf)) },
            html! { (t.money(line.kosten)) },
            words::stand(t, line.vorschlag.stand),
        ]
    };
    ui::table(&Table {
        caption: t.get(caption).into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("steer-measure")),
            Column::new(t.get("planning-of")),
            Column::new(t.get("planning-need")),
            Column::numeric(t.get("planning-cost")),
            Column::new(t.get("planning-stand")),
        ],
        rows: all.iter().map(row).collect(),
    })
}

fn title(line: &Zeile) -> Markup {
    ui::link(&ProposalPath { id: line.vorschlag.id }.into(), &line.vorschlag.angaben.titel)
}

/// The title, and below it what it needs first.
fn with_needs(t: Texts, line: &Zeile) -> Markup {
    if line.braucht.is_empty() {
        return title(line);
    }
    html! {
        div {
            (title(line))
            @for one in &line.braucht { (need(t, one)) }
        }
    }
}

fn need(t: Texts, one: &Bedingung) -> Markup {
    html! {
        p.rs-muted {
            (t.get("planning-needs")) ": " (needs::name(t, one))
            @if one.fehlt() { br; (ui::badge(ui::Tone::Danger, &t.get("planning-not-in-plan"))) }
            @if one.zu_spaet { br; (ui::badge(ui::Tone::Danger, &t.get("planning-later"))) }
        }
    }
}

/// The reviewed ones in their order, with what they cost together: where the money ends is said in words.
fn ordered(
    frame: &Frame,
    colleague: &Colleague,
    shown: &Shown,
    entered: &Entered,
    problems: &[Problem],
) -> Markup {
    let t = frame.t;
    let all = shown.of(&ORDERED);
    if all.is_empty() {
        return ui::muted(&t.get("planning-order-none"));
    }
    let (jahr, budget) = (shown.gesamt.planung.jahr, shown.gesamt.planung.vorgabe.budget);
    let can_order = steers(colleague) && shown.is_open();
    let row = |line: &&Zeile| {
        let mut cells = vec![
            with_needs(t, line),
            html! { (line.kurz) },
            html! { (words::need_short(t, line.vorschlag.angaben.bedarf)) },
            html! { (t.money(line.kosten)) },
            html! {
                @match line.bis_hier {
                    Some(sum) if sum > budget => div {
                        (t.money(sum)) br; (ui::badge(ui::Tone::Danger, &t.get("planning-over-budget")))
                    },
                    Some(sum) => (t.money(sum)),
                    None => "–",
                }
            },
            words::stand(t, line.vorschlag.stand),
        ];
        if can_order {
            cells.push(place(t, line, entered, problems));
        }
        cells
    };
    let mut columns = vec![
        Column::new(t.get("steer-measure")),
        Column::new(t.get("planning-of")),
        Column::new(t.get("planning-need")),
        Column::numeric(t.get("planning-cost")),
        Column::numeric(t.get("planning-cost-so-far")),
        Column::new(t.get("planning-stand")),
    ];
    columns.extend(can_order.then(|| Column::new(t.get("planning-place"))));
    let table = ui::table(&Table {
        caption: t.get("planning-order").into_owned(),
        caption_hidden: true,
        columns,
        rows: all.iter().map(row).collect(),
    });
    if !can_order {
        return table;
    }
    ui::form(
        &frame.csrf,
        &PlanningOrderPath { jahr }.into(),
        Send::Plain,
        html! {
            (words::worry(t, &shown.gesamt.zeilen))
            (ui::paragraph(&t.get("planning-order-what")))
            (table)
            (ui::actions(ui::button(Emphasis::Secondary, &t.get("planning-order-button"))))
        },
    )
}

fn place(t: Texts, line: &Zeile, entered: &Entered, problems: &[Problem]) -> Markup {
    let name = format!("{PLACE}{}", line.vorschlag.id);
    let there = line.vorschlag.rang.map(|place| place.to_string()).unwrap_or_default();
    let typed = if problems.is_empty() { there.as_str() } else { entered.get(&name) };
    let error = wrong(problems, &name);
    let label = t.with("planning-place-of", &[("title", line.vorschlag.angaben.titel.as_str().into())]);
    html! {
        input.kern-form-input__input.rs-width-tiny."kern-form-input__input--error"[error.is_some()]
            id=(ui::id(&name)) name=(name) value=(typed) type="text" inputmode="numeric" aria-label=(label)
            aria-invalid=[error.map(|_| "true")];
    }
}

fn left(t: Texts, all: &[(Id, Massnahme)]) -> Markup {
    let row = |(id, said): &(Id, Massnahme)| {
        let lead = said.federfuehrung.as_ref().and_then(|lead| lead.erste());
        vec![
            ui::link(&SteeredMeasurePath { id: id.0.clone() }.into(), &said.titel),
            html! { (lead.map_or("–", |lead| lead.kuerzel.as_str())) },
            html! { (said.abschluss.as_ref().map_or("–", |end| end.wortlaut.as_str())) },
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-left").into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "steer-lead-office", "steer-due"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: all.iter().map(row).collect(),
    })
}
