//! The form of a task (`r:form`): what a package asks whoever works on it, with the components of the applicant's pages.
//!
//! All its pages stand on the page of the task. Nothing is kept between two posts: the answers with which a page was
//! shown come back with it, so that it is known what a person has seen.

use std::sync::Arc;

use cases::{Task, Vorgang};
use form::{Answers, FieldError, Form, PageView, Setting};
use maud::{Markup, html};
use packages::Package;

use crate::locale::Texts;
use crate::shell::Posted;
use crate::ui::{self, Pressed, Tone};

/// Name of the hidden field with the answers with which the page was shown.
const SHOWN: &str = "_stand";

/// The form of a task.
pub(super) struct TaskForm {
    package: Arc<Package>,
    name: String,
    setting: Setting,
}

/// What was posted for it.
pub(super) struct Taken {
    /// The answers, right or wrong.
    pub(super) answers: Answers,
    /// What is wrong with them. Whoever is shown the form once more has not said yet that they are done: nothing.
    pub(super) errors: Vec<FieldError>,
    /// A row was added or removed: it is shown once more.
    pub(super) row: bool,
    /// The answers brought further questions to light.
    pub(super) more: bool,
}

impl TaskForm {
    /// The form of a task, where it has one.
    pub(super) fn of(
        package: &Arc<Package>,
        vorgang: &Vorgang,
        task: &Task,
        setting: Setting,
    ) -> Option<Self> {
        let name = name(package, vorgang, task)?.to_owned();
        package.aufgabe(&name)?;
        Some(Self { package: Arc::clone(package), name, setting })
    }

    fn form(&self) -> &Form {
        self.package.aufgabe(&self.name).expect("it was there when this was made, and packages do not change")
    }

    /// What was entered in the same form in the last task before, to begin with.
    pub(super) fn earlier(&self, vorgang: &Vorgang, tasks: &[Task]) -> Answers {
        let same = |task: &&Task| name(&self.package, vorgang, task) == Some(&self.name);
        tasks.iter().rev().filter(same).find_map(Task::angaben).unwrap_or_default()
    }

    /// Takes what was posted.
    pub(super) fn take(&self, mut posted: Posted) -> Taken {
        let pressed = Pressed::take(&mut posted);
        let before = shown(&mut posted);
        let (form, mut answers) = (self.form(), before.clone());
        let mut errors = Vec::new();
        for page in form.pages() {
            errors.extend(form.accept(page.id(), &posted, &mut answers, &self.setting));
        }
        let row = match &pressed {
            Pressed::AddRow(path) => form.add_row(path, &mut answers).is_ok(),
            Pressed::RemoveRow(path) => form.remove_row(path, &mut answers),
            _ => false,
        };
        let more = !row && self.has_more(&before, &answers);
        if row || more {
            errors.clear();
        }
        Taken { answers, errors, row, more }
    }

    /// Whether there are questions that nobody has seen yet.
    fn has_more(&self, before: &Answers, after: &Answers) -> bool {
        let unanswered = |path: &String| after.get(path).is_none_or(str::is_empty);
        let more = |page: &form::Page| {
            self.form().revealed(page.id(), before, after, &self.setting).iter().any(unanswered)
        };
        self.form().pages().iter().any(more)
    }

    /// Its fields.
    pub(super) fn fields(&self, t: Texts, answers: &Answers, errors: &[FieldError], more: bool) -> Markup {
        let pages: Vec<PageView> = self
            .form()
            .pages()
            .iter()
            .filter_map(|page| self.form().view(page.id(), answers, &self.setting))
            .filter(|view| view.number > 0)
            .collect();
        let json = serde_json::to_string(answers).unwrap_or_default();
        html! {
            (ui::hidden(SHOWN, &json))
            @if more { (ui::alert(Tone::Info, &t.get("antrag-more"), None)) }
            @for view in &pages {
                section.rs-section {
                    (ui::subheading(&view.title))
                    @if let Some(hint) = &view.hint { (ui::prose(hint)) }
                    (ui::items(t, view, errors))
                }
            }
        }
    }

    /// What was answered, for a task that is done.
    pub(super) fn summary(&self, t: Texts, task: &Task) -> Option<Markup> {
        let sections = self.form().summary(&task.angaben()?, &self.setting);
        Some(html! { div.rs-given { (ui::answers(t, &sections, None)) } })
    }
}

/// The name that the element of the process gives to the form of its task.
fn name<'p>(package: &'p Package, vorgang: &Vorgang, task: &Task) -> Option<&'p str> {
    package.process_of(vorgang.verfahren())?.element(&task.element)?.extension("form")
}

/// The answers with which the page was shown. They come from outside: what they say about uploads does not count.
fn shown(posted: &mut Posted) -> Answers {
    let at = posted.iter().position(|(name, _)| name == SHOWN);
    let json = at.map(|at| posted.remove(at).1).unwrap_or_default();
    let mut answers: Answers = serde_json::from_str(&json).unwrap_or_default();
    let uploads: Vec<String> = answers.uploads().map(|(id, _)| id.to_owned()).collect();
    for id in uploads {
        answers.forget_upload(&id);
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_brings_an_upload_along() {
        let mut answers = Answers::new();
        assert!(answers.set("art", "auflage"));
        let file = form::Upload { name: "x.pdf".into(), media_type: "application/pdf".into(), size: 3 };
        answers.note_upload("erfunden", file);
        let mut posted = vec![(SHOWN.to_owned(), serde_json::to_string(&answers).unwrap())];
        let shown = shown(&mut posted);
        assert_eq!((shown.get("art"), shown.uploads().count(), posted.len()), (Some("auflage"), 0, 0));
        assert_eq!(super::shown(&mut vec![(SHOWN.to_owned(), "{".to_owned())]), Answers::new());
    }
}
