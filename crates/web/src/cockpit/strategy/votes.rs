//! `GET /steuerung/zufriedenheit`: what people say of each service, for whoever steers.

use axum::response::Response;
use maud::{Markup, html};
use strategy::DienstStimmen;

use super::may_steer;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{SteeringPath, VotesPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Column, Crumb, Page, Table};

pub(super) async fn show(
    _: VotesPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let all = strategy::stimmen(&mut house.store.reader(), &colleague.scope).await?;
    let content = html! {
        (ui::heading(&t.get("votes-title")))
        (ui::lead(&t.get("votes-lead")))
        @if all.is_empty() {
            (ui::empty_state(&t.get("votes-none"), &t.get("votes-none-what"), None))
        } @else {
            (table(t, &all))
            @for one in all.iter().filter(|one| !one.kommentare.is_empty()) {
                (ui::details(&t.with("votes-comments", &[("service", one.titel.as_str().into())]), html! {
                    ul.kern-list.kern-list--bullet { @for text in &one.kommentare { li.kern-body { span.rs-lines { (text) } } } }
                }))
            }
        }
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("votes-title"), content).below(above).wide().respond(&frame))
}

fn table(t: Texts, all: &[DienstStimmen]) -> Markup {
    let row = |one: &DienstStimmen| {
        let few = || html! { span.rs-muted { (t.get("votes-too-few")) } };
        vec![
            html! { span lang="de" { (one.titel) } },
            one.anzahl.map_or_else(few, |count| html! { (t.number(&count.to_string())) }),
            one.mittel.map_or_else(few, |mean| html! { (t.number(&mean.to_string())) }),
        ]
    };
    ui::table(&Table {
        caption: t.get("votes-title").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("votes-service")),
            Column::numeric(t.get("votes-count")),
            Column::numeric(t.get("votes-mean")),
        ],
        rows: all.iter().map(row).collect(),
    })
}
