//! `/postfach`: the letters of a person.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::response::Response;
use identity::{BehoerdeId, Scope};
use maud::{Markup, html};
use post::Message;

use crate::house::House;
use crate::locale::Texts;
use crate::required::Person;
use crate::routes::{LetterPath, MailboxPath, SearchPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Emphasis, Page, Tone};

/// Letters shown at most; older ones are reached through their Antrag.
const LIMIT: i64 = 200;

/// The letters, newest first; those that were never opened are marked.
pub(super) async fn show(
    _: MailboxPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let letters = post::mailbox(&mut house.store.reader(), &person.scope, LIMIT).await?;
    let senders = senders(&house, &person.scope, &letters).await?;
    let title = t.get("mailbox-title");
    let content = html! {
        (ui::heading(&title))
        @if letters.is_empty() {
            (ui::empty_state(
                &t.get("mailbox-empty"),
                &t.get("mailbox-empty-why"),
                Some(ui::link_button(Emphasis::Secondary, &SearchPath.into(), &t.get("mailbox-empty-do"))),
            ))
        } @else {
            (ui::lead(&t.get("mailbox-lead")))
            ol.rs-letters { @for letter in &letters { li { (line(t, letter, &senders[&letter.behoerde])) } } }
        }
    };
    Ok(Page::new(title, content).respond(&frame))
}

/// The names of those who wrote.
async fn senders(
    house: &House,
    scope: &Scope,
    letters: &[Message],
) -> Result<BTreeMap<BehoerdeId, String>, Failure> {
    let mut names = BTreeMap::new();
    for letter in letters {
        if let Entry::Vacant(unknown) = names.entry(letter.behoerde) {
            unknown.insert(sender(house, scope, letter.behoerde).await?);
        }
    }
    Ok(names)
}

/// The name of a Behoerde.
pub(super) async fn sender(house: &House, scope: &Scope, id: BehoerdeId) -> Result<String, Failure> {
    let found = identity::behoerde(&mut house.store.reader(), scope, id).await?;
    Ok(found.map(|behoerde| behoerde.name).unwrap_or_default())
}

fn line(t: Texts, letter: &Message, sender: &str) -> Markup {
    let is_new = letter.read_at.is_none();
    html! {
        article.rs-letter."rs-letter--new"[is_new] {
            div.rs-letter__head {
                h2.rs-letter__title {
                    a.kern-link href=(Href::from(LetterPath { id: letter.id })) { (letter.betreff) }
                }
                @if is_new { (ui::badge(Tone::Info, &t.get("mailbox-new"))) }
            }
            p.kern-body { (sender) }
            p.rs-muted {
                (t.with("mailbox-delivered", &[("when", t.moment(letter.delivered_at.timestamp()).into())]))
                " · "
                (t.with("mailbox-reference", &[("number", letter.aktenzeichen.as_str().into())]))
            }
        }
    }
}
