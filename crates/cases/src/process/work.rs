//! Activities that the engine wants carried out: decisions, tasks of people, operations of this platform, work of other
//! programs, calls of other Behoerden.

use super::Doing;
use crate::{
    Result, anfragen, aufrufe, deadlines,
    entries::Event,
    jobs::Bescheid,
    late,
    model::{AuftragId, Error, TaskId},
    record,
    tables::tasks,
};
use bpmn::{ActivityId, Input};
use feel::{Context, Value};
use identity::Scope;
use jiff::Timestamp;
use packages::{Decided, Frage};
use store::Tx;

pub(super) fn failed(activity: ActivityId, message: &str) -> Input {
    Input::Fail { activity, error: bpmn::Failure { code: None, message: message.into() } }
}

/// What the model says about a task of a person.
pub(crate) struct Wording {
    pub name: String,
    pub role: String,
    pub outcomes: Vec<String>,
    pub other_than: Vec<String>,
}

impl Wording {
    pub(crate) fn of(node: &bpmn::Node) -> Self {
        let words = |name: &str| -> Vec<String> {
            node.extension(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        let mut outcomes = words("outcomes");
        if outcomes.is_empty() {
            outcomes.push("erledigt".to_owned());
        }
        Self {
            name: node.name().unwrap_or(node.id()).to_owned(),
            role: node.extension("role").unwrap_or("sachbearbeitung").to_owned(),
            outcomes,
            other_than: words("other-than"),
        }
    }
}

/// An activity that the engine wants carried out.
pub(super) struct Work<'a> {
    pub(super) doing: &'a Doing<'a>,
    pub(super) activity: ActivityId,
    pub(super) element: &'a str,
    pub(super) node: &'a bpmn::Node,
}

impl Work<'_> {
    fn complete(&self, output: Context) -> Input {
        Input::Complete { activity: self.activity, output }
    }

    pub(super) fn fail(&self, message: &str) -> Input {
        failed(self.activity, message)
    }

    /// `businessRuleTask r:decision="…" r:result="…"`: the decision of the package, with its explanation.
    pub(super) async fn evaluate(&self, tx: &mut Tx, input: &Context) -> Result<Input> {
        let (Some(decision), Some(result)) = (self.node.extension("decision"), self.node.extension("result"))
        else {
            return Ok(
                self.fail("it names no decision (r:decision) or no variable for its result (r:result)")
            );
        };
        let Decided { outcome, stichtag, fassung, .. } = match self.doing.package.decide(self.node, input) {
            Ok(decided) => decided,
            Err(error) => return Ok(self.fail(&error.to_string())),
        };
        let encode = |e: serde_json::Error| Error::Store(store::Error::Encode(e.to_string()));
        let event = Event::Ausgewertet {
            element: self.element.to_owned(),
            decision: decision.to_owned(),
            value: outcome.value.to_json(),
            trace: serde_json::to_value(&outcome.trace).map_err(encode)?,
            gruende: packages::gruende(&outcome),
            stichtag: Some(stichtag),
            fassung,
        };
        self.doing.record(tx, event).await?;
        if outcome.value == Value::Null {
            let said: Vec<_> = outcome.warnings.iter().map(ToString::to_string).collect();
            return Ok(self.fail(&format!("decision {decision} has no result. {}", said.join("; "))));
        }
        Ok(self.complete(Context::new().with(result, outcome.value)))
    }

    /// `userTask r:role="…" r:outcomes="…" r:other-than="…" r:frist="…"`: a task on the work list.
    pub(super) async fn assign(&self, tx: &mut Tx) -> Result<Option<Input>> {
        let due = match self.node.extension("frist").map(packages::dauer).transpose() {
            Ok(Some(dauer)) => {
                let calendar = deadlines::calendar(tx, self.doing.vorgang.behoerde).await?;
                Some(deadlines::end(dauer, deadlines::day(tx.now()), &calendar)?)
            }
            Ok(None) => None,
            Err(error) => return Ok(Some(self.fail(&format!("r:frist: {error}")))),
        };
        let Wording { name, role, outcomes, other_than } = Wording::of(self.node);
        let task = TaskId(tx.new_id());
        let event = Event::AufgabeAngelegt {
            task,
            activity: self.activity.0,
            element: self.element.to_owned(),
            name,
            role,
            outcomes,
            other_than,
            due,
        };
        self.doing.record(tx, event).await?;
        if let Some(due) = due {
            late::watch(tx, task, due).await?;
        }
        Ok(None)
    }

    /// `serviceTask r:operation="…"`: an operation of this platform.
    pub(super) async fn operate(&self, tx: &mut Tx, input: &Context) -> Result<Option<Input>> {
        match Frage::read(self.node, input) {
            Ok(Some(frage)) => return self.ask(tx, &frage).await,
            Ok(None) => {}
            Err(message) => return Ok(Some(self.fail(&message))),
        }
        match self.node.extension("operation") {
            Some("entscheiden") => self.settle(tx, input).await.map(Some),
            Some("bescheid") => self.issue(tx).await,
            Some("auftrag") => self.commission(tx, input).await,
            Some(other) => Ok(Some(self.fail(&format!("the platform has no operation {other:?}")))),
            None => Ok(Some(self.fail("it names no operation (r:operation)"))),
        }
    }

    async fn ask(&self, tx: &mut Tx, frage: &Frage<'_>) -> Result<Option<Input>> {
        let place = anfragen::Place { activity: self.activity.0, element: self.element };
        let asked = anfragen::ask(tx, self.doing.vorgang, place, frage).await?;
        Ok(asked.err().map(|message| self.fail(&message)))
    }

    /// `serviceTask r:operation="auftrag" r:topic="…"`: work for a program outside, given what `r:input` names.
    async fn commission(&self, tx: &mut Tx, input: &Context) -> Result<Option<Input>> {
        let Some(topic) = self.node.extension("topic") else {
            return Ok(Some(self.fail("it names no kind of work (r:topic)")));
        };
        let event = Event::AuftragErteilt {
            auftrag: AuftragId(tx.new_id()),
            activity: self.activity.0,
            element: self.element.to_owned(),
            name: self.node.name().unwrap_or(self.element).to_owned(),
            topic: topic.to_owned(),
            inhalt: self.doing.given_away(self.element, input)?,
        };
        self.doing.record(tx, event).await?;
        Ok(None)
    }

    /// `sendTask`: done when the message is handed over; to the Behoerde that is competent for `r:leistung` at `r:ort`,
    /// else to the same.
    pub(super) async fn send(
        &self,
        tx: &mut Tx,
        input: &Context,
        correlation: Option<&Value>,
    ) -> Result<Input> {
        let Some(name) = self.node.message() else {
            return Ok(self.fail("it names no message (messageRef)"));
        };
        let an = match self.node.extension("leistung") {
            None => self.doing.vorgang.behoerde,
            Some(_) => match anfragen::competent_of(tx, self.node, input).await? {
                Ok(behoerde) => behoerde,
                Err(why) => return Ok(self.fail(&why)),
            },
        };
        self.doing.send(tx, an, self.element, name, correlation, input).await?;
        Ok(self.complete(Context::new()))
    }

    /// `callActivity r:leistung="…" r:ort="…"`: the process of the Behoerde that is competent there.
    pub(super) async fn call(&self, tx: &mut Tx, input: &Context) -> Result<Option<Input>> {
        let behoerde = match anfragen::competent_of(tx, self.node, input).await? {
            Ok(behoerde) => behoerde,
            Err(why) => return Ok(Some(self.fail(&why))),
        };
        let place = anfragen::Place { activity: self.activity.0, element: self.element };
        let inhalt = self.doing.given_away(self.element, input)?;
        let called = aufrufe::call(tx, self.doing.vorgang, self.node, place, behoerde, inhalt).await?;
        Ok(called.err().map(|why| self.fail(&why)))
    }

    async fn issue(&self, tx: &mut Tx) -> Result<Option<Input>> {
        let (vorgang, activity) = (self.doing.vorgang.id, self.activity.0);
        let job = Bescheid { vorgang, activity, element: self.element.to_owned() };
        if self.doing.grace.is_zero() {
            tx.enqueue(&job).await?;
        } else {
            let at = tx.now().checked_add(self.doing.grace).unwrap_or(Timestamp::MAX);
            tx.enqueue_at(&job, at, Some(job.key())).await?;
        }
        Ok(None)
    }

    /// The decision as such. The reasons are those of the person who decided; no person at all may have had a hand in it
    /// for it to count as automatic (§ 35a VwVfG).
    async fn settle(&self, tx: &mut Tx, input: &Context) -> Result<Input> {
        let Some(Value::String(ergebnis)) = input.get("ergebnis") else {
            return Ok(self.fail("the variable `ergebnis` holds no text, so there is nothing to decide"));
        };
        let id = self.doing.vorgang.id;
        let event = Event::Entschieden {
            ergebnis: ergebnis.to_string(),
            automatisch: !tasks::is_touched(tx, id).await?,
            begruendung: tasks::last_reason(tx, id).await?,
        };
        // Where a person has just decided, it is their decision that is noted here.
        let decider = tasks::decider(tx, id).await?;
        let by = self.doing.scope;
        let by = if decider.is_some() && by.account() == decider { by } else { &Scope::House };
        record(tx, by, self.doing.vorgang.akte, id, event).await?;
        Ok(self.complete(Context::new()))
    }
}
