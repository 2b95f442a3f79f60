//! States, outcomes and people in words.

use std::collections::BTreeMap;

use cases::{Stand, Task, TaskStand, Vorgang};
use identity::{AccountId, Scope};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use packages::Package;

use crate::house::House;
use crate::locale::Texts;
use crate::shell::Failure;
use crate::ui::{self, Problem, Tone};

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

    /// The name of somebody who works here.
    pub(super) fn known(&self, account: AccountId) -> Option<&str> {
        self.names.get(&account).map(String::as_str)
    }

    /// The name of a colleague; whoever does not work here any more is called so.
    pub(super) fn name(&self, t: Texts, account: AccountId) -> String {
        self.known(account).map_or_else(|| t.get("desk-former-colleague").into_owned(), str::to_owned)
    }

    pub(super) fn is_me(&self, account: AccountId) -> bool {
        self.me == Some(account)
    }
}

/// Who has applied, as the Antrag gives the name; a package may ask for none.
pub(super) fn applicant(t: Texts, name: &str) -> String {
    if name.trim().is_empty() { t.get("desk-nameless").into_owned() } else { name.to_owned() }
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
        "weiter" => t.get("desk-outcome-on").into_owned(),
        "bescheinigen" => t.get("desk-outcome-certified").into_owned(),
        "kuerzen" => t.get("desk-outcome-reduced").into_owned(),
        cases::ZURUECKGENOMMEN => t.get("desk-outcome-withdrawn").into_owned(),
        cases::EINGESTELLT => t.get("desk-outcome-abandoned").into_owned(),
        "rueckfrage" => t.get("desk-outcome-question").into_owned(),
        "stellungnahme" => t.get("desk-outcome-statement").into_owned(),
        "anhoerung" => t.get("desk-outcome-hearing").into_owned(),
        "zeichnen" => t.get("desk-outcome-signed").into_owned(),
        "zurueckgeben" | "zurueck" => t.get("desk-outcome-returned").into_owned(),
        "vorlegen" => t.get("desk-outcome-presented").into_owned(),
        "einverstanden" => t.get("desk-outcome-agreed").into_owned(),
        "zulaessig" => t.get("desk-outcome-admissible").into_owned(),
        "unzulaessig" => t.get("desk-outcome-inadmissible").into_owned(),
        "nicht_abhelfen" => t.get("desk-outcome-not-remedied").into_owned(),
        "abhelfen" => t.get("desk-outcome-remedied").into_owned(),
        "zurueckweisen" => t.get("desk-outcome-rejected").into_owned(),
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
        "weiter" => t.get("desk-do-on").into_owned(),
        "rueckfrage" => t.get("desk-do-question").into_owned(),
        "stellungnahme" => t.get("desk-do-statement").into_owned(),
        "anhoerung" => t.get("desk-do-hearing").into_owned(),
        "zeichnen" => t.get("desk-do-sign").into_owned(),
        "zurueckgeben" | "zurueck" => t.get("desk-do-return").into_owned(),
        "vorlegen" => t.get("desk-do-present").into_owned(),
        "nicht_abhelfen" => t.get("desk-do-not-remedy").into_owned(),
        "abhelfen" => t.get("desk-do-remedy").into_owned(),
        "zurueckweisen" => t.get("desk-do-reject").into_owned(),
        other => capitalized(&outcome(t, other)),
    }
}

/// What is asked of somebody who chooses how a task ends.
#[derive(Debug)]
pub(super) struct Choosing {
    outcomes: Vec<String>,
    /// The outcomes that need reasons.
    reasoned: Vec<String>,
    /// They look over what a colleague has drafted, and whoever agrees adds nothing: what they write is for the file, and
    /// the reasons of the Bescheid are those of the draft.
    pub(super) signs: bool,
}

impl Choosing {
    pub(super) fn of(package: &Package, vorgang: &Vorgang, task: &Task) -> Self {
        let (outcomes, reasoned) = (task.outcomes(), cases::reasoned(package, vorgang, task));
        let agrees = task.decides() && outcomes.first().is_some_and(|first| !reasoned.contains(first));
        Self { signs: agrees && !task.other_than().is_empty(), outcomes, reasoned }
    }

    /// Whether reasons are missed with an outcome; without one, whether they will be in any case.
    pub(super) fn needs_reasons(&self, outcome: &str) -> bool {
        match outcome {
            "" => !self.outcomes.is_empty() && self.reasoned.len() == self.outcomes.len(),
            outcome => self.reasoned.iter().any(|word| word == outcome),
        }
    }

    /// Whether no outcome needs reasons.
    pub(super) const fn needs_none(&self) -> bool {
        self.reasoned.is_empty()
    }

    /// What to write as reasons, and with which outcomes they are needed; `otherwise` is said to whoever does not sign.
    pub(super) fn hint(&self, t: Texts, otherwise: &str) -> String {
        let what = t.get(if self.signs { "decide-reasons-hint-sign" } else { otherwise });
        if self.needs_none() || self.needs_reasons("") {
            return what.into_owned();
        }
        let outcomes: Vec<String> = self.reasoned.iter().map(|word| to_do(t, word)).collect();
        let only = t.with("decide-reasons-only", &[("outcomes", outcomes.join(", ").into())]);
        format!("{only} {what}")
    }

    /// The message where they are missing.
    pub(super) const fn reasons_missing(&self) -> &'static str {
        if self.signs { "decide-reasons-missing-sign" } else { "decide-reasons-missing" }
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// A day as people type it, `24.12.2026`, or as a browser may send it, `2026-12-24`.
pub(crate) fn typed_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts[..] {
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => text.parse().ok(),
    }
}

/// A day that somebody types.
pub(super) struct TypedDay<'a> {
    pub(super) field: &'a str,
    pub(super) text: &'a str,
    /// What is said where it is no day.
    pub(super) missing: &'a str,
}

/// The first and the last day of a time, or what is wrong beside which field.
pub(super) fn typed_days(t: Texts, typed: [TypedDay<'_>; 2]) -> Result<[Date; 2], Vec<Problem>> {
    let days = [typed_day(typed[0].text), typed_day(typed[1].text)];
    if let [Some(first), Some(last)] = days {
        return Ok([first, last]);
    }
    let missing = typed.into_iter().zip(days).filter(|(_, day)| day.is_none());
    let problem = |typed: TypedDay<'_>| Problem {
        path: Some(typed.field.to_owned()),
        text: t.get(typed.missing).into_owned(),
    };
    Err(missing.map(|(typed, _)| problem(typed)).collect())
}

/// When something is due; what is late says so.
pub(super) fn due_day(t: Texts, due: Date, today: Date) -> Markup {
    html! {
        (t.date_short(due))
        @if due < today { " " (ui::badge(Tone::Danger, &t.get("desk-late"))) }
    }
}

/// When a task is due; what has come before the head of unit says since when.
pub(super) fn task_due(t: Texts, due: Date, escalated_at: Option<store::At>, today: Date) -> Markup {
    let Some(at) = escalated_at else { return due_day(t, due, today) };
    let since = t.date_short(store::day_in_germany(at.timestamp()));
    html! { (t.date_short(due)) " " (ui::badge(Tone::Danger, &t.with("desk-escalated", &[("day", since.into())]))) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_in_german() {
        let day = Some(jiff::civil::date(2026, 12, 4));
        for good in ["4.12.2026", " 04. 12. 2026 ", "2026-12-04"] {
            assert_eq!(typed_day(good), day, "{good}");
        }
        for bad in ["", "..", "31.2.2026", "4.12.26", "morgen", "4.12.2026.1", "4.12.99999"] {
            assert_eq!(typed_day(bad), None, "{bad}");
        }
    }
}
