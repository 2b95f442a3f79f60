//! States, outcomes and people in words.

use std::collections::BTreeMap;

use cases::{Stand, Task, TaskStand};
use identity::{AccountId, Scope};
use jiff::Timestamp;

use maud::Markup;

use crate::house::House;
use crate::locale::Texts;
use crate::shell::Failure;
use crate::ui::{self, Tone};

/// The names of those who work at the Behoerde.
pub(super) struct People {
    names: BTreeMap<AccountId, String>,
    me: Option<AccountId>,
}

impl People {
    pub(super) async fn at_work(house: &House, scope: &Scope) -> Result<Self, Failure> {
        let staff = identity::staff(&mut house.store.reader(), scope).await?;
        let names = staff.into_iter().map(|member| (member.account, member.display_name)).collect();
        Ok(Self { names, me: scope.account() })
    }

    /// The name of a colleague; whoever does not work here any more is called so.
    pub(super) fn name(&self, t: Texts, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_else(|| t.get("desk-former-colleague").into_owned())
    }

    pub(super) fn is_me(&self, account: AccountId) -> bool {
        self.me == Some(account)
    }
}

/// Where a Vorgang stands.
pub(super) fn stand(t: Texts, stand: Stand) -> (Tone, String) {
    let (tone, text) = match stand {
        Stand::Offen => (Tone::Info, t.get("desk-stand-open")),
        Stand::Entschieden => (Tone::Warning, t.get("desk-stand-decided")),
        Stand::Erledigt => (Tone::Success, t.get("desk-stand-done")),
        Stand::Gestoert => (Tone::Danger, t.get("desk-stand-disturbed")),
    };
    (tone, text.into_owned())
}

/// The same as a badge.
pub(super) fn stand_badge(t: Texts, at: Stand) -> Markup {
    let (tone, text) = stand(t, at);
    ui::badge(tone, &text)
}

/// Where a task stands, and with whom.
pub(super) fn task_badge(t: Texts, people: &People, at: TaskStand, holder: Option<AccountId>) -> Markup {
    match (at, holder) {
        (TaskStand::Uebernommen, Some(holder)) if people.is_me(holder) => {
            ui::badge(Tone::Warning, &t.get("desk-task-mine"))
        }
        (TaskStand::Uebernommen, Some(holder)) => {
            ui::badge(Tone::Info, &t.with("desk-task-taken", &[("name", people.name(t, holder).into())]))
        }
        (TaskStand::Uebernommen | TaskStand::Offen, _) => ui::badge(Tone::Info, &t.get("desk-task-open")),
        (TaskStand::Erledigt, _) => ui::badge(Tone::Success, &t.get("desk-task-done")),
        (TaskStand::Entfallen, _) => ui::badge(Tone::Info, &t.get("desk-task-dropped")),
    }
}

/// What a decision came to. An outcome that only its package knows is shown as the package writes it.
pub(super) fn outcome(t: Texts, word: &str) -> String {
    match word {
        "erteilen" => t.get("desk-outcome-grant").into_owned(),
        "ablehnen" => t.get("desk-outcome-refuse").into_owned(),
        "nachfordern" => t.get("desk-outcome-ask").into_owned(),
        "pruefen" => t.get("desk-outcome-check").into_owned(),
        "erledigt" => t.get("desk-outcome-done").into_owned(),
        "versendet" => t.get("desk-outcome-sent").into_owned(),
        other => other.replace('_', " "),
    }
}

/// The same as something to do, for a choice.
pub(super) fn to_do(t: Texts, word: &str) -> String {
    match word {
        "erteilen" => t.get("desk-do-grant").into_owned(),
        "ablehnen" => t.get("desk-do-refuse").into_owned(),
        "nachfordern" => t.get("desk-do-ask").into_owned(),
        "erledigt" => t.get("desk-do-done").into_owned(),
        "versendet" => t.get("desk-do-sent").into_owned(),
        other => outcome(t, other),
    }
}

/// The outcome of a task that is done.
pub(super) fn task_outcome(t: Texts, task: &Task) -> Option<String> {
    task.ergebnis.as_deref().map(|word| outcome(t, word))
}

/// How long ago something was, in days as people count them: `heute`, `seit 3 Tagen`.
pub(super) fn age(t: Texts, since: Timestamp, now: Timestamp) -> String {
    let days = (store::day_in_germany(now) - store::day_in_germany(since)).get_days();
    t.with("desk-age", &[("days", days.max(0).into())])
}
