//! Driving a process: what the engine asks for is carried out, until it waits or ends.

use crate::{
    Result,
    entries::Event,
    jobs::{Bescheid, Timer},
    model::{Error, TaskId, Vorgang},
    record, tables,
};
use bpmn::{ActivityId, Effect, Input, State, WorkKind};
use feel::{Context, Value};
use identity::Scope;
use jiff::Timestamp;
use packages::Package;
use records::{AkteId, VorgangId};
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

/// Gives the process an input and carries out what follows from it. The caller holds the lock of the stream.
pub(crate) async fn drive(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    vorgang: VorgangId,
    input: Input,
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
    let mut inputs = VecDeque::from([input]);
    let mut visited = Vec::new();
    let mut count = 0;
    while let Some(input) = inputs.pop_front() {
        count += 1;
        if count > MAX_INPUTS {
            return Err(broken("it runs in circles without ever waiting".into()));
        }
        let step =
            bpmn::step(package.process(), state, input, tx.now()).map_err(|e| broken(e.to_string()))?;
        visited.extend(step.visited.iter().map(ToString::to_string));
        for effect in step.effects {
            if let Some(next) = carry_out(tx, scope, package, &found, effect).await? {
                inputs.push_back(next);
            }
        }
        state = step.state;
    }
    let state = serde_json::to_value(&state).map_err(|e| broken(e.to_string()))?;
    record(tx, scope, found.akte, vorgang, Event::Fortgeschritten { state, visited }).await
}

/// Carries out one effect; what can be answered at once is.
async fn carry_out(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    vorgang: &Vorgang,
    effect: Effect,
) -> Result<Option<Input>> {
    let (akte, id) = (vorgang.akte, vorgang.id);
    match effect {
        Effect::Work { activity, element, kind, input, .. } => {
            let work = Work { akte, id, activity, element: &element };
            match kind {
                WorkKind::BusinessRule => work.evaluate(tx, scope, package, &input).await.map(Some),
                WorkKind::User => work.assign(tx, scope, package).await.map(|()| None),
                WorkKind::Service | WorkKind::Send => work.operate(tx, scope, package, &input).await,
                _ => Ok(Some(work.fail("the platform has no means to carry this out"))),
            }
        }
        Effect::CloseWork { activity } => {
            record(tx, scope, akte, id, Event::AufgabeEntfallen { activity: activity.0 }).await?;
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
            record(tx, scope, akte, id, event).await?;
            Ok(None)
        }
        Effect::Ended { outcome, .. } => {
            let how = format!("{outcome:?}");
            record(tx, scope, akte, id, Event::Erledigt { how }).await?;
            Ok(None)
        }
        // A timer that fires after it was cancelled is refused by the engine and passed over by the job; what
        // other instances must hear comes with the exchange between Behoerden.
        _ => Ok(None),
    }
}

/// An activity that the engine wants carried out.
struct Work<'a> {
    akte: AkteId,
    id: VorgangId,
    activity: ActivityId,
    element: &'a str,
}

impl Work<'_> {
    fn complete(&self, output: Context) -> Input {
        Input::Complete { activity: self.activity, output }
    }

    fn fail(&self, message: &str) -> Input {
        Input::Fail { activity: self.activity, error: bpmn::Failure { code: None, message: message.into() } }
    }

    fn attribute<'p>(&self, package: &'p Package, name: &str) -> Option<&'p str> {
        package.process().element(self.element).and_then(|element| element.extension(name))
    }

    /// `businessRuleTask r:decision="…" r:result="…"`: the decision of the package, with its explanation.
    async fn evaluate(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        package: &Package,
        input: &Context,
    ) -> Result<Input> {
        let (Some(decision), Some(result)) =
            (self.attribute(package, "decision"), self.attribute(package, "result"))
        else {
            return Ok(
                self.fail("it names no decision (r:decision) or no variable for its result (r:result)")
            );
        };
        let outcome = match package.decide(decision, input) {
            Ok(outcome) => outcome,
            Err(error) => return Ok(self.fail(&error.to_string())),
        };
        let encode = |e: serde_json::Error| Error::Store(store::Error::Encode(e.to_string()));
        let event = Event::Ausgewertet {
            element: self.element.to_owned(),
            decision: decision.to_owned(),
            value: outcome.value.to_json(),
            trace: serde_json::to_value(&outcome.trace).map_err(encode)?,
            gruende: packages::gruende(&outcome),
        };
        record(tx, scope, self.akte, self.id, event).await?;
        if outcome.value == Value::Null {
            let said: Vec<_> = outcome.warnings.iter().map(ToString::to_string).collect();
            return Ok(self.fail(&format!("decision {decision} has no result. {}", said.join("; "))));
        }
        Ok(self.complete(Context::new().with(result, outcome.value)))
    }

    /// `userTask r:role="…" r:outcomes="…"`: a task on the work list.
    async fn assign(&self, tx: &mut Tx, scope: &Scope, package: &Package) -> Result<()> {
        let role = self.attribute(package, "role").unwrap_or("sachbearbeitung").to_owned();
        let outcomes = self.attribute(package, "outcomes").unwrap_or("erledigt");
        let name = package.process().element(self.element).and_then(|e| e.name()).unwrap_or(self.element);
        let event = Event::AufgabeAngelegt {
            task: TaskId(tx.new_id()),
            activity: self.activity.0,
            element: self.element.to_owned(),
            name: name.to_owned(),
            role,
            outcomes: outcomes.split_whitespace().map(str::to_owned).collect(),
        };
        record(tx, scope, self.akte, self.id, event).await
    }

    /// `serviceTask r:operation="…"`: an operation of this platform.
    async fn operate(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        package: &Package,
        input: &Context,
    ) -> Result<Option<Input>> {
        match self.attribute(package, "operation") {
            Some("entscheiden") => self.settle(tx, scope, input).await.map(Some),
            Some("bescheid") => {
                let element = self.element.to_owned();
                tx.enqueue(&Bescheid { vorgang: self.id, activity: self.activity.0, element }).await?;
                Ok(None)
            }
            Some(other) => Ok(Some(self.fail(&format!("the platform has no operation {other:?}")))),
            None => Ok(Some(self.fail("it names no operation (r:operation)"))),
        }
    }

    /// The decision as such. The reasons are those of the person who decided; no person at all may have had a hand in it
    /// for it to count as automatic (§ 35a VwVfG).
    async fn settle(&self, tx: &mut Tx, scope: &Scope, input: &Context) -> Result<Input> {
        let Some(Value::String(ergebnis)) = input.get("ergebnis") else {
            return Ok(self.fail("the variable `ergebnis` holds no text, so there is nothing to decide"));
        };
        let begruendung = tables::last_reason(tx, self.id).await?;
        let event = Event::Entschieden {
            ergebnis: ergebnis.to_string(),
            automatisch: !tables::is_touched(tx, self.id).await?,
            begruendung,
        };
        record(tx, scope, self.akte, self.id, event).await?;
        Ok(self.complete(Context::new()))
    }
}
