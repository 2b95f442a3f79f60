//! What somebody can do about a task, as far as a page can say it beforehand. The office decides.

use cases::{Task, TaskStand, Vorgang};
use identity::{AccountId, Permission};

use super::values::label;
use crate::locale::Texts;
use crate::required::Colleague;

/// Why somebody may not do a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hindrance {
    /// It is for another role, or for those who have the role for this service.
    Duty,
    /// They did the step that somebody else must check.
    FourEyes,
}

/// Who looks at the tasks of a Vorgang.
pub(super) struct Hands<'a> {
    colleague: &'a Colleague,
    vorgang: &'a Vorgang,
    tasks: &'a [Task],
}

impl<'a> Hands<'a> {
    pub(super) fn new(colleague: &'a Colleague, vorgang: &'a Vorgang, tasks: &'a [Task]) -> Self {
        Self { colleague, vorgang, tasks }
    }

    /// Whether they work on cases at all.
    pub(super) fn work(&self) -> bool {
        self.colleague.may(Permission::WorkCases)
    }

    /// Whether what this person has taken is theirs too: they are it, or stand in for them today.
    pub(super) fn hold(&self, holder: AccountId) -> bool {
        holder == self.colleague.account || self.represent(holder)
    }

    /// Whether they stand in for this person today.
    pub(super) fn represent(&self, holder: AccountId) -> bool {
        self.remit().is_some_and(|remit| remit.stands_in_for.contains(&holder))
    }

    /// Why they may not do this task.
    pub(super) fn hindrance(&self, task: &Task) -> Option<Hindrance> {
        let takes = self.remit().is_some_and(|remit| remit.takes(&task.role, &self.vorgang.package));
        if !takes {
            return Some(Hindrance::Duty);
        }
        let others = task.other_than();
        let own =
            |done: &&Task| done.stand == TaskStand::Erledigt && done.assignee == Some(self.colleague.account);
        let mut done = self.tasks.iter().filter(own);
        done.any(|done| others.contains(&done.element)).then_some(Hindrance::FourEyes)
    }

    fn remit(&self) -> Option<&identity::Remit> {
        self.colleague.scope.remit(Permission::WorkCases).ok().map(|(_, _, remit)| remit)
    }
}

/// What a hindrance means, and who can do the task.
pub(super) fn hindrance_text(t: Texts, hindrance: Hindrance, task: &Task) -> String {
    match hindrance {
        Hindrance::Duty => t.with("duty-other", &[("role", label(&task.role).into())]),
        Hindrance::FourEyes => t.get("duty-four-eyes").into_owned(),
    }
}
