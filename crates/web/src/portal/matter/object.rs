//! `/antraege/{id}/widerspruch/{vorgang}`: the objection to a decision (§§ 68 to 70 VwGO).

use axum::response::Response;
use cases::{Error, NoRemedy};
use identity::{Denied, Vertrauensniveau};
use maud::{Markup, html};
use serde::Deserialize;

use super::Matter;
use super::question::{to, too_long};
use super::remedy::{Remedy, why_not};
use crate::house::House;
use crate::required::Person;
use crate::routes::{ObjectPath, SignInPath};
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, Tone};

/// Name of the field for the reasons.
const REASONS: &str = "gruende";
/// Lines of the field.
const ROWS: u8 = 10;

/// The reasons, if the person gives some.
#[derive(Debug, Deserialize)]
pub(super) struct Objection {
    #[serde(default)]
    gruende: String,
}

/// What the page shows.
struct View {
    matter: Matter,
    remedy: Remedy,
    /// How surely it must be known who objects: as for the Antrag. `None` when that is so.
    missing: Option<Vertrauensniveau>,
}

impl View {
    async fn load(house: &House, person: &Person, path: &ObjectPath) -> Result<Self, Failure> {
        let matter = Matter::load(house, &person.scope, path.id).await?;
        let vorgang = matter.vorgang(path.vorgang)?;
        let remedy = Remedy::load(house, &person.scope, vorgang.id).await?;
        let niveau = house.library.get(&vorgang.package()?).await?.manifest().vertrauensniveau;
        let missing = person.scope.person(niveau).is_err().then_some(niveau);
        Ok(Self { matter, remedy, missing })
    }
}

pub(super) async fn show(
    path: ObjectPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let view = View::load(&house, &person, &path).await?;
    Ok(view.page(&frame, "", &[]).respond(&frame))
}

/// Objects; done twice, it is one objection.
pub(super) async fn object(
    path: ObjectPath,
    house: House,
    person: Person,
    frame: Frame,
    form: Guarded<Objection>,
) -> Result<Response, Failure> {
    let mut problems = form.unfit(frame.t, &[REASONS]);
    let gruende = form.into_inner().gruende.replace("\r\n", "\n");
    let view = View::load(&house, &person, &path).await?;
    let length = gruende.trim().chars().count();
    if length > cases::MAX_TEXT {
        problems.push(ui::problem(REASONS, too_long(frame.t, length)));
    }
    if !problems.is_empty() {
        return Ok(view.page(&frame, &gruende, &problems).respond(&frame));
    }
    let mut tx = house.store.begin().await?;
    match cases::object(&mut tx, &person.scope, &house.library, path.vorgang, &gruende).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(to(&view.matter.href()))
        }
        Err(Error::NoRemedy(NoRemedy::Raised)) => Ok(to(&view.matter.href())),
        // The page, read anew, says why not, or how to sign in; what was written stands there.
        Err(Error::NoRemedy(_) | Error::Denied(Denied::Niveau(_))) => {
            drop(tx);
            let view = View::load(&house, &person, &path).await?;
            Ok(view.page(&frame, &gruende, &[]).respond(&frame))
        }
        Err(error) => Err(error.into()),
    }
}

impl View {
    fn page(&self, frame: &Frame, gruende: &str, problems: &[Problem]) -> Page {
        let t = frame.t;
        let content = html! {
            (ui::error_summary(t, problems))
            (ui::heading_of(&self.matter.antrag.titel, &t.get("object-title")))
            @match self.remedy.possible {
                Ok(()) => {
                    (self.explained(frame))
                    @match self.missing {
                        Some(niveau) => (self.sign_in(frame, niveau)),
                        None => (self.form(frame, gruende, problems)),
                    }
                }
                Err(reason) => (self.refused(frame, reason)),
            }
            @if !gruende.is_empty() && (self.remedy.possible.is_err() || self.missing.is_some()) {
                (ui::section("entwurf", &t.get("reply-kept"), ui::typed(gruende)))
            }
        };
        let title = format!("{} – {}", t.get("object-title"), self.matter.antrag.titel);
        Page::new(title, content)
            .called(t.get("object-title"))
            .below(self.matter.above(t))
            .with_errors(!problems.is_empty())
    }

    /// What an objection is and until when.
    fn explained(&self, frame: &Frame) -> Markup {
        let t = frame.t;
        html! {
            (ui::lead(&t.with("object-what", &[("office", self.matter.office().into())])))
            @if self.remedy.is_late() {
                (ui::alert(Tone::Warning, &self.remedy.last_day(t), Some(ui::paragraph(&t.get("object-late")))))
            } @else {
                p.kern-body { strong { (self.remedy.last_day(t)) } }
            }
            div.rs-section { (ui::list(&[t.get("object-then"), t.get("object-cost"), t.get("object-back")])) }
        }
    }

    fn form(&self, frame: &Frame, gruende: &str, problems: &[Problem]) -> Markup {
        let t = frame.t;
        let (label, hint) = (t.get("object-reasons"), t.get("object-reasons-hint"));
        let error = problems.first().map(|problem| problem.text.as_str());
        let field = Field::new(REASONS, &label).hint(&hint).error(error).optional();
        let action = Href::from(ObjectPath { id: self.matter.antrag.id.0, vorgang: self.remedy.vorgang });
        ui::form(
            &frame.csrf,
            &action,
            Send::Plain,
            html! {
                (ui::textarea(t, &field, gruende, ROWS))
                (ui::muted(&t.get("object-form")))
                (ui::actions(html! {
                    (ui::button(Emphasis::Primary, &t.get("object-yes")))
                    (ui::link_button(Emphasis::Secondary, &self.matter.href(), &t.get("object-no")))
                }))
            },
        )
    }

    /// The same proof of identity as for the Antrag.
    fn sign_in(&self, frame: &Frame, niveau: Vertrauensniveau) -> Markup {
        let t = frame.t;
        let here = Href::from(ObjectPath { id: self.matter.antrag.id.0, vorgang: self.remedy.vorgang });
        let href = Href::from(SignInPath).with("zurueck", here.as_str()).with("niveau", niveau.as_str());
        let text = match niveau {
            Vertrauensniveau::Hoch => "object-raise-hoch",
            Vertrauensniveau::Basis | Vertrauensniveau::Substantiell => "object-raise-substantiell",
        };
        ui::section(
            "anmelden",
            &t.get("object-raise"),
            html! {
                (ui::paragraph(&t.get(text)))
                (ui::actions(ui::link_button(Emphasis::Primary, &href, &t.get("check-raise"))))
            },
        )
    }

    fn refused(&self, frame: &Frame, reason: NoRemedy) -> Markup {
        let t = frame.t;
        html! {
            (ui::lead(&t.get(why_not(reason))))
            @if reason == NoRemedy::NotOffered { p.kern-body { strong { (self.remedy.last_day(t)) } } }
            (self.matter.contact(t))
            (ui::actions(ui::link_button(Emphasis::Primary, &self.matter.href(), &t.get("matter-back"))))
        }
    }
}
