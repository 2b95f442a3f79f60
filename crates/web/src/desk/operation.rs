//! `/desk/betrieb`: what operators look after: jobs and packages.

use axum::response::{IntoResponse, Redirect, Response};
use identity::Permission;
use maud::{Markup, html};
use packages::Installed;
use store::DeadJob;

use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{OperationPath, ReviveJobPath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Column, Emphasis, Page, Send, Table, Tone};

/// The state of the installation; for anybody without the permission there is no such page.
pub(super) async fn show(
    _: OperationPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_operate(&colleague)?;
    let t = frame.t;
    let (waiting, dead) = house.store.count_jobs().await?;
    let given_up = house.store.dead_jobs().await?;
    let installed = if colleague.may(Permission::InstallPackages) {
        Some(packages::installed(&mut house.store.reader(), &colleague.scope).await?)
    } else {
        None
    };
    let title = t.get("operation-title");
    let content = html! {
        (ui::heading(&title))
        ul.rs-counts aria-label=(t.get("operation-jobs")) {
            li { div { span.rs-counts__number { (waiting) } " " span { (t.with("operation-waiting", &[("count", waiting.into())])) } } }
            li."rs-counts__alarm"[dead > 0] { div { span.rs-counts__number { (dead) } " " span { (t.with("operation-dead", &[("count", dead.into())])) } } }
        }
        (ui::section("auftraege", &t.get("operation-dead-jobs"), jobs(&frame, &given_up)))
        @if let Some(installed) = installed {
            (ui::section("pakete", &t.get("operation-packages"), packages_table(t, &installed)))
        }
        (ui::muted(&t.with("operation-version", &[("version", env!("CARGO_PKG_VERSION").into())])))
    };
    Ok(Page::new(title, content).wide().respond(&frame))
}

/// Gives a dead job another round of attempts.
pub(super) async fn revive(
    ReviveJobPath { id }: ReviveJobPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_operate(&colleague)?;
    let mut tx = house.store.begin().await?;
    match tx.revive_job(id).await {
        Ok(()) => tx.commit().await?,
        // Revived by a colleague already.
        Err(store::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&OperationPath.to_string()).into_response())
}

fn may_operate(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::Operate) { Ok(()) } else { Err(Failure::NotFound) }
}

fn jobs(frame: &Frame, given_up: &[DeadJob]) -> Markup {
    let t = frame.t;
    if given_up.is_empty() {
        return ui::alert(Tone::Success, &t.get("operation-none-dead"), None);
    }
    let row = |job: &DeadJob| {
        vec![
            html! { (job.kind) },
            html! { (t.moment(job.created_at.timestamp())) },
            html! { (job.attempts) },
            html! { code { (job.last_error.as_deref().unwrap_or_default()) } },
            html! {
                (ui::form(&frame.csrf, &ReviveJobPath { id: job.id }.into(), Send::Plain, html! {
                    (ui::button(Emphasis::Secondary, &t.get("operation-revive")))
                }))
            },
        ]
    };
    ui::table(&Table {
        caption: t.get("operation-dead-jobs").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("operation-kind")),
            Column::new(t.get("operation-since")),
            Column::numeric(t.get("operation-attempts")),
            Column::new(t.get("operation-error")),
            Column::new(t.get("desk-action")),
        ],
        rows: given_up.iter().map(row).collect(),
    })
}

fn packages_table(t: Texts, installed: &[Installed]) -> Markup {
    if installed.is_empty() {
        return ui::muted(&t.get("operation-no-packages"));
    }
    let row = |package: &Installed| {
        vec![
            html! { (package.titel) },
            html! { (package.id) },
            html! { (package.version) },
            html! { span.rs-number { (package.leistung) } },
            html! { (t.moment(package.installed_at)) },
        ]
    };
    let columns = [
        "operation-package",
        "operation-package-id",
        "operation-package-version",
        "operation-package-key",
        "operation-package-since",
    ];
    ui::table(&Table {
        caption: t.get("operation-packages").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).into(),
        rows: installed.iter().map(row).collect(),
    })
}
