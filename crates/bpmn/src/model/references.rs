//! Which attributes and child elements of the schema are references, and to what they must point.

use super::names;

/// A reference that the schema declares.
pub(crate) struct Reference {
    /// The element, or the group of elements, that carries it.
    pub(crate) owner: &'static str,
    /// The name of the attribute or of the child element whose text is the reference.
    pub(crate) name: &'static str,
    /// Written as a child element, not as an attribute.
    pub(crate) child: bool,
    /// The elements or groups that it may point to; empty: any element of the model.
    pub(crate) targets: &'static [&'static str],
}

const fn attribute(owner: &'static str, name: &'static str, targets: &'static [&'static str]) -> Reference {
    Reference { owner, name, child: false, targets }
}

const fn child(owner: &'static str, name: &'static str, targets: &'static [&'static str]) -> Reference {
    Reference { owner, name, child: true, targets }
}

const DATA: &[&str] = &["itemAware"];
const CALLABLE: &[&str] = &["process", "globalTask"];
const MESSAGE_ENDS: &[&str] = &["participant", "activity", "event", "conversationNode"];

/// BPMN 2.0.2, schema `Semantic.xsd`: all references whose targets lie in model files.
const REFERENCES: &[Reference] = &[
    attribute("association", "sourceRef", &[]),
    attribute("association", "targetRef", &[]),
    attribute("group", "categoryValueRef", &["categoryValue"]),
    child("correlationKey", "correlationPropertyRef", &["correlationProperty"]),
    attribute("correlationPropertyRetrievalExpression", "messageRef", &["message"]),
    attribute("correlationSubscription", "correlationKeyRef", &["correlationKey"]),
    attribute("correlationPropertyBinding", "correlationPropertyRef", &["correlationProperty"]),
    attribute("error", "structureRef", &["itemDefinition"]),
    attribute("escalation", "structureRef", &["itemDefinition"]),
    attribute("message", "itemRef", &["itemDefinition"]),
    child("flowElement", "categoryValueRef", &["categoryValue"]),
    attribute("resourceParameter", "type", &["itemDefinition"]),
    attribute("sequenceFlow", "sourceRef", &["flowNode"]),
    attribute("sequenceFlow", "targetRef", &["flowNode"]),
    child("flowNode", "incoming", &["sequenceFlow"]),
    child("flowNode", "outgoing", &["sequenceFlow"]),
    child("operation", "inMessageRef", &["message"]),
    child("operation", "outMessageRef", &["message"]),
    child("operation", "errorRef", &["error"]),
    child("collaboration", "choreographyRef", &["choreography"]),
    attribute("participant", "processRef", &["process"]),
    child("participant", "interfaceRef", &["interface"]),
    child("participant", "endPointRef", &["endPoint"]),
    child("partnerEntity", "participantRef", &["participant"]),
    child("partnerRole", "participantRef", &["participant"]),
    child("participantAssociation", "innerParticipantRef", &["participant"]),
    child("participantAssociation", "outerParticipantRef", &["participant"]),
    attribute("messageFlow", "sourceRef", MESSAGE_ENDS),
    attribute("messageFlow", "targetRef", MESSAGE_ENDS),
    attribute("messageFlow", "messageRef", &["message"]),
    child("process", "supports", &["process"]),
    attribute("process", "definitionalCollaborationRef", &["collaboration"]),
    attribute("activity", "default", &["sequenceFlow"]),
    child("resourceRole", "resourceRef", &["resource"]),
    attribute("resourceParameterBinding", "parameterRef", &["resourceParameter"]),
    attribute("serviceTask", "operationRef", &["operation"]),
    attribute("sendTask", "operationRef", &["operation"]),
    attribute("sendTask", "messageRef", &["message"]),
    attribute("receiveTask", "operationRef", &["operation"]),
    attribute("receiveTask", "messageRef", &["message"]),
    attribute("callActivity", "calledElement", CALLABLE),
    child("callableElement", "supportedInterfaceRef", &["interface"]),
    attribute("ioBinding", "inputDataRef", &["dataInput", "inputSet"]),
    attribute("ioBinding", "outputDataRef", &["dataOutput", "outputSet"]),
    attribute("ioBinding", "operationRef", &["operation"]),
    child("multiInstanceLoopCharacteristics", "loopDataInputRef", DATA),
    child("multiInstanceLoopCharacteristics", "loopDataOutputRef", DATA),
    attribute("multiInstanceLoopCharacteristics", "oneBehaviorEventRef", &["eventDefinition"]),
    attribute("multiInstanceLoopCharacteristics", "noneBehaviorEventRef", &["eventDefinition"]),
    attribute("itemAware", "itemSubjectRef", &["itemDefinition"]),
    attribute("dataObjectReference", "dataObjectRef", &["dataObject"]),
    attribute("dataStoreReference", "dataStoreRef", &["dataStore"]),
    child("inputSet", "dataInputRefs", &["dataInput"]),
    child("inputSet", "optionalInputRefs", &["dataInput"]),
    child("inputSet", "whileExecutingInputRefs", &["dataInput"]),
    child("inputSet", "outputSetRefs", &["outputSet"]),
    child("outputSet", "dataOutputRefs", &["dataOutput"]),
    child("outputSet", "optionalOutputRefs", &["dataOutput"]),
    child("outputSet", "whileExecutingOutputRefs", &["dataOutput"]),
    child("outputSet", "inputSetRefs", &["inputSet"]),
    child("dataAssociation", "sourceRef", DATA),
    child("dataAssociation", "targetRef", DATA),
    child("event", "eventDefinitionRef", &["eventDefinition"]),
    attribute("boundaryEvent", "attachedToRef", &["activity"]),
    attribute("compensateEventDefinition", "activityRef", &["activity"]),
    attribute("errorEventDefinition", "errorRef", &["error"]),
    attribute("escalationEventDefinition", "escalationRef", &["escalation"]),
    child("linkEventDefinition", "source", &["linkEventDefinition"]),
    child("linkEventDefinition", "target", &["linkEventDefinition"]),
    attribute("messageEventDefinition", "messageRef", &["message"]),
    child("messageEventDefinition", "operationRef", &["operation"]),
    attribute("signalEventDefinition", "signalRef", &["signal"]),
    attribute("exclusiveGateway", "default", &["sequenceFlow"]),
    attribute("inclusiveGateway", "default", &["sequenceFlow"]),
    attribute("complexGateway", "default", &["sequenceFlow"]),
    child("lane", "flowNodeRef", &["flowNode"]),
    attribute("lane", "partitionElementRef", &[]),
    attribute("callConversation", "calledCollaborationRef", &["collaboration"]),
    child("conversationNode", "participantRef", &["participant"]),
    child("conversationNode", "messageFlowRef", &["messageFlow"]),
    attribute("conversationLink", "sourceRef", &["conversationNode", "participant", "activity", "event"]),
    attribute("conversationLink", "targetRef", &["conversationNode", "participant", "activity", "event"]),
    attribute("choreographyActivity", "initiatingParticipantRef", &["participant"]),
    child("choreographyActivity", "participantRef", &["participant"]),
    child("choreographyTask", "messageFlowRef", &["messageFlow"]),
    attribute("callChoreography", "calledChoreographyRef", &["choreography", "globalChoreographyTask"]),
];

/// The references that an element of this name may carry.
pub(crate) fn of_element(local: &str) -> impl Iterator<Item = &'static Reference> + '_ {
    REFERENCES.iter().filter(move |reference| belongs(local, reference.owner))
}

/// Whether an element is of a kind, or of a group that the standard defines by inheritance.
pub(crate) fn belongs(local: &str, group: &str) -> bool {
    if local == group {
        return true;
    }
    match group {
        "activity" => names::is_activity(local),
        "event" => names::is_event(local),
        "flowNode" => names::is_flow_node(local),
        "flowElement" => {
            names::is_flow_node(local)
                || matches!(
                    local,
                    "sequenceFlow" | "dataObject" | "dataObjectReference" | "dataStoreReference"
                )
        }
        "itemAware" => matches!(
            local,
            "property"
                | "dataObject"
                | "dataInput"
                | "dataOutput"
                | "dataStore"
                | "dataStoreReference"
                | "dataObjectReference"
                | "inputDataItem"
                | "outputDataItem"
        ),
        "dataAssociation" => matches!(local, "dataInputAssociation" | "dataOutputAssociation"),
        "eventDefinition" => names::is_event_definition(local),
        "globalTask" => matches!(
            local,
            "globalUserTask" | "globalManualTask" | "globalScriptTask" | "globalBusinessRuleTask"
        ),
        "callableElement" => local == "process" || belongs(local, "globalTask"),
        "collaboration" => matches!(local, "choreography" | "globalChoreographyTask" | "globalConversation"),
        "choreography" => local == "globalChoreographyTask",
        "resourceRole" => matches!(local, "performer" | "humanPerformer" | "potentialOwner"),
        "conversationNode" => matches!(local, "conversation" | "subConversation" | "callConversation"),
        "choreographyActivity" => names::is_choreography_activity(local),
        _ => false,
    }
}
