//! Driving a process: what the engine asks for is carried out, until it waits or ends.

use crate::{
    Result, anfragen, deadlines,
    entries::Event,
    jobs::{Bescheid, Timer},
    late,
    model::{Error, TaskId, Vorgang},
    record,
    tables::{self, tasks},
};
use bpmn::{ActivityId, Effect, Input, State, WorkKind};
use feel::{Context, Value};
use identity::Scope;
use jiff::{SignedDuration, Timestamp};
use packages::{Decided, Frage, Package};
use records::VorgangId;
use std::collections::VecDeque;
use store::{Entropy, Tx};

/// More steps at one go than any process needs; beyond it a model runs in circles.
const MAX_INPUTS: usize = 10_000;

/// The variables that every process begins with.
pub(crate) fn first_variables(
    tx: &Tx,
    package: &Package,
    aktenzeichen: &str,
    received_at: Timestamp,
    antrag: Context,
) -> Context {
    let day = |at: Timestamp| Value::Date(store::day_in_germany(at).into());
    let vorgang = Context::new().with("aktenzeichen", aktenzeichen).with("eingang", day(received_at));
    Context::new()
        .with("antrag", antrag)
        .with("vorgang", vorgang)
        .with("stichprobe", drawn(tx.store().entropy(), package.manifest().prozess.stichprobe))
        .with("heute", day(tx.now()))
}

/// Whether this case is one of the random sample that a person always looks at.
fn drawn(entropy: &dyn Entropy, share: f64) -> bool {
    let mut bytes = [0; 4];
    entropy.fill(&mut bytes);
    f64::from(u32::from_be_bytes(bytes)) / (f64::from(u32::MAX) + 1.0) < share
}

/// Gives the process an input and carries out what follows from it. The caller holds the lock of the stream, and has
/// recorded what somebody did; what follows is the doing of the program, whoever set it off.
pub(crate) async fn drive(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    vorgang: VorgangId,
    input: Input,
) -> Result<()> {
    drive_slowly(tx, scope, package, vorgang, input, SignedDuration::ZERO).await
}

/// Like [`drive`]; what leaves the house does so only after `grace`, and can be stopped until then.
pub(crate) async fn drive_slowly(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    vorgang: VorgangId,
    input: Input,
    grace: SignedDuration,
) -> Result<()> {
    let tables::Driven { vorgang: found, state } =
        tables::driven(tx, vorgang).await?.ok_or(Error::NotFound)?;
    let broken = |message: String| Error::Process { package: package.manifest().id.clone(), message };
    let mut state: State = match state {
        Some(state) => {
            serde_json::from_str(&state).map_err(|e| broken(format!("its state is unreadable: {e}")))?
        }
        None => State::new(),
    };
    let verfahren = found.verfahren();
    let process = package
        .process_of(verfahren)
        .ok_or_else(|| broken(format!("the package has no process for the Verfahren {verfahren}")))?;
    let doing = Doing { scope, package, process, vorgang: &found, grace };
    let mut inputs = VecDeque::from([input]);
    let mut visited = Vec::new();
    let mut count = 0;
    while let Some(input) = inputs.pop_front() {
        count += 1;
        if count > MAX_INPUTS {
            return Err(broken("it runs in circles without ever waiting".into()));
        }
        let step = bpmn::step(process, state, input, tx.now()).map_err(|e| broken(e.to_string()))?;
        visited.extend(step.visited.iter().map(ToString::to_string));
        for effect in step.effects {
            if let Some(next) = doing.carry_out(tx, effect).await? {
                inputs.push_back(next);
            }
        }
        state = step.state;
    }
    let state = serde_json::to_value(&state).map_err(|e| broken(e.to_string()))?;
    record(tx, &Scope::House, found.akte, vorgang, Event::Fortgeschritten { state, visited }).await
}

/// What all effects of a drive have in common.
struct Doing<'a> {
    /// Who set the process off.
    scope: &'a Scope,
    package: &'a Package,
    process: &'a bpmn::Process,
    vorgang: &'a Vorgang,
    grace: SignedDuration,
}

impl<'a> Doing<'a> {
    /// Records what the program did by its rules.
    async fn record(&self, tx: &mut Tx, event: Event) -> Result<()> {
        record(tx, &Scope::House, self.vorgang.akte, self.vorgang.id, event).await
    }

    /// Carries out one effect; what can be answered at once is.
    async fn carry_out(&self, tx: &mut Tx, effect: Effect) -> Result<Option<Input>> {
        let id = self.vorgang.id;
        match effect {
            Effect::Work { activity, element, kind, input, .. } => {
                let Some(node) = self.process.element(&element) else {
                    return Ok(Some(failed(activity, "the process has no such element")));
                };
                let work = Work { doing: self, activity, element: &element, node };
                match kind {
                    WorkKind::BusinessRule => work.evaluate(tx, &input).await.map(Some),
                    WorkKind::User => work.assign(tx).await,
                    WorkKind::Service | WorkKind::Send => work.operate(tx, &input).await,
                    _ => Ok(Some(work.fail("the platform has no means to carry this out"))),
                }
            }
            Effect::CloseWork { activity } => {
                self.record(tx, Event::AufgabeEntfallen { activity: activity.0 }).await?;
                Ok(None)
            }
            Effect::SetTimer { timer, due, .. } => {
                let job = Timer { vorgang: id, timer: timer.0 };
                tx.enqueue_at(&job, due, Some(format!("timer {id} {timer}"))).await?;
                Ok(None)
            }
            Effect::Incident { incident, element, message, .. } => {
                let event = Event::Gestoert {
                    incident: Some(incident.0),
                    element: element.to_string(),
                    message: message.to_string(),
                };
                self.record(tx, event).await?;
                Ok(None)
            }
            Effect::Ended { outcome, .. } => {
                let how = format!("{outcome:?}");
                self.record(tx, Event::Erledigt { how }).await?;
                records::unshare(tx, &Scope::House, self.vorgang.akte, id).await?;
                Ok(None)
            }
            // A timer that fires after it was cancelled is refused by the engine and passed over by the job.
            _ => Ok(None),
        }
    }
}

fn failed(activity: ActivityId, message: &str) -> Input {
    Input::Fail { activity, error: bpmn::Failure { code: None, message: message.into() } }
}

/// An activity that the engine wants carried out.
struct Work<'a> {
    doing: &'a Doing<'a>,
    activity: ActivityId,
    element: &'a str,
    node: &'a bpmn::Node,
}

impl Work<'_> {
    fn complete(&self, output: Context) -> Input {
        Input::Complete { activity: self.activity, output }
    }

    fn fail(&self, message: &str) -> Input {
        failed(self.activity, message)
    }

    /// `businessRuleTask r:decision="…" r:result="…"`: the decision of the package, with its explanation.
    async fn evaluate(&self, tx: &mut Tx, input: &Context) -> Result<Input> {
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
    async fn assign(&self, tx: &mut Tx) -> Result<Option<Input>> {
        let words = |name: &str| -> Vec<String> {
            self.node.extension(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        let due = match self.node.extension("frist").map(packages::dauer).transpose() {
            Ok(Some(dauer)) => {
                let calendar = deadlines::calendar(tx, self.doing.vorgang.behoerde).await?;
                Some(deadlines::end(dauer, deadlines::day(tx.now()), &calendar)?)
            }
            Ok(None) => None,
            Err(error) => return Ok(Some(self.fail(&format!("r:frist: {error}")))),
        };
        let mut outcomes = words("outcomes");
        if outcomes.is_empty() {
            outcomes.push("erledigt".to_owned());
        }
        let task = TaskId(tx.new_id());
        let event = Event::AufgabeAngelegt {
            task,
            activity: self.activity.0,
            element: self.element.to_owned(),
            name: self.node.name().unwrap_or(self.element).to_owned(),
            role: self.node.extension("role").unwrap_or("sachbearbeitung").to_owned(),
            outcomes,
            other_than: words("other-than"),
            due,
        };
        self.doing.record(tx, event).await?;
        if let Some(due) = due {
            late::watch(tx, task, due).await?;
        }
        Ok(None)
    }

    /// `serviceTask r:operation="…"`: an operation of this platform.
    async fn operate(&self, tx: &mut Tx, input: &Context) -> Result<Option<Input>> {
        match Frage::read(self.node, input) {
            Ok(Some(frage)) => return self.ask(tx, &frage).await,
            Ok(None) => {}
            Err(message) => return Ok(Some(self.fail(&message))),
        }
        match self.node.extension("operation") {
            Some("entscheiden") => self.settle(tx, input).await.map(Some),
            Some("bescheid") => self.issue(tx).await,
            Some(other) => Ok(Some(self.fail(&format!("the platform has no operation {other:?}")))),
            None => Ok(Some(self.fail("it names no operation (r:operation)"))),
        }
    }

    async fn ask(&self, tx: &mut Tx, frage: &Frage<'_>) -> Result<Option<Input>> {
        let place = anfragen::Place { activity: self.activity.0, element: self.element };
        let asked = anfragen::ask(tx, self.doing.vorgang, place, frage).await?;
        Ok(asked.err().map(|message| self.fail(&message)))
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
