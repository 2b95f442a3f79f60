//! `/postfach/{id}`: a letter.
//!
//! Opening a letter can be what makes a Bescheid known (§ 41 Abs. 2a VwVfG). Programs fetch links ahead, so following
//! a link must not open anything: a letter that was never opened shows its cover, and a button opens it.

use axum::response::{IntoResponse, Redirect, Response};
use cases::Anfrage;
use jiff::Timestamp;
use maud::{Markup, html};
use post::{Bekanntgabe, Message};
use records::Dokument;

use super::mailbox::sender;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Person;
use crate::routes::{ApplicationPath, DocumentPath, LetterPath, MailboxPath, QuestionPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Page, Send, Tone};

/// The cover of a letter that was never opened, else the letter.
pub(super) async fn show(
    LetterPath { id }: LetterPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let letter = post::message(&mut house.store.reader(), &person.scope, id).await?;
    let sender = sender(&house, &person.scope, letter.behoerde).await?;
    let content = if letter.read_at.is_some() {
        let all = records::dokumente(&mut house.store.reader(), &person.scope, letter.akte).await?;
        let asked = cases::asked_of_person(&mut house.store.reader(), &person.scope, letter.akte).await?;
        let asks = |asked: &&Anfrage| asked.dokument.is_some_and(|id| letter.dokumente.contains(&id));
        opened(t, &letter, &sender, &all, asked.iter().find(asks))
    } else {
        cover(&frame, &letter, &sender, house.store.now())
    };
    let above = vec![Crumb::new(MailboxPath, t.get("mailbox-title"))];
    Ok(Page::new(letter.betreff.clone(), content).below(above).respond(&frame))
}

/// Opens the letter: the first time is recorded.
pub(super) async fn open(
    LetterPath { id }: LetterPath,
    house: House,
    person: Person,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    match post::retrieve(&mut tx, &person.scope, id).await {
        Ok(_) => tx.commit().await?,
        // The cover says that it was withdrawn.
        Err(post::Error::Withdrawn) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&LetterPath { id }.to_string()).into_response())
}

fn head(t: Texts, letter: &Message, sender: &str) -> Markup {
    let mut facts = vec![
        (t.get("letter-from").into_owned(), html! { (sender) }),
        (t.get("letter-reference").into_owned(), html! { (letter.aktenzeichen) }),
        (t.get("letter-delivered").into_owned(), html! { (t.moment(letter.delivered_at.timestamp())) }),
    ];
    if let Some(read) = letter.read_at {
        facts.push((t.get("letter-opened").into_owned(), html! { (t.moment(read.timestamp())) }));
    }
    html! {
        (ui::heading_of(&t.get("letter-kind"), &letter.betreff))
        div.rs-section { (ui::description_list(&facts)) }
    }
}

fn cover(frame: &Frame, letter: &Message, sender: &str, now: Timestamp) -> Markup {
    let t = frame.t;
    let action = Href::from(LetterPath { id: letter.id });
    html! {
        (head(t, letter, sender))
        @if letter.is_available(now) {
            @if let Some(rule) = letter.regel() { (before_opening(t, letter, rule)) }
            (ui::form(&frame.csrf, &action, Send::Plain, html! {
                (ui::button(Emphasis::Primary, &t.get("letter-open")))
            }))
        } @else {
            (ui::alert(Tone::Warning, &t.get("letter-withdrawn"), Some(ui::paragraph(&t.get("letter-withdrawn-why")))))
        }
    }
}

/// What opening the letter means in law.
fn before_opening(t: Texts, letter: &Message, rule: Bekanntgabe) -> Markup {
    let section = rule.section();
    let text = match (rule, letter.bekanntgabe()) {
        (Bekanntgabe::Ozg9 { .. }, Some(day)) => {
            t.with("letter-ozg9-before", &[("day", t.date(day).into()), ("section", section.into())])
        }
        (Bekanntgabe::Ozg9 { .. }, None) => return html! {},
        (Bekanntgabe::Vwvfg41Abs2a { .. }, _) => {
            let until = rule.available_until(letter.delivered_at.timestamp());
            let until = until.map(|day| t.date(day)).unwrap_or_default();
            t.with("letter-41-before", &[("until", until.into()), ("section", section.into())])
        }
    };
    ui::alert(Tone::Info, &t.get("letter-effect"), Some(ui::paragraph(&text)))
}

fn opened(t: Texts, letter: &Message, sender: &str, all: &[Dokument], asked: Option<&Anfrage>) -> Markup {
    let attached: Vec<&Dokument> = all.iter().filter(|d| letter.dokumente.contains(&d.id)).collect();
    html! {
        (head(t, letter, sender))
        @if !attached.is_empty() {
            (ui::section("dokumente", &t.get("letter-documents"), html! {
                ul.rs-downloads { @for dokument in attached { li { (download(t, dokument)) } } }
            }))
        }
        @if let (Some(rule), Some(day)) = (letter.regel(), letter.bekanntgabe()) {
            (ui::section("bekanntgabe", &t.get("letter-known"), html! {
                (ui::paragraph(&known(t, rule, &t.date(day))))
                (ui::paragraph(&t.get("letter-remedy")))
                (ui::paragraph(&t.get("letter-remedy-here")))
            }))
        }
        @if let Some(asked) = asked { (asks(t, asked)) }
        p.kern-body { (ui::link(&Href::from(ApplicationPath { id: letter.akte.0 }), &t.get("letter-matter"))) }
    }
}

/// The way to answer a letter that asks; once that is over, the page says so.
fn asks(t: Texts, asked: &Anfrage) -> Markup {
    let href = Href::from(QuestionPath { id: asked.akte.0, frage: asked.id });
    let last = asked.frist().map(|day| t.with("question-open", &[("day", t.date(day).into())]));
    html! {
        @if asked.is_open() {
            (ui::section("antworten", &t.get("letter-asks"), html! {
                @if let Some(last) = last { (ui::paragraph(&last)) }
                (ui::actions(ui::link_button(Emphasis::Primary, &href, &t.get("asked-answer"))))
            }))
        }
    }
}

/// From which day the Bescheid counts as made known, and why.
fn known(t: Texts, rule: Bekanntgabe, day: &str) -> String {
    let section = rule.section();
    match rule {
        Bekanntgabe::Ozg9 { tage } => {
            t.with("letter-ozg9", &[("day", day.into()), ("days", tage.into()), ("section", section.into())])
        }
        Bekanntgabe::Vwvfg41Abs2a { .. } => {
            t.with("letter-41", &[("day", day.into()), ("section", section.into())])
        }
    }
}

/// A file with its kind and size.
pub(crate) fn download(t: Texts, dokument: &Dokument) -> Markup {
    let to = DocumentPath { id: dokument.id }.into();
    ui::download(t, &to, &dokument.titel, &dokument.media_type, u64::try_from(dokument.size).unwrap_or(0))
}
