//! `/desk/vorgang/{id}/ablauf`: where a Vorgang stands in its process, as a picture and in words, and what a head of unit
//! can do about it.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::response::Response;
use bpmn::draw::{self, Drawing, Mark, MarkKind};
use bpmn::procedure;
use cases::{Stoerung, Vorgang};
use identity::Permission;
use maud::{Markup, PreEscaped, html};
use packages::Package;
use serde::Deserialize;

use super::intervene::Art;
use super::words::applicant;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, IntervenePath, ProcessPath, RepairPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Crumb, Emphasis, Page, Send, Tone};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    meldung: String,
}

/// The page.
pub(super) async fn show(
    ProcessPath { id }: ProcessPath,
    house: House,
    colleague: Colleague,
    Query(told): Query<Told>,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let vorgang = cases::vorgang(&mut reader, &colleague.scope, id).await?;
    let state = cases::place(&mut reader, &colleague.scope, id).await?;
    let troubles = cases::incidents_of(&mut reader, &colleague.scope, id).await?;
    let package = house.library.get(&vorgang.package()?).await?;
    drop(reader);
    let passed = cases::passed(&house.store, &colleague.scope, id).await?;
    let place = Place { vorgang: &vorgang, package: &package, state: &state, passed: &passed };
    let title = t.get("process-title");
    let content = html! {
        (message(t, &told.meldung))
        (ui::heading_of(&title, &format!("{} · {}", vorgang.titel, applicant(t, &vorgang.name))))
        (ui::lead(&t.get("process-lead")))
        @if vorgang.angehalten_at.is_some() {
            (ui::alert(Tone::Warning, &t.get("process-suspended"), Some(ui::paragraph(&t.get("process-suspended-why")))))
        }
        @if !troubles.is_empty() {
            (ui::section("stoerungen", &t.get("process-troubles"), place.troubles(&frame, &colleague, &troubles)))
        }
        (ui::section("hier", &t.get("process-waits"), place.waits(t)))
        (ui::section("bild", &t.get("process-picture"), place.picture(t)))
        (ui::section("worte", &t.get("process-words"), place.words(t)))
        @if colleague.may(Permission::AssignCases) && vorgang.closed_at.is_none() {
            (ui::section("eingreifen", &t.get("process-interventions"), interventions(t, &vorgang)))
        }
        (ui::muted(&t.with("process-version", &[("version", package.manifest().version.as_str().into())])))
    };
    let above = vec![
        Crumb::new(CasesPath, t.get("cases-title")),
        Crumb::new(CasePath { id }, vorgang.aktenzeichen.clone()),
    ];
    Ok(Page::new(title, content).below(above).wide().respond(&frame))
}

fn message(t: Texts, told: &str) -> Markup {
    match Art::of(told) {
        Some(art) => ui::alert(Tone::Success, &t.get(art.told()), None),
        None => html! {},
    }
}

/// Where a Vorgang stands.
struct Place<'a> {
    vorgang: &'a Vorgang,
    package: &'a Package,
    state: &'a bpmn::State,
    passed: &'a [String],
}

impl Place<'_> {
    fn process(&self) -> Option<&bpmn::Process> {
        self.package.process_of(self.vorgang.verfahren())
    }

    /// The elements at which something waits, with what they are called.
    fn waits(&self, t: Texts) -> Markup {
        let waiting = waiting(self.state);
        if waiting.is_empty() {
            return ui::muted(&t.get("process-waits-nothing"));
        }
        html! {
            ul.kern-list.kern-list--bullet {
                @for element in waiting { li.kern-body { (name(t, self.process(), &element)) } }
            }
        }
    }

    fn picture(&self, t: Texts) -> Markup {
        let drawing = Drawing { marks: self.marks(t), ..Drawing::default() };
        let which = self.process().map(|process| &**process.id());
        match draw::svg(self.package.definitions(), which, &drawing) {
            // Made by our own hand, every text in it escaped.
            Ok(svg) => html! {
                div.rs-scroll.rs-diagram role="region" aria-label=(t.get("process-picture-scroll")) tabindex="0" {
                    (PreEscaped(svg))
                }
            },
            Err(error) => {
                tracing::warn!(%error, package = self.vorgang.package, "process.not_drawn");
                ui::muted(&t.get("process-none"))
            }
        }
    }

    fn marks(&self, t: Texts) -> BTreeMap<String, Mark> {
        let mark = |kind, key: &str| Mark { kind, badge: None, text: Some(t.get(key).into_owned()) };
        let mut marks = BTreeMap::new();
        for element in self.passed {
            marks.insert(element.clone(), mark(MarkKind::Done, "process-mark-done"));
        }
        for element in waiting(self.state) {
            marks.insert(element, mark(MarkKind::Here, "process-mark-here"));
        }
        let elements: BTreeMap<_, _> =
            self.state.activities().map(|open| (open.id, open.element.to_string())).collect();
        for (_, activity, _) in self.state.incidents() {
            if let Some(element) = elements.get(&activity) {
                marks.insert(element.clone(), mark(MarkKind::Trouble, "process-mark-trouble"));
            }
        }
        marks
    }

    fn words(&self, t: Texts) -> Markup {
        let id = self.process().map(|process| process.id().clone()).unwrap_or_default();
        let definitions = self.package.definitions();
        let found = definitions.processes().find(|process| process.id() == Some(&*id));
        html! { @if let Some(process) = found { (crate::procedure::markup(t, &procedure::procedure(process), &self.package.manifest().rollen)) } }
    }

    fn troubles(&self, frame: &Frame, colleague: &Colleague, troubles: &[Stoerung]) -> Markup {
        let t = frame.t;
        html! {
            ul.kern-list.kern-list--bullet {
                @for trouble in troubles {
                    li.kern-body { code { (trouble.text) } br; span.rs-muted { (t.moment(trouble.at.timestamp())) } }
                }
            }
            @if colleague.may(Permission::WorkCases) {
                (ui::form(&frame.csrf, &RepairPath { id: self.vorgang.id }.into(), Send::Plain, html! {
                    (ui::button(Emphasis::Secondary, &t.get("case-repair")))
                }))
            }
        }
    }
}

/// The ids of the elements at which something waits, each once, in the order in which it came there.
pub(super) fn waiting(state: &bpmn::State) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for place in state.places() {
        if !found.iter().any(|known| **known == **place) {
            found.push(place.to_string());
        }
    }
    found
}

/// What people call an element.
pub(super) fn name(t: Texts, process: Option<&bpmn::Process>, element: &str) -> String {
    let Some(node) = process.and_then(|process| process.element(element)) else { return element.to_owned() };
    let kind = crate::procedure::kind(t, node.kind().as_str());
    match node.name().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({kind})"),
        None => format!("{element} ({kind})"),
    }
}

fn interventions(t: Texts, vorgang: &Vorgang) -> Markup {
    html! {
        ul.rs-downloads {
            @for art in Art::of_vorgang(vorgang) {
                li {
                    (ui::link(&IntervenePath { id: vorgang.id, art: art.word().to_owned() }.into(), &t.get(art.title())))
                    p.rs-muted { (t.get(art.what())) }
                }
            }
        }
    }
}
