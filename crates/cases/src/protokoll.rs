//! The journal of Vorgaenge as an event log for process mining: which activity was ready, taken up and done when.
//!
//! It names roles, never people: how long a step takes is asked of the process, not of whoever works in it.

use crate::{
    Result,
    entries::{Entry, Event},
    model::Vorgang,
    tables,
};
use bpmn::mine::{self, Lifecycle, Log};
use bpmn::{Node, NodeKind};
use identity::Scope;
use jiff::Timestamp;
use packages::{Library, Package, Verfahren};
use std::collections::HashMap;
use store::{Store, StreamId};

/// How many Vorgaenge are looked at in one go.
const PAGE: i64 = 500;

/// Which Vorgaenge are asked about.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Id of the package.
    pub package: String,
    /// Which of its processes.
    pub verfahren: Verfahren,
    /// Received from this moment on.
    pub from: Timestamp,
    /// Received before this moment.
    pub until: Timestamp,
}

/// What happened in these Vorgaenge. Those whose Akte was destroyed are left out.
///
/// # Errors
/// [`Error::Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn event_log(store: &Store, scope: &Scope, library: &Library, asked: &Asked) -> Result<Log> {
    scope.house()?;
    let mut log = Log::with_ends();
    let mut after = None;
    loop {
        let found = tables::received(&mut store.reader(), asked, after, PAGE).await?;
        let Some(last) = found.last() else { return Ok(log) };
        after = Some(last.id);
        for vorgang in &found {
            let entries = match store.read_office::<Entry>(StreamId(vorgang.akte.0), crate::OFFICE.name).await
            {
                Ok(entries) => entries,
                Err(store::Error::Erased(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            let package = library.get(&vorgang.package()?).await?;
            let mut reading = Reading::new(&mut log, &package, vorgang);
            for (meta, entry) in entries.iter().filter(|(_, entry)| entry.vorgang == vorgang.id) {
                reading.entry(meta.at, &entry.event);
            }
        }
    }
}

/// The elements that a Vorgang has passed, in this order; repeated ones are repeated.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn passed(store: &Store, scope: &Scope, id: crate::VorgangId) -> Result<Vec<String>> {
    let vorgang = crate::vorgang(&mut store.reader(), scope, id).await?;
    let entries = store.read_office::<Entry>(StreamId(vorgang.akte.0), crate::OFFICE.name).await?;
    let steps = entries.into_iter().filter(|(_, entry)| entry.vorgang == id);
    Ok(steps
        .flat_map(|(_, entry)| match entry.event {
            Event::Fortgeschritten { visited, .. } => visited,
            _ => Vec::new(),
        })
        .collect())
}

/// What is known while the entries of a Vorgang are read.
struct Reading<'a> {
    log: &'a mut Log,
    package: &'a Package,
    vorgang: &'a Vorgang,
    case: String,
    /// What is open, by task, question, work and call: the element and the role.
    open: HashMap<String, Activity>,
    /// Elements that entries of their own tell about: they are not done as soon as they are reached.
    told: Vec<String>,
}

#[derive(Clone)]
struct Activity {
    number: u64,
    element: String,
    name: String,
    role: Option<String>,
}

impl<'a> Reading<'a> {
    fn new(log: &'a mut Log, package: &'a Package, vorgang: &'a Vorgang) -> Self {
        let case = vorgang.id.to_string();
        Self { log, package, vorgang, case, open: HashMap::new(), told: Vec::new() }
    }

    fn entry(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::Eroeffnet { .. } => self.log.begin_case(&self.case, at),
            Event::Erledigt { .. } => self.log.end_case(&self.case, at),
            Event::AufgabeAngelegt { task, activity, element, name, role, .. } => {
                self.begin(at, &task.to_string(), *activity, element, name, Some(role));
            }
            Event::AufgabeUebernommen { task, .. } => self.push(at, &task.to_string(), Lifecycle::Started),
            Event::AufgabeErledigt { task, .. } => self.end(at, &task.to_string()),
            Event::Gefragt { anfrage, activity, element, art, .. } => {
                self.begin(at, &anfrage.to_string(), *activity, element, art.as_str(), None);
            }
            Event::Beantwortet { anfrage, .. } | Event::Unbeantwortet { anfrage } => {
                self.end(at, &anfrage.to_string());
            }
            Event::AuftragErteilt { auftrag, activity, element, name, topic, .. } => {
                self.begin(at, &auftrag.to_string(), *activity, element, name, Some(topic));
            }
            Event::AuftragErledigt { auftrag, .. } | Event::AuftragGescheitert { auftrag, .. } => {
                self.end(at, &auftrag.to_string());
            }
            Event::Aufgerufen { aufruf, activity, element, name, .. } => {
                self.begin(at, &aufruf.to_string(), *activity, element, name, None);
            }
            Event::AufrufBeantwortet { aufruf, .. } => self.end(at, &aufruf.to_string()),
            Event::NachrichtErhalten { element, .. } => self.received(at, element),
            Event::AufgabeEntfallen { activity } => self.withdraw(at, *activity),
            Event::Fortgeschritten { visited, .. } => self.automatic(at, visited),
            _ => {}
        }
    }

    fn begin(
        &mut self,
        at: Timestamp,
        key: &str,
        number: u64,
        element: &str,
        name: &str,
        role: Option<&String>,
    ) {
        self.told.push(element.to_owned());
        let activity =
            Activity { number, element: element.to_owned(), name: name.to_owned(), role: role.cloned() };
        self.open.insert(key.to_owned(), activity);
        self.push(at, key, Lifecycle::Created);
    }

    fn end(&mut self, at: Timestamp, key: &str) {
        self.push(at, key, Lifecycle::Completed);
        self.open.remove(key);
    }

    fn withdraw(&mut self, at: Timestamp, number: u64) {
        let keys: Vec<String> = self
            .open
            .iter()
            .filter(|(_, activity)| activity.number == number)
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            self.push(at, &key, Lifecycle::Withdrawn);
            self.open.remove(&key);
        }
    }

    fn push(&mut self, at: Timestamp, key: &str, lifecycle: Lifecycle) {
        let Some(activity) = self.open.get(key) else { return };
        self.log.push(&mine::Event {
            case: &self.case,
            activity: &activity.element,
            name: Some(&activity.name),
            instance: Some(key),
            lifecycle,
            time: at,
            who: activity.role.as_deref(),
        });
    }

    /// What the program does by itself is done as soon as it is reached.
    fn automatic(&mut self, at: Timestamp, visited: &[String]) {
        for element in visited {
            let Some(node) = self.package.element(self.vorgang.verfahren(), element) else { continue };
            let at_once = matches!(
                node.kind(),
                NodeKind::Task
                    | NodeKind::ServiceTask
                    | NodeKind::BusinessRuleTask
                    | NodeKind::ScriptTask
                    | NodeKind::SendTask
            );
            if at_once && !self.told.contains(element) {
                self.done(at, node);
            }
        }
    }

    /// A task that waits for a message is done when that comes.
    fn received(&mut self, at: Timestamp, element: &str) {
        let node = self.package.element(self.vorgang.verfahren(), element);
        if let Some(node) = node.filter(|node| node.kind() == NodeKind::ReceiveTask) {
            self.done(at, node);
        }
    }

    fn done(&mut self, at: Timestamp, node: &Node) {
        self.log.push(&mine::Event {
            case: &self.case,
            activity: node.id(),
            name: node.name(),
            instance: None,
            lifecycle: Lifecycle::Completed,
            time: at,
            who: None,
        });
    }
}
