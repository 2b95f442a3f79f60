//! Decision tables as Markdown and CSV: any text is refused with a place, or becomes a table that says the same in the file
//! that it is written to.
#![no_main]

use dmn::{Document, TableText};
use libfuzzer_sys::fuzz_target;

/// A table with a rule, to be changed.
const FILE: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:m">
  <decision id="d" name="d">
    <variable name="d"/>
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="i"><inputExpression id="e" typeRef="number"><text>x</text></inputExpression></input>
      <output id="o"/>
      <rule id="r"><inputEntry id="c"><text>&lt; 1</text></inputEntry><outputEntry id="v"><text>"a"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"#;

fuzz_target!(|text: &str| {
    let markdown = TableText::from_markdown(text);
    let csv = TableText::from_csv(text).map(|table| vec![table]);
    for read in [markdown, csv] {
        match read {
            Ok(tables) => tables.into_iter().for_each(written),
            Err(error) => {
                let _ = error.to_string();
            }
        }
    }
});

/// Puts a table in the place of the file's own.
fn written(mut table: TableText) {
    table.name = "d".to_owned();
    let mut document = Document::read(FILE.as_bytes()).expect("the file is right");
    if document.apply(&table).is_err() {
        assert_eq!(document.write(), FILE.as_bytes(), "refused, and changed all the same");
        return;
    }
    let file = document.write();
    let again = Document::read(&file).expect("what was written is read");
    assert_eq!(again.table("d").expect("the table is there"), table);
}
