//! The namespaces and element names of BPMN 2.0.2 (OMG formal/2013-12-09, schema files BPMN20.xsd, Semantic.xsd, BPMNDI.xsd).

/// The semantic model.
pub const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Diagram interchange of BPMN.
pub const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// Diagram interchange common to OMG notations.
pub const DI: &str = "http://www.omg.org/spec/DD/20100524/DI";
/// Diagram geometry.
pub const DC: &str = "http://www.omg.org/spec/DD/20100524/DC";
/// XML Schema instance (`xsi:type` tells formal expressions from informal ones).
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The extensions of Rennsteig: `r:role`, `r:decision`, `r:result` and so on.
pub const RENNSTEIG: &str = "urn:rennsteig:bpmn:1";

/// Every element that the schema knows in the namespace [`BPMN`], sorted for binary search.
const ELEMENTS: &[&str] = &[
    "activationCondition",
    "activity",
    "adHocSubProcess",
    "artifact",
    "assignment",
    "association",
    "auditing",
    "baseElement",
    "baseElementWithMixedContent",
    "boundaryEvent",
    "businessRuleTask",
    "callActivity",
    "callChoreography",
    "callConversation",
    "callableElement",
    "cancelEventDefinition",
    "catchEvent",
    "category",
    "categoryValue",
    "categoryValueRef",
    "childLaneSet",
    "choreography",
    "choreographyActivity",
    "choreographyRef",
    "choreographyTask",
    "collaboration",
    "compensateEventDefinition",
    "completionCondition",
    "complexBehaviorDefinition",
    "complexGateway",
    "condition",
    "conditionExpression",
    "conditionalEventDefinition",
    "conversation",
    "conversationAssociation",
    "conversationLink",
    "conversationNode",
    "correlationKey",
    "correlationProperty",
    "correlationPropertyBinding",
    "correlationPropertyRef",
    "correlationPropertyRetrievalExpression",
    "correlationSubscription",
    "dataAssociation",
    "dataInput",
    "dataInputAssociation",
    "dataInputRefs",
    "dataObject",
    "dataObjectReference",
    "dataOutput",
    "dataOutputAssociation",
    "dataOutputRefs",
    "dataPath",
    "dataState",
    "dataStore",
    "dataStoreReference",
    "definitions",
    "documentation",
    "endEvent",
    "endPoint",
    "endPointRef",
    "error",
    "errorEventDefinition",
    "errorRef",
    "escalation",
    "escalationEventDefinition",
    "event",
    "eventBasedGateway",
    "eventDefinition",
    "eventDefinitionRef",
    "exclusiveGateway",
    "expression",
    "extension",
    "extensionElements",
    "flowElement",
    "flowNode",
    "flowNodeRef",
    "formalExpression",
    "from",
    "gateway",
    "globalBusinessRuleTask",
    "globalChoreographyTask",
    "globalConversation",
    "globalManualTask",
    "globalScriptTask",
    "globalTask",
    "globalUserTask",
    "group",
    "humanPerformer",
    "implicitThrowEvent",
    "import",
    "inMessageRef",
    "inclusiveGateway",
    "incoming",
    "innerParticipantRef",
    "inputDataItem",
    "inputSet",
    "inputSetRefs",
    "interface",
    "interfaceRef",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "ioBinding",
    "ioSpecification",
    "itemDefinition",
    "lane",
    "laneSet",
    "linkEventDefinition",
    "loopCardinality",
    "loopCharacteristics",
    "loopCondition",
    "loopDataInputRef",
    "loopDataOutputRef",
    "manualTask",
    "message",
    "messageEventDefinition",
    "messageFlow",
    "messageFlowAssociation",
    "messageFlowRef",
    "messagePath",
    "monitoring",
    "multiInstanceLoopCharacteristics",
    "operation",
    "operationRef",
    "optionalInputRefs",
    "optionalOutputRefs",
    "outMessageRef",
    "outerParticipantRef",
    "outgoing",
    "outputDataItem",
    "outputSet",
    "outputSetRefs",
    "parallelGateway",
    "participant",
    "participantAssociation",
    "participantMultiplicity",
    "participantRef",
    "partitionElement",
    "partnerEntity",
    "partnerRole",
    "performer",
    "potentialOwner",
    "process",
    "property",
    "receiveTask",
    "relationship",
    "rendering",
    "resource",
    "resourceAssignmentExpression",
    "resourceParameter",
    "resourceParameterBinding",
    "resourceRef",
    "resourceRole",
    "rootElement",
    "script",
    "scriptTask",
    "sendTask",
    "sequenceFlow",
    "serviceTask",
    "signal",
    "signalEventDefinition",
    "source",
    "sourceRef",
    "standardLoopCharacteristics",
    "startEvent",
    "subChoreography",
    "subConversation",
    "subProcess",
    "supportedInterfaceRef",
    "supports",
    "target",
    "targetRef",
    "task",
    "terminateEventDefinition",
    "text",
    "textAnnotation",
    "throwEvent",
    "timeCycle",
    "timeDate",
    "timeDuration",
    "timerEventDefinition",
    "to",
    "transaction",
    "transformation",
    "userTask",
    "whileExecutingInputRefs",
    "whileExecutingOutputRefs",
];

/// Whether the schema knows an element of this name in the namespace [`BPMN`].
pub(crate) fn is_known(local: &str) -> bool {
    ELEMENTS.binary_search(&local).is_ok()
}

pub(crate) fn is_task(local: &str) -> bool {
    matches!(
        local,
        "task"
            | "userTask"
            | "serviceTask"
            | "scriptTask"
            | "manualTask"
            | "sendTask"
            | "receiveTask"
            | "businessRuleTask"
    )
}

pub(crate) fn is_sub_process(local: &str) -> bool {
    matches!(local, "subProcess" | "transaction" | "adHocSubProcess")
}

pub(crate) fn is_activity(local: &str) -> bool {
    is_task(local) || is_sub_process(local) || local == "callActivity"
}

pub(crate) fn is_gateway(local: &str) -> bool {
    matches!(
        local,
        "exclusiveGateway" | "inclusiveGateway" | "parallelGateway" | "complexGateway" | "eventBasedGateway"
    )
}

pub(crate) fn is_catch_event(local: &str) -> bool {
    matches!(local, "startEvent" | "intermediateCatchEvent" | "boundaryEvent")
}

pub(crate) fn is_throw_event(local: &str) -> bool {
    matches!(local, "endEvent" | "intermediateThrowEvent" | "implicitThrowEvent")
}

pub(crate) fn is_event(local: &str) -> bool {
    is_catch_event(local) || is_throw_event(local) || local == "event"
}

pub(crate) fn is_choreography_activity(local: &str) -> bool {
    matches!(local, "choreographyTask" | "subChoreography" | "callChoreography")
}

pub(crate) fn is_flow_node(local: &str) -> bool {
    is_activity(local) || is_gateway(local) || is_event(local) || is_choreography_activity(local)
}

pub(crate) fn is_event_definition(local: &str) -> bool {
    local.ends_with("EventDefinition")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(ELEMENTS.is_sorted());
    }
}
