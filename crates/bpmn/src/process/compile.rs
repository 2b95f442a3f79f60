//! From the model to a [`Process`]: walks the levels, builds nodes and flows, collects all problems.
//! What the engine cannot run is refused with its id, never left out.

use std::collections::HashMap;
use std::sync::Arc;

use super::expression::is_feel_format;
use super::{
    Extensions, Flow, FlowIx, Level, LevelIx, Node, NodeIx, NodeKind, Process, connect, nodes, rank, timer,
};
use crate::model::{Definitions, Element, RENNSTEIG, names};
use crate::problem::Problem;

/// What the shell around the engine can do beyond the standard.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Scripts that are not FEEL and that the shell runs as [`crate::WorkKind::Script`].
    pub scripts: Vec<ScriptLanguage>,
}

/// A script language that the shell knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScriptLanguage {
    /// Scripts with this `scriptFormat`.
    Format(String),
    /// Scripts without `scriptFormat`, which are FEEL otherwise.
    Unspecified,
}

impl Options {
    pub(super) fn knows_script(&self, format: Option<&str>) -> bool {
        self.scripts.iter().any(|language| match language {
            ScriptLanguage::Format(known) => format == Some(known),
            ScriptLanguage::Unspecified => format.is_none(),
        })
    }
}

impl Process {
    /// Compiles a process: the one with this id, or the only one (the only executable one) of the file.
    /// The id of a global task gives a process with just that task.
    pub fn compile(definitions: &Definitions, id: Option<&str>) -> Result<Self, Vec<Problem>> {
        Self::compile_with(definitions, id, &Options::default())
    }

    /// As [`Process::compile`], for a shell that can do more.
    pub fn compile_with(
        definitions: &Definitions,
        id: Option<&str>,
        options: &Options,
    ) -> Result<Self, Vec<Problem>> {
        let root = find(definitions, id).map_err(|problem| vec![problem])?;
        let mut problems = crate::check::check(definitions, root);
        let mut compiler = Compiler::new(root, options);
        if root.is("process") {
            compiler.level(root, None);
        } else {
            compiler.global_task(root);
        }
        connect::connect(&mut compiler);
        problems.append(&mut compiler.problems);
        if problems.is_empty() {
            let mut process = compiler.process;
            process.ranks = rank::ranks(&process);
            return Ok(process);
        }
        // The same fault may be found by a rule of the standard and again while building.
        problems.sort_by(|a, b| (a.line, &a.element, &a.message).cmp(&(b.line, &b.element, &b.message)));
        problems.dedup();
        Err(problems)
    }
}

fn find<'d>(definitions: &'d Definitions, id: Option<&str>) -> Result<Element<'d>, Problem> {
    if let Some(id) = id {
        let element = definitions
            .element(id)
            .ok_or_else(|| Problem::of_file(format!("the file has no process '{id}'; check the id")))?;
        if element.is("process") || crate::model::references::belongs(element.kind(), "globalTask") {
            return Ok(element);
        }
        return Err(element.problem(format!("'{id}' is a '{}', not a process", element.kind())));
    }
    let all: Vec<Element<'d>> = definitions.processes().collect();
    let executable: Vec<Element<'d>> =
        all.iter().copied().filter(|p| is_true(*p, "isExecutable", false)).collect();
    match (executable.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => Ok(*one),
        ([], []) => Err(Problem::of_file("the file holds no process; add a 'process' element")),
        _ => {
            let ids: Vec<&str> = all.iter().filter_map(Element::id).collect();
            Err(Problem::of_file(format!(
                "the file holds several processes ({}); name the one to run",
                ids.join(", ")
            )))
        }
    }
}

/// An XML boolean; other texts count as the default here and are a problem of the check.
pub(crate) fn is_true(element: Element<'_>, name: &str, default: bool) -> bool {
    match element.attribute(name).map(str::trim) {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        _ => default,
    }
}

/// What is known while a process is built.
pub(super) struct Compiler<'d, 'o> {
    pub(super) process: Process,
    pub(super) problems: Vec<Problem>,
    pub(super) options: &'o Options,
    /// The element of each node, by index.
    pub(super) sources: Vec<Element<'d>>,
    /// Sequence flows with their level, to be connected when all nodes are known.
    pub(super) flows: Vec<(Element<'d>, LevelIx)>,
    pub(super) associations: Vec<Element<'d>>,
}

impl<'d, 'o> Compiler<'d, 'o> {
    fn new(root: Element<'d>, options: &'o Options) -> Self {
        let process = Process {
            id: root.id().unwrap_or_default().into(),
            name: root.name().map(str::to_owned),
            documentation: root.documentation(),
            extensions: extensions(root),
            nodes: Vec::new(),
            flows: Vec::new(),
            levels: Vec::new(),
            ids: HashMap::new(),
            flow_ids: HashMap::new(),
            zone: timer::zone(),
            ranks: Vec::new(),
        };
        let mut compiler = Self {
            process,
            problems: Vec::new(),
            options,
            sources: Vec::new(),
            flows: Vec::new(),
            associations: Vec::new(),
        };
        if root.id().is_none() {
            compiler.problem(root, "the process has no id; give it one");
        }
        compiler
    }

    pub(super) fn problem(&mut self, element: Element<'_>, message: impl Into<String>) {
        self.problems.push(element.problem(message));
    }

    /// Keeps the value, or notes the problem.
    pub(super) fn take<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// Builds a level and those inside it.
    pub(super) fn level(&mut self, element: Element<'d>, owner: Option<NodeIx>) -> LevelIx {
        let ix = LevelIx::try_from(self.process.levels.len())
            .expect("the number of elements is limited by the reader");
        self.process.levels.push(Level { owner, ..Level::default() });
        for child in element.children().filter(Element::is_bpmn) {
            self.flow_element(child, ix);
        }
        for lanes in element.children_of("laneSet") {
            self.lanes(lanes);
        }
        ix
    }

    /// Nodes learn their lane; lanes inside lanes come later and win.
    fn lanes(&mut self, set: Element<'d>) {
        for lane in set.children_of("lane") {
            let name: Arc<str> = lane.name().or_else(|| lane.id()).unwrap_or_default().into();
            for node in lane.references("flowNodeRef") {
                if let Some(ix) = node.id().and_then(|id| self.process.index(id)) {
                    self.node_mut(ix).lane = Some(name.clone());
                }
            }
            for inner in lane.children_of("childLaneSet") {
                self.lanes(inner);
            }
        }
    }

    fn flow_element(&mut self, element: Element<'d>, level: LevelIx) {
        let kind = element.kind();
        if names::is_flow_node(kind) {
            self.node(element, level);
            return;
        }
        match kind {
            "sequenceFlow" => self.flows.push((element, level)),
            "association" => self.associations.push(element),
            "dataObject" | "property" | "dataObjectReference" => {
                let name = nodes::variable_name(element);
                self.process.levels[level as usize].data.push(name);
            }
            _ => {}
        }
    }

    fn node(&mut self, element: Element<'d>, level: LevelIx) {
        let Some(kind) = NodeKind::from_name(element.kind()) else {
            self.problem(
                element,
                format!(
                    "'{}' cannot be run; use the elements of a process, not of a choreography",
                    element.kind()
                ),
            );
            return;
        };
        let Some(id) = element.id() else {
            self.problem(element, format!("this '{}' has no id; give it one", element.kind()));
            return;
        };
        let ix = NodeIx::try_from(self.process.nodes.len())
            .expect("the number of elements is limited by the reader");
        let id: Arc<str> = id.into();
        self.process.ids.insert(id.clone(), ix);
        self.process.nodes.push(Node {
            id,
            name: element.name().map(str::to_owned),
            kind,
            documentation: element.documentation(),
            extensions: extensions(element),
            line: element.line(),
            lane: None,
            level,
            behaviour: super::Behaviour::Pass,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            default: None,
            boundary: Vec::new(),
            link_sources: Vec::new(),
            repeat: None,
            input: None,
            output: None,
            start_quantity: 1,
            completion_quantity: 1,
            compensation: None,
            for_compensation: is_true(element, "isForCompensation", false),
            script: element.child("script").map(|script| script.text().into()),
            message: nodes::message_element(element).map(nodes::named),
            correlation: None,
            data_outputs: element
                .child("ioSpecification")
                .into_iter()
                .flat_map(|specification| specification.children_of("dataOutput"))
                .map(nodes::variable_name)
                .collect(),
        });
        self.sources.push(element);
        nodes::fill(self, ix);
    }

    fn global_task(&mut self, element: Element<'d>) {
        self.process.levels.push(Level::default());
        self.node(element, 0);
    }

    pub(super) fn node_mut(&mut self, ix: NodeIx) -> &mut Node {
        &mut self.process.nodes[ix as usize]
    }

    pub(super) fn source(&self, ix: NodeIx) -> Element<'d> {
        self.sources[ix as usize]
    }

    pub(super) fn add_flow(&mut self, flow: Flow) -> FlowIx {
        let ix = FlowIx::try_from(self.process.flows.len())
            .expect("the number of elements is limited by the reader");
        self.process.flow_ids.insert(flow.id.clone(), ix);
        self.process.flows.push(flow);
        ix
    }

    pub(super) fn scripts_known(&self, format: Option<&str>) -> ScriptRun {
        if self.options.knows_script(format) {
            ScriptRun::Shell
        } else if is_feel_format(format.unwrap_or_default()) {
            ScriptRun::Engine
        } else {
            ScriptRun::Nobody
        }
    }
}

/// Who runs a script.
pub(super) enum ScriptRun {
    Engine,
    Shell,
    Nobody,
}

pub(super) fn extensions(element: Element<'_>) -> Extensions {
    let attributes = element
        .attributes()
        .filter(|(namespace, _, _)| *namespace == Some(RENNSTEIG))
        .map(|(_, name, value)| (name.into(), value.into()));
    Extensions(attributes.collect())
}
