//! From XML to [`crate::syntax`]. What is not supported is a problem, never left out.

mod expression;
mod ids;
mod lift;
mod table;

use crate::{
    Problem,
    syntax::{At, Decision, Definitions, Import, Input, Item, Knowledge, Reference, Service, Source},
    xml::{self, Element, Version, is_feel},
};

/// Reads one file. Problems that leave a model to look at are collected.
pub(crate) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Definitions> {
    let (mut root, version) = match xml::read(bytes) {
        Ok(read) => read,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    if root.name != "definitions" {
        problems.push(root.problem(format!("<{}> is not a DMN model; <definitions> is expected", root.name)));
        return None;
    }
    if version == Version::V1_1 {
        lift::lift(&mut root);
    }
    let mut reader = Reader { problems };
    reader.ids(&root);
    Some(reader.definitions(&root))
}

struct Reader<'a> {
    problems: &'a mut Vec<Problem>,
}

fn at(element: &Element<'_>) -> At {
    At { id: element.attribute("id").map(str::to_owned), line: element.line }
}

impl Reader<'_> {
    fn problem(&mut self, element: &Element<'_>, message: impl Into<String>) {
        self.problems.push(element.problem(message));
    }

    /// The name, with single spaces.
    fn name(&mut self, element: &Element<'_>) -> String {
        match element.attribute("name").map(normal).filter(|name| !name.is_empty()) {
            Some(name) => name,
            None => {
                self.problem(element, format!("<{}> has no name; add name=\"…\"", element.name));
                String::new()
            }
        }
    }

    fn definitions(&mut self, root: &Element<'_>) -> Definitions {
        self.language(root, "expressionLanguage");
        let mut model = Definitions {
            name: root.attribute("name").unwrap_or_default().to_owned(),
            namespace: root.attribute("namespace").unwrap_or_default().to_owned(),
            ..Definitions::default()
        };
        for child in &root.children {
            match child.name {
                "import" => self.import(child, &mut model),
                "itemDefinition" => model.items.push(self.item(child)),
                "inputData" => {
                    let input =
                        Input { at: at(child), name: self.name(child), type_ref: variable_type(child) };
                    model.inputs.push(input);
                }
                "decision" => model.decisions.push(self.decision(child)),
                "businessKnowledgeModel" => model.knowledge.push(self.knowledge(child)),
                "decisionService" => model.services.push(self.service(child)),
                "knowledgeSource" => model.sources.push(Source {
                    id: child.attribute("id").map(str::to_owned),
                    name: child.attribute("name").map(normal).unwrap_or_default(),
                    location: child.attribute("locationURI").map(str::to_owned),
                }),
                // They say something about the model, and nothing about results.
                "description"
                | "extensionElements"
                | "textAnnotation"
                | "association"
                | "elementCollection"
                | "organizationUnit"
                | "performanceIndicator"
                | "group" => {}
                other => self.problem(child, format!("<{other}> is not supported")),
            }
        }
        model
    }

    /// Only FEEL is understood.
    fn language(&mut self, element: &Element<'_>, attribute: &str) {
        let Some(language) = element.attribute(attribute) else { return };
        let known = language.eq_ignore_ascii_case("feel") || is_feel(language);
        if !known && !language.is_empty() {
            self.problem(
                element,
                format!("the expression language '{language}' is not supported; only FEEL is"),
            );
        }
    }

    fn import(&mut self, element: &Element<'_>, model: &mut Definitions) {
        let kind = element.attribute("importType").unwrap_or_default();
        if !kind.contains("omg.org/spec/DMN/") {
            self.problem(element, format!("imports of '{kind}' are not supported; only DMN models are"));
            return;
        }
        model.imports.push(Import {
            at: at(element),
            name: element.attribute("name").map(normal).unwrap_or_default(),
            namespace: element.attribute("namespace").unwrap_or_default().to_owned(),
        });
    }

    fn item(&mut self, element: &Element<'_>) -> Item {
        self.language(element, "typeLanguage");
        let values =
            |name: &str| element.child(name).and_then(|child| child.text_of("text")).map(str::to_owned);
        let function = element.child("functionItem").map(|function| {
            let parameters = function
                .all("parameters")
                .map(|p| p.attribute("typeRef").unwrap_or("Any").to_owned())
                .collect();
            (parameters, function.attribute("outputTypeRef").map(str::to_owned))
        });
        Item {
            at: at(element),
            name: self.name(element),
            type_ref: element.text_of("typeRef").map(str::to_owned),
            is_list: element.attribute("isCollection") == Some("true"),
            components: element.all("itemComponent").map(|child| self.item(child)).collect(),
            allowed: values("allowedValues"),
            constraint: values("typeConstraint"),
            function,
        }
    }

    fn decision(&mut self, element: &Element<'_>) -> Decision {
        let mut decision = Decision {
            at: at(element),
            name: self.name(element),
            type_ref: variable_type(element),
            question: element.text_of("question").map(str::to_owned),
            requires: self.requirements(element),
            sources: Vec::new(),
            body: None,
        };
        for requirement in element.all("authorityRequirement") {
            decision.sources.extend(requirement.child("requiredAuthority").and_then(reference));
        }
        decision.body = self.body_of(element);
        if decision.body.is_none() {
            self.problem(element, format!("the decision '{}' has no expression", decision.name));
        }
        decision
    }

    /// Required inputs, decisions and knowledge.
    fn requirements(&mut self, element: &Element<'_>) -> Vec<Reference> {
        let mut all = Vec::new();
        for requirement in &element.children {
            let wanted: &[&str] = match requirement.name {
                "informationRequirement" => &["requiredInput", "requiredDecision"],
                "knowledgeRequirement" => &["requiredKnowledge"],
                _ => continue,
            };
            let found: Vec<Reference> = requirement
                .children
                .iter()
                .filter(|c| wanted.contains(&c.name))
                .filter_map(reference)
                .collect();
            if found.is_empty() {
                self.problem(requirement, "the requirement points to nothing; add href=\"#…\"");
            }
            all.extend(found);
        }
        all
    }

    fn knowledge(&mut self, element: &Element<'_>) -> Knowledge {
        let logic = element.child("encapsulatedLogic").map(|logic| self.function(logic));
        if logic.is_none() {
            self.problem(element, "the business knowledge model has no encapsulatedLogic");
        }
        Knowledge {
            at: at(element),
            name: self.name(element),
            type_ref: variable_type(element),
            requires: self.requirements(element),
            logic,
        }
    }

    fn service(&mut self, element: &Element<'_>) -> Service {
        let all = |name: &str| element.all(name).filter_map(reference).collect::<Vec<_>>();
        let service = Service {
            at: at(element),
            name: self.name(element),
            type_ref: variable_type(element),
            outputs: all("outputDecision"),
            encapsulated: all("encapsulatedDecision"),
            input_decisions: all("inputDecision"),
            input_data: all("inputData"),
        };
        if service.outputs.is_empty() {
            self.problem(element, "the decision service has no output decision");
        }
        service
    }
}

fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn type_ref(element: &Element<'_>) -> Option<String> {
    element.attribute("typeRef").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn reference(element: &Element<'_>) -> Option<Reference> {
    let href = element.attribute("href")?.trim();
    let (namespace, id) = href.split_once('#').unwrap_or(("", href));
    let namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
    Some(Reference { at: at(element), namespace, id: id.to_owned() })
}

fn variable_type(element: &Element<'_>) -> Option<String> {
    type_ref(element.child("variable")?)
}
