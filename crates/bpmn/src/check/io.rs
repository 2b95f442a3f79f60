//! Data inputs and outputs, their sets, and the associations between data.

use std::collections::HashSet;

use super::{Check, keys};
use crate::model::Element;

/// The data inputs of an activity or process.
pub(super) fn inputs(owner: Element<'_>) -> Vec<Element<'_>> {
    of_specification(owner, "dataInput")
}

/// The data outputs of an activity or process.
pub(super) fn outputs(owner: Element<'_>) -> Vec<Element<'_>> {
    of_specification(owner, "dataOutput")
}

/// The input or output sets of an activity or process.
pub(super) fn sets<'d>(owner: Element<'d>, kind: &str) -> Vec<Element<'d>> {
    of_specification(owner, kind)
}

fn of_specification<'d>(owner: Element<'d>, kind: &str) -> Vec<Element<'d>> {
    owner.child("ioSpecification").into_iter().flat_map(|io| io.children_of(kind)).collect()
}

/// Whether two item definitions mean the same structure. Nothing named on both sides is the same.
pub(super) fn same_item(a: Option<Element<'_>>, b: Option<Element<'_>>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a == b || same_structure(a, b),
        _ => false,
    }
}

fn same_structure(a: Element<'_>, b: Element<'_>) -> bool {
    let structure = a.attribute("structureRef");
    structure.is_some()
        && structure == b.attribute("structureRef")
        && super::is_true(a, "isCollection") == super::is_true(b, "isCollection")
}

/// An input and output specification as a whole.
pub(super) fn specification(check: &mut Check<'_>, io: Element<'_>) {
    let listed = |set: &str, reference: &str| {
        keys(io.children_of(set).flat_map(|set| set.references(reference).collect::<Vec<_>>()))
    };
    for (data, set, reference) in
        [("dataInput", "inputSet", "dataInputRefs"), ("dataOutput", "outputSet", "dataOutputRefs")]
    {
        // EXT084, EXT088
        let all = listed(set, reference);
        for data in io.children_of(data).filter(|data| !all.contains(&data.key())) {
            check.fault(
                data,
                format!("this {} is part of no {set}; add it to one with {reference}", data.kind()),
            );
        }
    }
    for (set, all, others) in [
        ("inputSet", "dataInputRefs", ["optionalInputRefs", "whileExecutingInputRefs"]),
        ("outputSet", "dataOutputRefs", ["optionalOutputRefs", "whileExecutingOutputRefs"]),
    ] {
        for set in io.children_of(set) {
            let all = keys(set.references(all));
            for other in others {
                // EXT085, EXT086, EXT089, EXT090
                let outside = set.references(other).any(|data| !all.contains(&data.key()));
                check.fault_if(
                    outside,
                    set,
                    "optional and while-executing data must be part of the set itself",
                );
            }
        }
    }
    // EXT087
    for (set, reference, back) in
        [("inputSet", "outputSetRefs", "inputSetRefs"), ("outputSet", "inputSetRefs", "outputSetRefs")]
    {
        let backwards: HashSet<(u32, u32)> = (io.children())
            .flat_map(|other| other.references(back).map(move |own| (own.key(), other.key())))
            .collect();
        for set in io.children_of(set) {
            let one_way =
                set.references(reference).any(|other| !backwards.contains(&(set.key(), other.key())));
            check.fault_if(
                one_way,
                set,
                "an input set and an output set that belong together must name each other",
            );
        }
    }
}

pub(super) fn association(check: &mut Check<'_>, association: Element<'_>) {
    let sources: Vec<Element<'_>> = association.references("sourceRef").collect();
    let target = association.reference("targetRef");
    let transformed =
        association.child("transformation").is_some() || association.child("assignment").is_some();
    // EXT092
    check.fault_if(
        sources.len() > 1 && !transformed,
        association,
        "several sources need a transformation that makes one value of them",
    );
    // EXT080, EXT082
    let of_process = |data: Element<'_>, kind: &str| {
        data.is(kind) && data.parent().and_then(|io| io.parent()).is_some_and(|owner| owner.is("process"))
    };
    check.fault_if(
        target.is_some_and(|target| of_process(target, "dataInput")),
        association,
        "a data input of the process cannot be written; write a data object or a data output",
    );
    check.fault_if(
        sources.iter().any(|source| of_process(*source, "dataOutput")),
        association,
        "a data output of the process cannot be read; read a data object or a data input",
    );
    // EXT091
    if let ([source], Some(target), false) = (sources.as_slice(), target, transformed)
        && let (Some(from), Some(to)) = (item(*source), item(target))
    {
        let same =
            same_item(Some(from), Some(to)) || from.attribute("structureRef") == to.attribute("structureRef");
        check.fault_if(!same, association, "source and target differ in type; add a transformation");
    }
}

/// The item definition of data, also of the object that a reference stands for.
pub(super) fn item(data: Element<'_>) -> Option<Element<'_>> {
    data.reference("itemSubjectRef").or_else(|| {
        let object = data.reference("dataObjectRef").or_else(|| data.reference("dataStoreRef"))?;
        object.reference("itemSubjectRef")
    })
}
