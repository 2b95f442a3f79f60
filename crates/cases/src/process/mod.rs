//! Driving a process: what the engine asks for is carried out, until it waits or ends.

mod work;

use crate::{
    Result, aufrufe, deadlines,
    entries::Event,
    jobs::{self, Timer},
    model::{Error, Erwartet, Erwartung, NachrichtId, Vorgang},
    nachrichten, record,
    tables::{self, nachrichten as rows},
};
use bpmn::{Effect, Input, Moment, State, WorkKind};
use feel::{Context, Value};
use identity::{BehoerdeId, Scope};
use jiff::{SignedDuration, Timestamp};
use packages::Package;
use records::VorgangId;
use std::collections::VecDeque;
use store::{Entropy, Tx};
pub(crate) use work::Wording;
use work::{Work, failed};

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
        // Of a Vorgang that another Behoerde called: who did.
        .with("aufruf", Value::Null)
}

/// Whether this case is one of the random sample that a person always looks at.
fn drawn(entropy: &dyn Entropy, share: f64) -> bool {
    let mut bytes = [0; 4];
    entropy.fill(&mut bytes);
    f64::from(u32::from_be_bytes(bytes)) / (f64::from(u32::MAX) + 1.0) < share
}

/// Gives the process an input and carries out what follows from it. The caller holds the lock of the stream, and has
/// recorded what somebody did; what follows is the doing of the program, whoever set it off.
///
/// # Errors
/// [`Error::Angehalten`] while the Vorgang is suspended; [`Error::Refused`] when the engine takes no such input (any
/// more); [`Error::Process`].
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
    let driven = tables::driven(tx, vorgang).await?.ok_or(Error::NotFound)?;
    go(tx, scope, package, driven, input, grace).await
}

/// Like [`drive`], of a Vorgang that was read under the lock.
pub(crate) async fn drive_on(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    driven: tables::Driven,
    input: Input,
) -> Result<()> {
    go(tx, scope, package, driven, input, SignedDuration::ZERO).await
}

async fn go(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    driven: tables::Driven,
    input: Input,
    grace: SignedDuration,
) -> Result<()> {
    let tables::Driven { vorgang: found, state } = driven;
    if found.angehalten_at.is_some() && !matches!(input, Input::Cancel { .. }) {
        return Err(Error::Angehalten);
    }
    let doing = Doing::new(tx, scope, package, &found, grace).await?;
    let state = doing.read(state)?;
    let before = erwartungen(&state);
    let first = doing.step(tx, state, input)?;
    doing.go_on(tx, first, &before).await
}

/// Carries out the effects of a step that was made elsewhere, such as that into another version of the process, and what
/// follows from them.
pub(crate) async fn carry_on(
    tx: &mut Tx,
    scope: &Scope,
    package: &Package,
    vorgang: VorgangId,
    before: &State,
    step: bpmn::Step,
) -> Result<()> {
    let found = tables::vorgang(tx, vorgang).await?.ok_or(Error::NotFound)?;
    let doing = Doing::new(tx, scope, package, &found, SignedDuration::ZERO).await?;
    doing.go_on(tx, step, &erwartungen(before)).await
}

/// Whether what was carried out at once is no longer waited for, because a branch beside it has ended it.
fn is_late(state: &State, input: &Input) -> bool {
    match input {
        Input::Complete { activity, .. } | Input::Fail { activity, .. } => {
            !state.activities().any(|open| open.works && open.id == *activity)
        }
        _ => false,
    }
}

/// The messages and signals that an instance waits for.
pub(crate) fn erwartungen(state: &State) -> Vec<Erwartung> {
    let messages = state.messages().map(|(wait, _, name, correlation)| Erwartung {
        wait: wait.0,
        art: Erwartet::Nachricht,
        name: name.to_string(),
        schluessel: correlation.map(nachrichten::schluessel),
    });
    let signals = state.signals().map(|(wait, _, name)| Erwartung {
        wait: wait.0,
        art: Erwartet::Signal,
        name: name.to_string(),
        schluessel: None,
    });
    messages.chain(signals).collect()
}

/// What all effects of a drive have in common.
struct Doing<'a> {
    /// Who set the process off.
    scope: &'a Scope,
    package: &'a Package,
    process: &'a bpmn::Process,
    vorgang: &'a Vorgang,
    grace: SignedDuration,
    /// The holidays, where a timer needs them.
    calendar: Option<fristen::Kalender>,
}

impl<'a> Doing<'a> {
    async fn new(
        tx: &mut Tx,
        scope: &'a Scope,
        package: &'a Package,
        vorgang: &'a Vorgang,
        grace: SignedDuration,
    ) -> Result<Self> {
        let verfahren = vorgang.verfahren();
        let process = package.process_of(verfahren).ok_or_else(|| Error::Process {
            package: package.manifest().id.clone(),
            message: format!("the package has no process for the Verfahren {verfahren}"),
        })?;
        let calendar = match process.has_periods() {
            true => Some(deadlines::calendar(tx, vorgang.behoerde).await?),
            false => None,
        };
        Ok(Self { scope, package, process, vorgang, grace, calendar })
    }

    fn name(&self) -> String {
        self.package.manifest().id.clone()
    }

    fn broken(&self, message: String) -> Error {
        Error::Process { package: self.name(), message }
    }

    fn read(&self, state: Option<String>) -> Result<State> {
        let Some(state) = state else { return Ok(State::new()) };
        serde_json::from_str(&state).map_err(|e| self.broken(format!("its state is unreadable: {e}")))
    }

    fn moment(&self, tx: &Tx) -> Moment<'_> {
        Moment { now: tx.now(), calendar: self.calendar.as_ref() }
    }

    fn step(&self, tx: &Tx, state: State, input: Input) -> Result<bpmn::Step> {
        let step = bpmn::step(self.process, state, input, self.moment(tx));
        step.map_err(|reason| Error::Refused { package: self.name(), reason })
    }

    /// Carries out a step and what follows from it, until the process waits or ends; then records where it stands.
    async fn go_on(&self, tx: &mut Tx, first: bpmn::Step, before: &[Erwartung]) -> Result<()> {
        let mut inputs = VecDeque::new();
        let mut visited = Vec::new();
        let mut step = first;
        for _ in 0..MAX_INPUTS {
            visited.extend(step.visited.iter().map(ToString::to_string));
            for effect in step.effects {
                inputs.extend(self.carry_out(tx, effect).await?);
            }
            let state = step.state;
            let next = std::iter::from_fn(|| inputs.pop_front()).find(|input| !is_late(&state, input));
            let Some(input) = next else { return self.keep(tx, &state, before, visited).await };
            step = self.step(tx, state, input)?;
        }
        Err(self.broken("it runs in circles without ever waiting".into()))
    }

    /// Records where the process stands now, and fetches messages that came before anybody waited for them.
    async fn keep(
        &self,
        tx: &mut Tx,
        state: &State,
        before: &[Erwartung],
        visited: Vec<String>,
    ) -> Result<()> {
        let now = erwartungen(state);
        let state = serde_json::to_value(state).map_err(|e| self.broken(e.to_string()))?;
        let changed = (now != before).then(|| now.clone());
        self.record(tx, Event::Fortgeschritten { state, visited, erwartet: changed }).await?;
        for new in now.iter().filter(|one| one.art == Erwartet::Nachricht && !before.contains(one)) {
            if let Some(nachricht) = rows::kept_for(tx, self.vorgang.behoerde, new).await? {
                jobs::Zustellen { nachricht }.enqueue(tx).await?;
            }
        }
        Ok(())
    }

    /// Records what the program did by its rules.
    async fn record(&self, tx: &mut Tx, event: Event) -> Result<()> {
        record(tx, &Scope::House, self.vorgang.akte, self.vorgang.id, event).await
    }

    /// Carries out one effect; what can be answered at once is.
    async fn carry_out(&self, tx: &mut Tx, effect: Effect) -> Result<Option<Input>> {
        let id = self.vorgang.id;
        match effect {
            Effect::Work { activity, element, kind, input, correlation, .. } => {
                let Some(node) = self.process.element(&element) else {
                    return Ok(Some(failed(activity, "the process has no such element")));
                };
                let work = Work { doing: self, activity, element: &element, node };
                return match kind {
                    WorkKind::BusinessRule => work.evaluate(tx, &input).await.map(Some),
                    WorkKind::User => work.assign(tx).await,
                    WorkKind::Service => work.operate(tx, &input).await,
                    WorkKind::Send => work.send(tx, &input, correlation.as_ref()).await.map(Some),
                    WorkKind::Call => work.call(tx, &input).await,
                    _ => Ok(Some(work.fail("the platform has no means to carry this out"))),
                };
            }
            Effect::CloseWork { activity } => {
                aufrufe::withdraw(tx, id, activity.0).await?;
                self.record(tx, Event::AufgabeEntfallen { activity: activity.0 }).await?;
            }
            Effect::SetTimer { timer, due, .. } => {
                let job = Timer { vorgang: id, akte: Some(self.vorgang.akte), timer: timer.0 };
                tx.enqueue_at(&job, due, Some(format!("timer {id} {timer}"))).await?;
            }
            Effect::Send { element, name, correlation, payload } => {
                let an = self.vorgang.behoerde;
                self.send(tx, an, &element, &name, correlation.as_ref(), &payload).await?;
            }
            Effect::Signal { element, name, payload } => {
                let signal = NachrichtId(tx.new_id());
                let inhalt = self.given_away(&element, &payload)?;
                let (element, name) = (element.to_string(), name.to_string());
                self.record(tx, Event::SignalGesendet { signal, element, name, inhalt }).await?;
                tx.enqueue(&jobs::Signal { signal }).await?;
            }
            Effect::Escalation { .. } => {
                post::tell_leitung(tx, self.vorgang.behoerde, &self.vorgang.package).await?;
            }
            Effect::Incident { incident, element, message, .. } => {
                let event = Event::Gestoert {
                    incident: Some(incident.0),
                    element: element.to_string(),
                    message: message.to_string(),
                };
                self.record(tx, event).await?;
            }
            Effect::IncidentClosed { incident } => {
                let event = Event::Behoben { incident: Some(incident.0) };
                // Staff repair; whoever else sets a process off ends an incident without knowing of it.
                let by = if matches!(self.scope, Scope::Staff { .. }) { self.scope } else { &Scope::House };
                record(tx, by, self.vorgang.akte, id, event).await?;
            }
            Effect::Ended { outcome, .. } => {
                let how = format!("{outcome:?}");
                self.record(tx, Event::Erledigt { how }).await?;
                records::unshare(tx, &Scope::House, self.vorgang.akte, id).await?;
                if let Some(aufruf) = self.vorgang.aufruf {
                    tx.enqueue(&jobs::Antworten { aufruf }).await?;
                }
            }
            // A timer that fires after it was cancelled is refused by the engine and passed over by the job; what is
            // waited for is read from the state as a whole.
            _ => {}
        }
        Ok(None)
    }

    /// What an element gives away: what it names (`r:input`), and nothing else.
    fn given_away(&self, element: &str, payload: &Context) -> Result<serde_json::Value> {
        let names = self.process.element(element).is_some_and(bpmn::Node::names_input);
        let payload = if names { payload.clone() } else { Context::new() };
        serde_json::to_value(bpmn::Variables(payload)).map_err(|e| self.broken(e.to_string()))
    }

    /// Sends a message to whichever Vorgang of a Behoerde waits for it.
    async fn send(
        &self,
        tx: &mut Tx,
        an_behoerde: BehoerdeId,
        element: &str,
        name: &str,
        correlation: Option<&Value>,
        payload: &Context,
    ) -> Result<()> {
        let nachricht = NachrichtId(tx.new_id());
        let event = Event::NachrichtGesendet {
            nachricht,
            element: element.to_owned(),
            name: name.to_owned(),
            schluessel: correlation.map(nachrichten::schluessel),
            an_behoerde,
            inhalt: self.given_away(element, payload)?,
        };
        self.record(tx, event).await?;
        Ok(jobs::Zustellen { nachricht }.enqueue(tx).await?)
    }
}
