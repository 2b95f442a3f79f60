//! No file panics, however damaged.

use dmn::{Options, Reader};
use feel::{Context, Limits};
use proptest::prelude::*;

const MODEL: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m"><itemDefinition name="t" isCollection="true"><typeRef>number</typeRef><allowedValues><text>[1..9]</text></allowedValues></itemDefinition><inputData id="i" name="in put"><variable name="in put" typeRef="t"/></inputData><decision id="d" name="d"><variable name="d" typeRef="number"/><informationRequirement><requiredInput href="#i"/></informationRequirement><context><contextEntry><variable name="a b"/><decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression><text>count(in put)</text></inputExpression></input><output/><rule><inputEntry><text>&lt; 3, &gt;= 5</text></inputEntry><outputEntry><text>1.5</text></outputEntry></rule></decisionTable></contextEntry><contextEntry><literalExpression><text>a b * 2</text></literalExpression></contextEntry></context></decision></definitions>"##;

fn never_panics(xml: &[u8]) {
    let (model, _) = Reader::new().read_tolerant(xml);
    let Some(model) = model else { return };
    model.check().iter().for_each(|finding| drop(finding.to_string()));
    let inputs = Context::new().with("in put", vec![feel::Value::from(1)]);
    let options = Options { limits: Limits { steps: 10_000, ..Limits::default() }, ..Options::default() };
    for decision in model.decisions().collect::<Vec<_>>() {
        let _ = model.evaluate_with(&decision.name, &inputs, &options);
    }
}

#[test]
fn the_whole_model_works() {
    let model = dmn::Model::read(MODEL.as_bytes()).unwrap();
    let inputs = Context::new().with("in put", vec![feel::Value::from(1)]);
    assert_eq!(model.evaluate("d", &inputs).unwrap().value, 3.into());
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        never_panics(&bytes);
    }

    #[test]
    fn no_damaged_model_panics(
        cut in 0..MODEL.len(), length in 0usize..60, insert in "[<>/=\"a-z&;# \\[\\](){}?.,0-9-]{0,12}",
    ) {
        let end = (cut + length).min(MODEL.len());
        let damaged = [&MODEL.as_bytes()[..cut], insert.as_bytes(), &MODEL.as_bytes()[end..]].concat();
        never_panics(&damaged);
    }
}
