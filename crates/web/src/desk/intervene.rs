//! `/desk/vorgang/{id}/eingriff/{art}`: a head of unit suspends or resumes a Vorgang, moves it to another step, corrects a
//! value of its process, or ends it without a decision. One page each, and a reason that the file keeps.

use axum::response::{IntoResponse, Redirect, Response};
use bpmn::NodeKind;
use cases::{Error, Vorgang, VorgangId};
use feel::{Context, Value};
use identity::Permission;
use maud::{Markup, html};
use packages::Package;

use super::process::{name, waiting};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, IntervenePath, ProcessPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

const REASON: &str = "grund";
const FROM: &str = "von";
const TO: &str = "nach";
const NAME: &str = "angabe";
const VALUE: &str = "wert";
/// Longest reason, in characters.
const MAX_REASON: usize = 1_000;
/// Longest value, in characters.
const MAX_VALUE: usize = 1_000;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Art {
    Suspend,
    Resume,
    Jump,
    Correct,
    Abandon,
}

impl Art {
    const ALL: [Self; 5] = [Self::Suspend, Self::Resume, Self::Jump, Self::Correct, Self::Abandon];

    /// The word in the address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Suspend => "anhalten",
            Self::Resume => "fortsetzen",
            Self::Jump => "versetzen",
            Self::Correct => "berichtigen",
            Self::Abandon => "beenden",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|art| art.word() == word)
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Suspend => "intervene-suspend",
            Self::Resume => "intervene-resume",
            Self::Jump => "intervene-jump",
            Self::Correct => "intervene-correct",
            Self::Abandon => "intervene-abandon",
        }
    }

    pub(super) const fn what(self) -> &'static str {
        match self {
            Self::Suspend => "intervene-suspend-what",
            Self::Resume => "intervene-resume-what",
            Self::Jump => "intervene-jump-what",
            Self::Correct => "intervene-correct-what",
            Self::Abandon => "intervene-abandon-what",
        }
    }

    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Suspend => "intervene-told-suspend",
            Self::Resume => "intervene-told-resume",
            Self::Jump => "intervene-told-jump",
            Self::Correct => "intervene-told-correct",
            Self::Abandon => "intervene-told-abandon",
        }
    }

    /// What can be done with a Vorgang as it stands.
    pub(super) fn of_vorgang(vorgang: &Vorgang) -> Vec<Self> {
        let suspended = vorgang.angehalten_at.is_some();
        Self::ALL
            .into_iter()
            .filter(|art| match art {
                Self::Suspend | Self::Jump | Self::Correct => !suspended,
                Self::Resume => suspended,
                Self::Abandon => vorgang.decided_at.is_none(),
            })
            .filter(|_| vorgang.closed_at.is_none())
            .collect()
    }
}

/// What was entered.
#[derive(Debug, Default)]
struct Entered {
    grund: String,
    von: Vec<String>,
    nach: String,
    angabe: String,
    wert: String,
}

impl Entered {
    fn take(posted: Posted) -> Self {
        let mut entered = Self::default();
        for (name, value) in posted {
            match name.as_str() {
                REASON => entered.grund = value,
                FROM => entered.von.push(value),
                TO => entered.nach = value,
                NAME => entered.angabe = value,
                VALUE => entered.wert = value,
                _ => {}
            }
        }
        entered
    }
}

/// A Vorgang that somebody may intervene in.
struct Known {
    art: Art,
    vorgang: Vorgang,
    package: std::sync::Arc<Package>,
    state: bpmn::State,
}

impl Known {
    /// Without the permission, and where the Vorgang stands otherwise, there is no such page.
    async fn read(house: &House, colleague: &Colleague, id: VorgangId, word: &str) -> Result<Self, Failure> {
        let art =
            Art::of(word).filter(|_| colleague.may(Permission::AssignCases)).ok_or(Failure::NotFound)?;
        let mut reader = house.store.reader();
        let vorgang = cases::vorgang(&mut reader, &colleague.scope, id).await?;
        let state = cases::place(&mut reader, &colleague.scope, id).await?;
        let package = house.library.get(&vorgang.package()?).await?;
        Ok(Self { art, vorgang, package, state })
    }

    fn process(&self) -> Option<&bpmn::Process> {
        self.package.process_of(self.vorgang.verfahren())
    }

    /// The values that can be corrected: those of a kind that can be typed.
    fn values(&self) -> Vec<(String, Value)> {
        let typed = |value: &Value| {
            matches!(
                value,
                Value::Null | Value::Boolean(_) | Value::Number(_) | Value::String(_) | Value::Date(_)
            )
        };
        let variables = self.state.variables();
        let found = variables.iter().filter(|(_, value)| typed(value));
        found.map(|(name, value)| (name.to_string(), value.clone())).collect()
    }
}

/// The page that asks.
pub(super) async fn show(
    IntervenePath { id, art }: IntervenePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let known = Known::read(&house, &colleague, id, &art).await?;
    if !Art::of_vorgang(&known.vorgang).contains(&known.art) {
        // Somebody was faster; the page of the process says how it stands now.
        return Ok(Redirect::to(Href::from(ProcessPath { id }).as_str()).into_response());
    }
    Ok(page(&frame, &known, &Entered::default(), &[]).respond(&frame))
}

/// Does it.
pub(super) async fn carry_out(
    IntervenePath { id, art }: IntervenePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let known = Known::read(&house, &colleague, id, &art).await?;
    let mut problems = posted.unfit(frame.t, &[REASON, VALUE]);
    let entered = Entered::take(posted.into_answers());
    problems.extend(check(frame.t, &known, &entered));
    if problems.is_empty() {
        match act(&house, &colleague, frame.t, &known, &entered).await {
            Ok(()) => {
                let to = Href::from(ProcessPath { id }).with("meldung", known.art.word());
                return Ok(Redirect::to(to.as_str()).into_response());
            }
            Err(Error::Settled | Error::Angehalten) => {
                return Ok(Redirect::to(Href::from(ProcessPath { id }).as_str()).into_response());
            }
            Err(Error::Decided) => problems.push(ui::problem(REASON, frame.t.get("intervene-decided"))),
            Err(Error::Refused { .. }) if known.art == Art::Jump => {
                problems.push(ui::problem(TO, frame.t.get("intervene-to-refused")));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &known, &entered, &problems).respond(&frame))
}

fn check(t: Texts, known: &Known, entered: &Entered) -> Vec<Problem> {
    let mut problems = Vec::new();
    if known.art == Art::Jump {
        let waiting = waiting(&known.state);
        let unknown = entered.von.iter().any(|element| !waiting.contains(element));
        problems.extend(ui::faults(
            t,
            [
                (entered.von.is_empty() || unknown, FROM, "intervene-from-missing"),
                (entered.nach.is_empty(), TO, "intervene-to-missing"),
            ],
        ));
    }
    if known.art == Art::Correct {
        let found = known.values().into_iter().find(|(name, _)| *name == entered.angabe);
        let fits = found.as_ref().is_none_or(|(_, old)| parse(t, old, &entered.wert).is_some());
        problems.extend(ui::faults(
            t,
            [(found.is_none(), NAME, "intervene-name-missing"), (!fits, VALUE, "intervene-value-wrong")],
        ));
    }
    problems.extend(ui::faults(t, [(entered.grund.trim().is_empty(), REASON, "intervene-reason-missing")]));
    if entered.grund.chars().count() > MAX_REASON {
        let text = t.with("intervene-reason-long", &[("max", MAX_REASON.into())]);
        problems.push(ui::problem(REASON, text));
    }
    problems
}

async fn act(
    house: &House,
    colleague: &Colleague,
    t: Texts,
    known: &Known,
    entered: &Entered,
) -> cases::Result<()> {
    let (id, grund) = (known.vorgang.id, entered.grund.as_str());
    let (scope, library) = (&colleague.scope, &house.library);
    let mut tx = house.store.begin().await?;
    match known.art {
        Art::Suspend => cases::suspend(&mut tx, scope, id, grund).await?,
        Art::Resume => cases::resume(&mut tx, scope, id, grund).await?,
        Art::Jump => {
            cases::jump(&mut tx, scope, library, id, (&entered.von, &entered.nach), grund).await?;
        }
        Art::Correct => {
            let old = known.values().into_iter().find(|(name, _)| *name == entered.angabe);
            let value = old.and_then(|(_, old)| parse(t, &old, &entered.wert));
            let variables = Context::new().with(entered.angabe.as_str(), value.unwrap_or(Value::Null));
            cases::correct(&mut tx, scope, library, id, &variables, grund).await?;
        }
        Art::Abandon => cases::abandon(&mut tx, scope, library, id, grund).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// A value as it is typed, of the kind of the old one; what has none yet takes the kind that fits.
fn parse(t: Texts, old: &Value, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_VALUE {
        return None;
    }
    match old {
        Value::Boolean(_) => boolean(t, text),
        Value::Number(_) => number(text),
        Value::Date(_) => date(text),
        Value::Null => boolean(t, text).or_else(|| number(text)).or_else(|| date(text)).or(Some(text.into())),
        _ => Some(text.into()),
    }
}

fn boolean(t: Texts, text: &str) -> Option<Value> {
    let is = |key: &str| text.eq_ignore_ascii_case(&t.get(key));
    match text.to_ascii_lowercase().as_str() {
        "ja" | "true" => Some(Value::Boolean(true)),
        "nein" | "false" => Some(Value::Boolean(false)),
        _ if is("field-yes") => Some(Value::Boolean(true)),
        _ if is("field-no") => Some(Value::Boolean(false)),
        _ => None,
    }
}

/// `1.234,50`, `30,70`, `30.70`.
fn number(text: &str) -> Option<Value> {
    let plain = if text.contains(',') { text.replace('.', "").replace(',', ".") } else { text.to_owned() };
    plain.parse().ok().map(Value::Number)
}

/// `15.01.2026` or `2026-01-15`.
fn date(text: &str) -> Option<Value> {
    let iso = match text.split('.').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    iso.parse().ok().map(Value::Date)
}

/// A value as people write it.
fn shown(t: Texts, value: &Value) -> String {
    match value {
        Value::Boolean(true) => t.get("field-yes").into_owned(),
        Value::Boolean(false) => t.get("field-no").into_owned(),
        Value::Number(number) => t.number(&number.to_string()),
        Value::String(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        _ => "–".to_owned(),
    }
}

fn page(frame: &Frame, known: &Known, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (id, art) = (known.vorgang.id, known.art);
    let title = t.get(art.title());
    let error = |path: &str| ui::wrong(problems, path);
    let (label, hint) = (t.get("intervene-reason"), t.get("intervene-reason-hint"));
    let reason = Field::new(REASON, &label).hint(&hint).error(error(REASON));
    let tone = if art == Art::Abandon { Tone::Warning } else { Tone::Info };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&title, &known.vorgang.aktenzeichen))
        (ui::alert(tone, &t.get(art.what()), None))
        (ui::form(&frame.csrf, &IntervenePath { id, art: art.word().to_owned() }.into(), Send::Plain, html! {
            @match art {
                Art::Jump => { (steps(t, known, entered, error(FROM), error(TO))) }
                Art::Correct => { (values(t, known, entered, error(NAME), error(VALUE))) }
                _ => {}
            }
            (ui::textarea(t, &reason, &entered.grund, 4))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &title))
                (ui::link_button(Emphasis::Secondary, &ProcessPath { id }.into(), &t.get("intervene-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(CasesPath, t.get("cases-title")),
        Crumb::new(CasePath { id }, known.vorgang.aktenzeichen.clone()),
        Crumb::new(ProcessPath { id }, t.get("process-title")),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}

/// Which steps are left, and where it goes on.
fn steps(t: Texts, known: &Known, entered: &Entered, from: Option<&str>, to: Option<&str>) -> Markup {
    let process = known.process();
    let waiting = waiting(&known.state);
    let left: Vec<Choice> =
        waiting.iter().map(|element| Choice::new(element.as_str(), name(t, process, element))).collect();
    // With a single step there is nothing to choose.
    let chosen: Vec<&str> = match (entered.von.as_slice(), waiting.as_slice()) {
        ([], [only]) => vec![only.as_str()],
        (von, _) => von.iter().map(String::as_str).collect(),
    };
    let targets: Vec<Choice> = process
        .into_iter()
        .flat_map(bpmn::Process::elements)
        .filter(|node| !matches!(node.kind(), NodeKind::StartEvent | NodeKind::BoundaryEvent))
        .map(|node| Choice::new(node.id().to_string(), name(t, process, node.id())))
        .collect();
    let (from_label, from_hint) = (t.get("intervene-from"), t.get("intervene-from-hint"));
    let to_label = t.get("intervene-to");
    html! {
        (ui::checkboxes(t, &Field::new(FROM, &from_label).hint(&from_hint).error(from), &left, &chosen))
        (ui::select(t, &Field::new(TO, &to_label).error(to), &targets, &entered.nach))
    }
}

/// Which value, and what it is to be.
fn values(t: Texts, known: &Known, entered: &Entered, which: Option<&str>, what: Option<&str>) -> Markup {
    let choices: Vec<Choice> = known
        .values()
        .iter()
        .map(|(name, value)| Choice::new(name.as_str(), format!("{name}: {}", shown(t, value))))
        .collect();
    let (name_label, value_label, hint) =
        (t.get("intervene-name"), t.get("intervene-value"), t.get("intervene-value-hint"));
    html! {
        (ui::select(t, &Field::new(NAME, &name_label).error(which), &choices, &entered.angabe))
        (ui::textarea(t, &Field::new(VALUE, &value_label).hint(&hint).error(what), &entered.wert, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_typed_as_they_are_read() {
        let t = Texts::default();
        let is = |old: Value, text: &str| parse(t, &old, text).map(|value| value.to_json().to_string());
        assert_eq!(is(Value::from(1), "1.234,50").as_deref(), Some("1234.5"));
        assert_eq!(is(Value::from(1), "30.70").as_deref(), Some("30.7"));
        assert_eq!(is(Value::from(1), "viel"), None);
        let day = Value::Date("2026-01-15".parse().unwrap());
        assert_eq!(is(day.clone(), "1.2.2026").as_deref(), Some("\"2026-02-01\""));
        assert_eq!(is(day.clone(), "2026-02-01").as_deref(), Some("\"2026-02-01\""));
        assert_eq!(is(day, "31.02.2026"), None);
        assert_eq!(is(Value::Boolean(true), "Nein").as_deref(), Some("false"));
        assert_eq!(is(Value::Boolean(true), "vielleicht"), None);
        assert_eq!(is(Value::from("alt"), "30").as_deref(), Some("\"30\""));
        assert_eq!(is(Value::Null, "ja").as_deref(), Some("true"));
        assert_eq!(is(Value::from("alt"), "  "), None);
    }
}
