//! `GET /antraege/{id}`: receipt and status of an Antrag in one: its number, what has happened, what comes next.

use axum::response::{IntoResponse, Redirect, Response};
use cases::{AkteId, Stand, Vorgang};
use intake::{Antrag, AntragId};
use maud::{Markup, html};
use post::Message;

use super::antrag::setting;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{ApplicationPath, ApplicationsPath, MailboxPath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Emphasis, Page, Step, StepState};

/// Letters that are looked through for those of the Antrag.
const LETTERS: i64 = 500;

/// What is known about the Antrag.
struct Status {
    antrag: Antrag,
    vorgang: Option<Vorgang>,
    letters: Vec<Message>,
    office: String,
    /// The Bescheid comes on paper: the person did not agree to get it in the mailbox.
    by_post: bool,
}

pub(super) async fn show(
    path: ApplicationPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    if !visit.is_signed_in() {
        let here = Href::from(path);
        let href = Href::from(SignInPath).with("zurueck", here.as_str());
        return Ok(Redirect::to(href.as_str()).into_response());
    }
    let t = frame.t;
    let status = load(&house, &visit, path).await?;
    let antrag = &status.antrag;
    let service = [("service", antrag.titel.as_str().into())];
    let title = if status.is_decided() {
        t.with("status-title-decided", &service)
    } else {
        t.with("status-title", &service)
    };
    let content = html! {
        (ui::confirmation(&title, &t.get("status-number"), &antrag.eingangsnummer))
        (ui::section("stand", &t.get("status-where"), html! {
            (ui::timeline(t, &steps(t, &status)))
            @if !status.letters.is_empty() {
                (ui::actions(ui::link_button(Emphasis::Primary, &Href::from(MailboxPath), &t.get("status-mailbox"))))
            }
        }))
        (ui::section("weiter", &t.get("status-next"), next(t, &status)))
        (ui::section("angaben", &t.get("status-facts"), facts(t, &status)))
        (ui::details(&t.get("status-answers"), answers(&house, t, antrag).await?))
    };
    let above = vec![Crumb::new(ApplicationsPath, t.get("antraege-title"))];
    Ok(Page::new(antrag.titel.clone(), content).below(above).respond(&frame))
}

async fn load(house: &House, visit: &Visit, path: ApplicationPath) -> Result<Status, Failure> {
    let (scope, mut reader) = (visit.scope(), house.store.reader());
    let antrag = intake::antrag(&mut reader, &scope, AntragId(path.id)).await?;
    let akte = AkteId(path.id);
    let vorgang = cases::of_person(&mut reader, &scope, akte).await?;
    let mut letters = post::mailbox(&mut reader, &scope, LETTERS).await?;
    letters.retain(|letter| letter.akte == akte);
    let office = identity::behoerde(&mut reader, &scope, antrag.behoerde).await?;
    let office = office.map(|office| office.name).unwrap_or_default();
    let by_post = by_post(house, &antrag).await?;
    Ok(Status { antrag, vorgang, letters, office, by_post })
}

/// Whether the package asks for consent to electronic delivery, and the person did not give it.
async fn by_post(house: &House, antrag: &Antrag) -> Result<bool, Failure> {
    let Some(digest) = antrag.digest() else { return Ok(false) };
    let package = house.library.get(&digest).await?;
    let consent = package.manifest().antragsteller.einwilligung.as_deref();
    Ok(consent.is_some_and(|path| antrag.answers().get(path) != Some("true")))
}

impl Status {
    fn is_decided(&self) -> bool {
        self.vorgang
            .as_ref()
            .is_some_and(|vorgang| vorgang.decided_at.is_some() || vorgang.stand == Stand::Erledigt)
    }
}

/// Received, in work, decided, made known.
fn steps(t: Texts, status: &Status) -> Vec<Step> {
    let vorgang = status.vorgang.as_ref();
    let decided = vorgang.and_then(|vorgang| vorgang.decided_at);
    let letter = status.letters.first();
    let state = |done: bool, before: bool| match (done, before) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Current,
        (false, false) => StepState::Coming,
    };
    let is_decided = status.is_decided();
    let is_done = vorgang.is_some_and(|vorgang| vorgang.stand == Stand::Erledigt);
    let office = [("office", status.office.as_str().into())];
    let mut steps = vec![
        Step {
            title: t.get("step-received").into_owned(),
            when: Some(t.moment(status.antrag.received_at.timestamp())),
            text: None,
            state: StepState::Done,
        },
        Step {
            title: t.get("step-in-work").into_owned(),
            when: None,
            text: (!is_decided).then(|| t.with("step-in-work-text", &office)),
            state: state(is_decided, true),
        },
        Step {
            title: t.get("step-decided").into_owned(),
            when: decided.map(|at| t.moment(at.timestamp())),
            text: None,
            state: state(is_decided, false),
        },
    ];
    steps.push(Step {
        title: t.get(if status.by_post { "step-letter-post" } else { "step-letter" }).into_owned(),
        when: letter.map(|letter| t.moment(letter.delivered_at.timestamp())),
        text: letter
            .and_then(Message::bekanntgabe)
            .map(|day| t.with("step-letter-known", &[("day", t.date(day).into())])),
        state: state(letter.is_some() || (status.by_post && is_done), is_decided),
    });
    steps
}

/// What happens next, and what the person can do.
fn next(t: Texts, status: &Status) -> Markup {
    let office = [("office", status.office.as_str().into())];
    html! {
        @if status.letters.is_empty() {
            @if !status.is_decided() { (ui::paragraph(&t.with("status-next-work", &office))) }
            (ui::paragraph(&t.get(if status.by_post { "status-next-post" } else { "status-next-mailbox" })))
        } @else {
            (ui::paragraph(&t.get("status-next-letter")))
        }
        (ui::paragraph(&t.get("status-next-print")))
    }
}

fn facts(t: Texts, status: &Status) -> Markup {
    let antrag = &status.antrag;
    let text = |text: &str| html! { (text) };
    let mut facts = vec![
        (t.get("fact-service").into_owned(), text(&antrag.titel)),
        (t.get("fact-number").into_owned(), text(&antrag.eingangsnummer)),
        (t.get("fact-received").into_owned(), text(&t.moment(antrag.received_at.timestamp()))),
        (t.get("fact-name").into_owned(), text(&antrag.name)),
        (t.get("fact-office").into_owned(), text(&status.office)),
    ];
    if let Some(vorgang) = &status.vorgang {
        facts.push((t.get("fact-aktenzeichen").into_owned(), text(&vorgang.aktenzeichen)));
    }
    ui::description_list(&facts)
}

/// What was submitted, to be read again.
async fn answers(house: &House, t: Texts, antrag: &Antrag) -> Result<Markup, Failure> {
    let digest = antrag.digest().ok_or(Failure::NotFound)?;
    let package = house.library.get(&digest).await?;
    let sections = package.form().summary(&antrag.answers(), &setting(house, t));
    Ok(ui::answers(t, &sections, None))
}
