//! `GET /antraege/{id}`: receipt and status of an Antrag in one: its number, what the authority asks, what has happened,
//! what comes next and what the person can do.

use axum::extract::Query;
use axum::response::Response;
use cases::{Anfrage, AnfrageStand, Ausgang, Stand, Vorgang};
use identity::Scope;
use intake::Antrag;
use maud::{Markup, html};
use post::Message;
use serde::Deserialize;

use super::remedy::Remedy;
use super::timeline::Way;
use super::{Matter, asked, is_objection, is_over};
use crate::house::House;
use crate::locale::Texts;
use crate::portal::antrag::setting;
use crate::required::Person;
use crate::routes::{ApplicationPath, ApplicationsPath, MailboxPath, RatePath, WithdrawPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Emphasis, Page, Step, StepState, Tone};

/// Letters that are looked through for those of the Antrag.
const LETTERS: i64 = 500;

/// What the person has just sent.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Arrival {
    gesendet: Option<String>,
    /// They have just said how it went.
    bewertet: Option<String>,
}

/// What is known about the matter.
struct Status {
    matter: Matter,
    /// Oldest first.
    asked: Vec<Anfrage>,
    letters: Vec<Message>,
    remedy: Option<Remedy>,
    /// The Bescheid comes on paper: the person did not agree to get it in the mailbox.
    by_post: bool,
    has_voted: bool,
}

pub(super) async fn show(
    path: ApplicationPath,
    Query(arrival): Query<Arrival>,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let status = load(&house, &person.scope, path).await?;
    let antrag = &status.matter.antrag;
    let open: Vec<&Anfrage> = status.asked.iter().filter(|asked| asked.is_open()).collect();
    let over: Vec<&Anfrage> = status.asked.iter().filter(|asked| !asked.is_open()).rev().collect();
    let content = html! {
        @if arrival.gesendet.is_some() { (arrived(t, &over)) }
        @if arrival.bewertet.is_some() && status.has_voted { (ui::alert(Tone::Success, &t.get("rate-thanks"), None)) }
        (head(t, &status, !open.is_empty()))
        (asked::open(t, &open))
        (ways(t, &status, open.is_empty()))
        (ui::section("weiter", &t.get("status-next"), next(t, &status, !open.is_empty())))
        @if let Some(remedy) = &status.remedy { (remedy.section(t, &status.matter)) }
        (asked::over(t, &over))
        (withdrawal(t, &status.matter))
        @if !status.has_voted { (rating(t, antrag)) }
        (ui::section("angaben", &t.get("status-facts"), facts(t, &status.matter)))
        (ui::details(&t.get("status-answers"), answers(&house, t, antrag).await?))
    };
    let above = vec![Crumb::new(ApplicationsPath, t.get("antraege-title"))];
    Ok(Page::new(antrag.titel.clone(), content).below(above).respond(&frame))
}

async fn load(house: &House, scope: &Scope, path: ApplicationPath) -> Result<Status, Failure> {
    let matter = Matter::load(house, scope, path.id).await?;
    let mut reader = house.store.reader();
    let mut asked = cases::asked_of_person(&mut reader, scope, matter.akte()).await?;
    asked.reverse();
    let mut letters = post::mailbox(&mut reader, scope, LETTERS).await?;
    letters.retain(|letter| letter.akte == matter.akte());
    let remedy = Remedy::of(house, scope, &matter).await?;
    let by_post = by_post(house, &matter.antrag).await?;
    let has_voted = strategy::has_voted(&mut reader, scope, matter.antrag.id).await?;
    Ok(Status { matter, asked, letters, remedy, by_post, has_voted })
}

/// Whether the package asks for consent to electronic delivery, and the person did not give it.
async fn by_post(house: &House, antrag: &Antrag) -> Result<bool, Failure> {
    let Some(digest) = antrag.digest() else { return Ok(false) };
    let package = house.library.get(&digest).await?;
    let consent = package.manifest().antragsteller.einwilligung.as_deref();
    Ok(consent.is_some_and(|path| antrag.answers().get(path) != Some("true")))
}

impl Status {
    /// The Vorgang that matters now: that of the objection, else that of the Antrag; none before it is handed over.
    fn latest(&self) -> Option<&Vorgang> {
        self.matter.vorgaenge.last()
    }

    fn is_over(&self) -> bool {
        self.latest().is_some_and(is_over)
    }

    /// The letter with the Bescheid of a Vorgang; letters that ask have no rule of Bekanntgabe.
    fn bescheid(&self, vorgang: &Vorgang) -> Option<&Message> {
        self.letters.iter().find(|letter| letter.vorgang == vorgang.id && letter.regel().is_some())
    }
}

/// What is to be known first: an open question, an end, or the receipt with its number.
fn head(t: Texts, status: &Status, is_asked: bool) -> Markup {
    let antrag = &status.matter.antrag;
    let latest = status.latest();
    if is_asked {
        return ui::heading_of(&antrag.titel, &t.get("status-title-asked"));
    }
    let (tone, key) = outcome(status, latest);
    let title = t.with(key, &[("service", antrag.titel.as_str().into())]);
    ui::confirmation(tone, &title, &t.get("status-number"), &antrag.eingangsnummer)
}

/// How the matter came out, as tone and heading. The Bescheid tells it first: until it is out the matter is just decided.
fn outcome(status: &Status, latest: Option<&Vorgang>) -> (Tone, &'static str) {
    let objects = latest.is_some_and(is_objection);
    let Some((vorgang, ausgang)) = latest.and_then(|vorgang| Some((vorgang, vorgang.ausgang()?))) else {
        return (Tone::Success, if objects { "status-title-objection" } else { "status-title" });
    };
    let told = vorgang.stand == Stand::Erledigt || status.bescheid(vorgang).is_some();
    match (ausgang, objects) {
        (Ausgang::Erteilt, false) if told => (Tone::Success, "status-title-granted"),
        (Ausgang::Erteilt, true) if told => (Tone::Success, "status-title-objection-granted"),
        (Ausgang::Abgelehnt, false) if told => (Tone::Danger, "status-title-refused"),
        (Ausgang::Abgelehnt, true) if told => (Tone::Danger, "status-title-objection-refused"),
        (Ausgang::Zurueckgenommen, false) => (Tone::Info, "status-title-withdrawn"),
        (Ausgang::Zurueckgenommen, true) => (Tone::Info, "status-title-objection-withdrawn"),
        // It ended without a decision of this office: handed on, or given up.
        _ if vorgang.decided_at.is_none() => (Tone::Info, "status-title-over"),
        (_, false) => (Tone::Info, "status-title-decided"),
        (_, true) => (Tone::Info, "status-title-objection-decided"),
    }
}

/// That the last answer has come in.
fn arrived(t: Texts, over: &[&Anfrage]) -> Markup {
    let last = over.iter().filter(|asked| asked.stand == AnfrageStand::Beantwortet);
    let when = last.filter_map(|asked| asked.beendet_at).map(store::At::timestamp).max();
    html! {
        @if let Some(when) = when {
            (ui::alert(Tone::Success, &t.get("reply-arrived"), Some(ui::paragraph(
                &t.with("reply-arrived-when", &[("when", t.moment(when).into())]),
            ))))
        }
    }
}

/// How far each Vorgang is, the newest first.
fn ways(t: Texts, status: &Status, is_main: bool) -> Markup {
    let mailbox = if is_main { Emphasis::Primary } else { Emphasis::Secondary };
    let of = |vorgang| Way {
        vorgang,
        letter: status.bescheid(vorgang),
        asked: status.asked.iter().filter(|asked| asked.vorgang == vorgang.id).collect(),
        office: status.matter.office(),
        by_post: status.by_post,
    };
    let mut all = status.matter.vorgaenge.iter().rev().map(of);
    let newest = all.next();
    html! {
        (ui::section("stand", &t.get("status-where"), html! {
            @match newest { Some(way) => (way.show(t)), None => (ui::timeline(t, &handed_in(t, status))) }
            @if !status.letters.is_empty() {
                (ui::actions(ui::link_button(mailbox, &Href::from(MailboxPath), &t.get("status-mailbox"))))
            }
        }))
        @for way in all { (ui::section("antrag", &t.get("status-where-antrag"), way.show(t))) }
    }
}

/// The steps of what is received and will be handed over in a moment.
fn handed_in(t: Texts, status: &Status) -> Vec<Step> {
    let office = [("office", status.matter.office().into())];
    let coming = |key| Step { title: key, when: None, text: None, state: StepState::Coming };
    vec![
        Step {
            title: t.get("step-received").into_owned(),
            when: Some(t.moment(status.matter.antrag.received_at.timestamp())),
            text: None,
            state: StepState::Done,
        },
        Step {
            title: t.get("step-in-work").into_owned(),
            when: None,
            text: Some(t.with("step-in-work-text", &office)),
            state: StepState::Current,
        },
        coming(t.get("step-decided").into_owned()),
        coming(t.get(if status.by_post { "step-letter-post" } else { "step-letter" }).into_owned()),
    ]
}

/// What happens next, and what the person can do.
fn next(t: Texts, status: &Status, is_asked: bool) -> Markup {
    let office = [("office", status.matter.office().into())];
    let latest = status.latest();
    let withdrawn = latest.is_some_and(Vorgang::is_withdrawn);
    let work = if latest.is_some_and(is_objection) { "status-next-objection" } else { "status-next-work" };
    let has_letter = latest.is_some_and(|vorgang| status.bescheid(vorgang).is_some());
    html! {
        @if is_asked {
            (ui::paragraph(&t.get("status-next-asked")))
        } @else if withdrawn {
            (ui::paragraph(&t.get("status-next-withdrawn")))
        } @else if has_letter {
            (ui::paragraph(&t.get("status-next-letter")))
        } @else {
            @if !status.is_over() { (ui::paragraph(&t.with(work, &office))) }
            (ui::paragraph(&t.get(if status.by_post { "status-next-post" } else { "status-next-mailbox" })))
        }
        (ui::paragraph(&t.get("status-next-print")))
    }
}

/// The way to say how it went.
fn rating(t: Texts, antrag: &Antrag) -> Markup {
    let href = Href::from(RatePath { id: antrag.id.0 });
    ui::section(
        "bewerten",
        &t.get("rate-title"),
        html! {
            (ui::paragraph(&t.get("rate-why")))
            p.kern-body { (ui::link(&href, &t.get("rate-go"))) }
        },
    )
}

/// The way to withdraw what is not decided yet.
fn withdrawal(t: Texts, matter: &Matter) -> Markup {
    let Some(vorgang) = matter.vorgaenge.iter().rfind(|vorgang| !is_over(vorgang)) else { return html! {} };
    let path = WithdrawPath { id: matter.antrag.id.0, vorgang: vorgang.id };
    let (title, text, link) = if is_objection(vorgang) {
        ("withdraw-section", "withdraw-objection-hint", "withdraw-objection-title")
    } else {
        ("withdraw-section", "withdraw-hint", "withdraw-title")
    };
    ui::section(
        "zuruecknehmen",
        &t.get(title),
        html! {
            (ui::paragraph(&t.get(text)))
            p.kern-body { (ui::link(&Href::from(path), &t.get(link))) }
        },
    )
}

fn facts(t: Texts, matter: &Matter) -> Markup {
    let antrag = &matter.antrag;
    let text = |text: &str| html! { (text) };
    let mut facts = vec![
        (t.get("fact-service").into_owned(), text(&antrag.titel)),
        (t.get("fact-number").into_owned(), text(&antrag.eingangsnummer)),
        (t.get("fact-received").into_owned(), text(&t.moment(antrag.received_at.timestamp()))),
        (t.get("fact-name").into_owned(), text(&antrag.name)),
        (t.get("fact-office").into_owned(), text(matter.office())),
    ];
    if let Some(vorgang) = matter.vorgaenge.first() {
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
