//! Reports on a measure that everybody may read, for its public page.

use maud::{Markup, html};
use planning::{Bericht, Offen};
use steering::Id;

use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::shell::Failure;
use crate::ui;

/// A section with the reports, the latest first; nothing where there are none.
pub(super) async fn released(house: &House, t: Texts, id: &Id) -> Result<Markup, Failure> {
    let all = planning::released(&mut house.store.reader(), id).await?;
    let told: Vec<(&Offen, &Bericht)> =
        all.iter().filter_map(|one| one.bericht.as_ref().map(|(bericht, ..)| (one, bericht))).collect();
    if told.is_empty() {
        return Ok(html! {});
    }
    let list = html! {
        ol.rs-history.rs-history--one {
            @for (one, bericht) in told {
                li {
                    p.rs-history__what {
                        (t.with("planning-round", &[("day", t.date(one.stichtag).into())])) ": "
                        span lang="de" { (bericht.status.words()) ", " (bericht.abschluss) }
                    }
                    div lang="de" { (written(&bericht.text)) }
                    p.rs-muted { (one.kurz) }
                }
            }
        }
    };
    Ok(ui::section("berichte", &t.get("planning-reports"), list))
}
