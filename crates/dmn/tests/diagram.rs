//! Diagrams as typed data, in all versions that have them.

use dmn::{Bounds, Document, Point, Shown};

const MODEL: &str = r##"<definitions xmlns="MODEL" xmlns:dmndi="DMNDI" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/" xmlns:own="urn:m" xmlns:other="urn:other" name="m" namespace="urn:m">
  <decision id="d" name="d"><literalExpression><text>1</text></literalExpression></decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="page" name="Seite 1">
      <dmndi:Size width="800" height="600.5"/>
      <dmndi:DMNShape id="s1" dmnElementRef="own:d" isCollapsed="true">
        <dc:Bounds x="-10" y="20.25" width="153" height="60"/>
        <dmndi:DMNLabel sharedStyle="LS"><dc:Bounds x="1" y="2" width="3" height="4"/></dmndi:DMNLabel>
        <dmndi:DMNDecisionServiceDividerLine><di:waypoint x="0" y="5"/><di:waypoint x="9" y="5"/></dmndi:DMNDecisionServiceDividerLine>
      </dmndi:DMNShape>
      <dmndi:DMNShape id="s2" dmnElementRef="other:x" isListedInputData="false"><dc:Bounds height="1" width="2" x="3" y="4"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="e1" dmnElementRef="r"><di:waypoint x="1e1" y="2"/><di:waypoint x="3" y="4"/><di:waypoint x="5" y="6"/></dmndi:DMNEdge>
    </dmndi:DMNDiagram>
    <dmndi:DMNStyle id="LS" fontFamily="Arial"/>
  </dmndi:DMNDI>
</definitions>"##;

fn document(model: &str, interchange: &str, text: &str) -> Document {
    let xml =
        text.replace("MODEL\"", &format!("{model}\"")).replace("\"DMNDI\"", &format!("\"{interchange}\""));
    Document::read(xml.as_bytes()).unwrap()
}

#[test]
fn shapes_and_edges_are_read_in_all_versions() {
    let versions = [
        ("http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20180521/DMNDI/"),
        ("https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        ("https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        ("https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20230324/DMNDI/"),
    ];
    for (model, interchange) in versions {
        let diagrams = document(model, interchange, MODEL).diagrams().unwrap();
        assert_eq!(diagrams.len(), 1, "{interchange}");
        let page = &diagrams[0];
        assert_eq!((page.name.as_deref(), page.size), (Some("Seite 1"), Some((800.0, 600.5))));
        let decision = &page.shapes[0];
        assert_eq!(decision.shows, Shown { namespace: None, id: "d".to_owned() });
        assert_eq!(decision.bounds, Bounds { x: -10.0, y: 20.25, width: 153.0, height: 60.0 });
        assert_eq!(decision.label, Some(Bounds { x: 1.0, y: 2.0, width: 3.0, height: 4.0 }));
        assert_eq!(
            (decision.is_collapsed, decision.is_listed_input_data, decision.divider.len()),
            (true, false, 2)
        );
        let other = &page.shapes[1];
        assert_eq!(other.shows, Shown { namespace: Some("urn:other".into()), id: "x".to_owned() });
        let edge = &page.edges[0];
        assert_eq!((edge.shows.id.as_str(), edge.waypoints.len()), ("r", 3));
        assert_eq!(edge.waypoints[0], Point { x: 10.0, y: 2.0 });
    }
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let five =
        ("https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20230324/DMNDI/");
    let cases = [
        (
            "<dc:Bounds height=\"1\" width=\"2\" x=\"3\" y=\"4\"/>",
            "",
            "line 11: element 's2': the shape has no bounds",
        ),
        ("y=\"20.25\"", "y=\"NaN\"", "line 7: y=\"NaN\" of <Bounds> is not a number"),
        (
            "<di:waypoint x=\"3\" y=\"4\"/><di:waypoint x=\"5\" y=\"6\"/>",
            "",
            "line 12: element 'e1': the edge has no way",
        ),
        (" dmnElementRef=\"r\"", "", "line 12: element 'e1': the element does not say what it shows"),
        (
            "other:x",
            "none:x",
            "line 11: element 's2': the prefix of 'none:x' is not declared; add xmlns:none=\"…\"",
        ),
    ];
    for (from, to, message) in cases {
        assert!(MODEL.contains(from), "{from}");
        let problems = document(five.0, five.1, &MODEL.replace(from, to)).diagrams().unwrap_err();
        assert!(problems[0].to_string().starts_with(message), "{message}: {problems:?}");
    }
}
