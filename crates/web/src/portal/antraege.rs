//! `GET /antraege`: what a person has begun and what they have submitted.

use axum::response::Response;
use cases::{AkteId, Ausgang, Stand, Vorgang};
use identity::Scope;
use intake::{Antrag, DraftInfo};
use maud::{Markup, html};
use store::Executor;

use crate::house::House;
use crate::locale::Texts;
use crate::routes::{ApplicationPath, ApplicationsPath, DiscardPath, DraftPath, SearchPath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Emphasis, Page, Tone};

/// Submitted ones on the page.
const SHOWN: i64 = 100;

pub(super) async fn show(
    _: ApplicationsPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let drafts = match visit.owner() {
        Some(owner) => intake::drafts(&mut reader, &house.store, owner).await?,
        None => Vec::new(),
    };
    let is_person = visit.reaches(identity::Vertrauensniveau::Basis);
    let mut submitted = Vec::new();
    if is_person {
        let scope = visit.scope();
        for antrag in intake::antraege(&mut reader, &scope, SHOWN).await? {
            let standing = Standing::of(&mut reader, &scope, AkteId(antrag.id.0)).await?;
            submitted.push((antrag, standing));
        }
    }
    let nothing = drafts.is_empty() && submitted.is_empty();
    let content = html! {
        (ui::heading(&t.get("antraege-title")))
        @if !is_person { (sign_in(t)) }
        @if nothing && is_person {
            (ui::empty_state(&t.get("antraege-none"), &t.get("antraege-none-text"), Some(
                ui::link_button(Emphasis::Primary, &Href::from(SearchPath), &t.get("antraege-none-button")),
            )))
        }
        @if !drafts.is_empty() {
            (ui::section("entwuerfe", &t.get("antraege-drafts"), html! { (list_drafts(t, &drafts)) }))
        }
        @if !submitted.is_empty() {
            (ui::section("eingereicht", &t.get("antraege-submitted"), html! { (list_submitted(t, &submitted)) }))
        }
    };
    Ok(Page::new(t.get("antraege-title"), content).respond(&frame))
}

fn sign_in(t: Texts) -> Markup {
    let href = Href::from(SignInPath).with("zurueck", Href::from(ApplicationsPath).as_str());
    html! {
        (ui::paragraph(&t.get("antraege-sign-in")))
        (ui::actions(ui::link_button(Emphasis::Primary, &href, &t.get("shell-sign-in"))))
    }
}

fn list_drafts(t: Texts, drafts: &[DraftInfo]) -> Markup {
    html! {
        ul.rs-entries {
            @for draft in drafts {
                @let id = draft.id.0;
                li.rs-entry {
                    p.rs-entry__title { a.kern-link href=(Href::from(DraftPath { id })) { (draft.titel) } }
                    p.rs-muted {
                        (t.with("antraege-draft-times", &[
                            ("changed", t.moment(draft.changed_at.timestamp()).into()),
                            ("until", t.day(draft.expires_at.timestamp()).into()),
                        ]))
                    }
                    p.rs-entry__ways {
                        a.kern-link href=(Href::from(DraftPath { id })) { (t.get("antraege-go-on")) span.kern-sr-only { ": " (draft.titel) } }
                        a.kern-link href=(Href::from(DiscardPath { id })) { (t.get("antraege-discard")) span.kern-sr-only { ": " (draft.titel) } }
                    }
                }
            }
        }
    }
}

fn list_submitted(t: Texts, all: &[(Antrag, Standing)]) -> Markup {
    html! {
        ul.rs-entries {
            @for (antrag, standing) in all {
                li.rs-entry {
                    p.rs-entry__title {
                        a.kern-link href=(Href::from(ApplicationPath { id: antrag.id.0 })) { (antrag.titel) }
                        " " (standing.badge(t))
                    }
                    p.rs-muted {
                        (t.with("antraege-times", &[
                            ("received", t.moment(antrag.received_at.timestamp()).into()),
                            ("number", antrag.eingangsnummer.as_str().into()),
                        ]))
                    }
                }
            }
        }
    }
}

/// Where a matter stands.
struct Standing {
    /// The newest Vorgang; none before the Antrag is handed over.
    vorgang: Option<Vorgang>,
    /// A question waits for an answer.
    asks: bool,
}

impl Standing {
    async fn of(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Self, Failure> {
        let vorgang = cases::all_of_person(on, scope, akte).await?.pop();
        let asks = match &vorgang {
            Some(vorgang) if vorgang.stand != Stand::Erledigt => {
                cases::asked_of_person(on, scope, akte).await?.iter().any(cases::Anfrage::is_open)
            }
            _ => false,
        };
        Ok(Self { vorgang, asks })
    }

    /// In a word. What has gone wrong inside the office is still being worked on for the person.
    fn badge(&self, t: Texts) -> Markup {
        let Some(vorgang) = &self.vorgang else { return ui::badge(Tone::Info, &t.get("stand-received")) };
        if self.asks {
            return ui::badge(Tone::Warning, &t.get("stand-asked"));
        }
        match (vorgang.stand, vorgang.ausgang()) {
            (_, Some(Ausgang::Zurueckgenommen)) => ui::badge(Tone::Info, &t.get("stand-withdrawn")),
            (Stand::Offen | Stand::Gestoert, _) => ui::badge(Tone::Info, &t.get("stand-in-work")),
            // What was decided stands in the Bescheid first.
            (Stand::Entschieden, _) => ui::badge(Tone::Info, &t.get("stand-decided")),
            (Stand::Erledigt, Some(Ausgang::Erteilt)) => ui::badge(Tone::Success, &t.get("stand-granted")),
            (Stand::Erledigt, Some(Ausgang::Abgelehnt)) => ui::badge(Tone::Danger, &t.get("stand-refused")),
            (Stand::Erledigt, _) => ui::badge(Tone::Info, &t.get("stand-done")),
        }
    }
}
