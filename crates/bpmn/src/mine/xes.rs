//! Reads XES, the interchange format of event logs (IEEE 1849-2016), as a stream: traces are cases, events
//! are read by the extensions Concept, Lifecycle, Time and Organizational. No document type, no entities but
//! those of XML.
//!
//! The name of an event (`concept:name`) is taken as the id of its activity. Of the persons in a log only the
//! role or group is read (`org:role`, `org:group`), never who it was (`org:resource`).

use quick_xml::events::{BytesStart, Event as Xml};
use quick_xml::reader::Reader;

use super::log::{Event, Lifecycle, Log};
use super::time;
use crate::xml::encoding;

/// Events of a file.
const MAX_EVENTS: usize = 50_000_000;
/// Nesting of elements.
const MAX_DEPTH: usize = 64;

/// Why a file is no event log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {position}: {message}")]
pub struct XesError {
    /// How far the file was read, in bytes of its UTF-8 text.
    pub position: u64,
    /// What is wrong.
    pub message: String,
}

impl Log {
    /// Reads an XES file. Events that cannot be used are counted ([`Log::unusable`]), not refused.
    ///
    /// # Errors
    ///
    /// The file is not well-formed XML, its root is not `log`, or it exceeds the limits (50 million events,
    /// 64 levels).
    pub fn read_xes(file: &[u8]) -> Result<Self, XesError> {
        let text = encoding::decode(file).map_err(|message| XesError { position: 0, message })?;
        let mut xml = Reader::from_str(&text);
        xml.config_mut().enable_all_checks(true);
        let mut reader = XesReader::default();
        loop {
            let event = xml.read_event();
            let result = event.map_err(|error| format!("the file is not well-formed XML: {error}"));
            match result.and_then(|event| reader.take(&event)) {
                Ok(true) => return Ok(reader.log),
                Ok(false) => {}
                Err(message) => return Err(XesError { position: xml.buffer_position(), message }),
            }
        }
    }
}

#[derive(Default)]
struct XesReader {
    log: Log,
    depth: usize,
    seen_root: bool,
    in_trace: bool,
    case: Option<String>,
    traces: u64,
    /// Events are kept until the name of their trace is known, which may follow them.
    events: Vec<Read>,
    event: Option<Read>,
}

/// An event as it stands in the file.
#[derive(Default)]
struct Read {
    name: Option<String>,
    instance: Option<String>,
    transition: Option<String>,
    time: Option<String>,
    role: Option<String>,
    group: Option<String>,
}

impl XesReader {
    /// Whether the file is read to its end.
    fn take(&mut self, xml: &Xml<'_>) -> Result<bool, String> {
        match xml {
            Xml::Start(tag) => {
                self.begin(tag)?;
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(format!("elements are nested deeper than {MAX_DEPTH} levels"));
                }
            }
            Xml::Empty(tag) => {
                self.begin(tag)?;
                self.end(tag.local_name().as_ref(), self.depth + 1);
            }
            Xml::End(tag) => {
                let depth = self.depth;
                self.depth = depth.saturating_sub(1);
                self.end(tag.local_name().as_ref(), depth);
            }
            Xml::DocType(_) => {
                return Err("a document type declaration is not allowed; remove '<!DOCTYPE …>'".into());
            }
            Xml::Eof if !self.seen_root => return Err("the file holds no 'log' element".into()),
            Xml::Eof if self.depth > 0 => {
                return Err("the file ends before '</log>'; it is not complete".into());
            }
            Xml::Eof => return Ok(true),
            _ => {}
        }
        if self.log.len() > MAX_EVENTS {
            return Err(format!("the file has more than {MAX_EVENTS} events"));
        }
        Ok(false)
    }

    /// Depth 0 is the log, 1 a trace, 2 an event or an attribute of the trace, 3 an attribute of the event.
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        match (self.depth, name) {
            (0, "log") if !self.seen_root => self.seen_root = true,
            (0, other) => return Err(format!("the root element is '{other}'; an XES file has one 'log'")),
            (1, "trace") => {
                self.traces += 1;
                self.in_trace = true;
                self.case = None;
            }
            // Events outside of traces belong to no case.
            (1, "event") => self.log.unusable.without_name += 1,
            (2, "event") if self.in_trace => self.event = Some(Read::default()),
            (2, _) if self.in_trace => {
                if let Some(case) = attribute(tag, "concept:name")? {
                    self.case = Some(case);
                }
            }
            (3, _) => {
                if let Some(event) = &mut self.event {
                    event.attribute(tag)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, depth: usize) {
        match (depth, name) {
            (3, "event") => self.events.extend(self.event.take()),
            (2, "trace") => {
                self.in_trace = false;
                let case = self.case.take().unwrap_or_else(|| format!("trace {}", self.traces));
                for event in self.events.drain(..) {
                    event.put(&case, &mut self.log);
                }
            }
            _ => {}
        }
    }
}

impl Read {
    fn attribute(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let (mut key, mut value) = (None, None);
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| format!("attribute: {error}"))?;
            match attribute.key.0 {
                "key" => key = Some(text(&attribute)?),
                "value" => value = Some(text(&attribute)?),
                _ => {}
            }
        }
        let place = match key.as_deref() {
            Some("concept:name") => &mut self.name,
            Some("concept:instance") => &mut self.instance,
            Some("lifecycle:transition") => &mut self.transition,
            Some("time:timestamp") => &mut self.time,
            Some("org:role") => &mut self.role,
            Some("org:group") => &mut self.group,
            _ => return Ok(()),
        };
        *place = value.filter(|value| !value.trim().is_empty());
        Ok(())
    }

    fn put(self, case: &str, log: &mut Log) {
        let Some(activity) = self.name else {
            log.unusable.without_name += 1;
            return;
        };
        let Some(time) = self.time.as_deref().and_then(time::parse) else {
            log.unusable.without_time += 1;
            return;
        };
        let Some(lifecycle) = Lifecycle::of(self.transition.as_deref()) else {
            log.unusable.other_transitions += 1;
            return;
        };
        let (instance, who) = (self.instance.as_deref(), self.role.as_deref().or(self.group.as_deref()));
        log.push(&Event { case, activity: &activity, name: None, instance, lifecycle, time, who });
    }
}

impl Lifecycle {
    /// From a transition of the standard lifecycle model of XES, or a name of this crate; none where it is
    /// another. An event without transition is a completion.
    pub(super) fn of(transition: Option<&str>) -> Option<Self> {
        let Some(transition) = transition else { return Some(Self::Completed) };
        Some(match transition.trim().to_ascii_lowercase().as_str() {
            "schedule" | "assign" | "created" | "create" => Self::Created,
            "start" | "started" => Self::Started,
            "complete" | "completed" | "" => Self::Completed,
            "withdraw" | "withdrawn" | "ate_abort" | "pi_abort" => Self::Withdrawn,
            _ => return None,
        })
    }
}

/// The value of an XES attribute, if it has this key.
fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, String> {
    let (mut fits, mut value) = (false, None);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("attribute: {error}"))?;
        match attribute.key.0 {
            "key" => fits = text(&attribute)? == wanted,
            "value" => value = Some(text(&attribute)?),
            _ => {}
        }
    }
    Ok(value.filter(|_| fits))
}

fn text(attribute: &quick_xml::events::attributes::Attribute<'_>) -> Result<String, String> {
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    value.map(Into::into).map_err(|error| format!("attribute: {error}"))
}
