//! The models of the benchmark and their inputs, in the part of DMN and FEEL that all peers know.

use std::fmt::Write as _;

/// A model with the inputs it is evaluated with.
pub(crate) struct Case {
    /// How the report calls it.
    pub(crate) name: &'static str,
    /// The DMN file.
    pub(crate) xml: String,
    /// The decision that is asked for.
    pub(crate) decision: &'static str,
    /// Inputs by name, as JSON texts; evaluated in turn.
    pub(crate) inputs: Vec<Vec<(&'static str, String)>>,
    /// What this is ten times the work of, if it is.
    pub(crate) tenfold_of: Option<&'static str>,
}

impl Case {
    /// The inputs as a JSON list of objects.
    pub(crate) fn inputs_json(&self) -> String {
        let objects = self.inputs.iter().map(|entries| {
            let entries: Vec<String> =
                entries.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
            format!("{{{}}}", entries.join(", "))
        });
        format!("[{}]", objects.collect::<Vec<_>>().join(",\n"))
    }
}

/// Different inputs for each model; an engine cannot answer from its last result.
const INPUTS: usize = 64;

/// All models, in the order of the report.
pub(crate) fn all() -> Vec<Case> {
    vec![
        table("table, 10 rules", 10, None),
        table("table, 1,000 rules", 1_000, None),
        table("table, 10,000 rules", 10_000, Some("table, 1,000 rules")),
        graph("graph, 40 decisions", 40, None),
        graph("graph, 400 decisions", 400, Some("graph, 40 decisions")),
        strings(),
        dates(),
    ]
}

fn definitions(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" \
         id=\"modell\" name=\"Modell\" namespace=\"https://bench.example/dmn\">\n{inside}</definitions>\n"
    )
}

fn input_data(name: &str, kind: &str) -> String {
    format!(
        "  <inputData id=\"in_{name}\" name=\"{name}\"><variable id=\"iv_{name}\" name=\"{name}\" typeRef=\"{kind}\"/></inputData>\n"
    )
}

fn requires_input(decision: &str, name: &str) -> String {
    format!(
        "    <informationRequirement id=\"r_{decision}_{name}\"><requiredInput href=\"#in_{name}\"/></informationRequirement>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A fee by area, months and kind of vehicle: areas by equality, months by ranges, kinds by lists.
fn table(name: &'static str, rules: usize, tenfold_of: Option<&'static str>) -> Case {
    let ranges = if rules < 100 { 5 } else { 10 };
    let areas = rules / ranges;
    let mut inside = input_data("Bereich", "string") + &input_data("Monate", "number");
    inside += &input_data("Art", "string");
    inside += "  <decision id=\"d\" name=\"Gebuehr\">\n    <variable id=\"v\" name=\"Gebuehr\" typeRef=\"number\"/>\n";
    for input in ["Bereich", "Monate", "Art"] {
        inside += &requires_input("d", input);
    }
    inside += "    <decisionTable id=\"t\" hitPolicy=\"UNIQUE\">\n";
    for (input, kind) in [("Bereich", "string"), ("Monate", "number"), ("Art", "string")] {
        let _ = writeln!(
            inside,
            "      <input id=\"c_{input}\" label=\"{input}\"><inputExpression id=\"e_{input}\" typeRef=\"{kind}\"><text>{input}</text></inputExpression></input>"
        );
    }
    inside += "      <output id=\"o\" name=\"Gebuehr\" typeRef=\"number\"/>\n";
    for rule in 0..rules {
        let (area, range) = (rule / ranges, rule % ranges);
        let months = match range {
            0 => "< 10".to_owned(),
            last if last + 1 == ranges => format!(">= {}", last * 10),
            _ => format!("[{}..{}]", range * 10, range * 10 + 9),
        };
        let art = if rule % 2 == 0 { "\"PKW\",\"Krad\"" } else { "-" };
        let _ = writeln!(
            inside,
            "      <rule id=\"r{rule}\"><inputEntry id=\"r{rule}a\"><text>\"E{area}\"</text></inputEntry>\
             <inputEntry id=\"r{rule}b\"><text>{}</text></inputEntry><inputEntry id=\"r{rule}c\"><text>{art}</text></inputEntry>\
             <outputEntry id=\"r{rule}d\"><text>{}.50</text></outputEntry></rule>",
            escaped(&months),
            100 + rule,
        );
    }
    inside += "    </decisionTable>\n  </decision>\n";
    let inputs = (0..INPUTS).map(|at| {
        vec![
            ("Bereich", format!("\"E{}\"", at * 37 % areas)),
            ("Monate", (at * 13 % (ranges * 10)).to_string()),
            ("Art", format!("\"{}\"", if at % 3 == 0 { "Krad" } else { "PKW" })),
        ]
    });
    Case { name, xml: definitions(&inside), decision: "Gebuehr", inputs: inputs.collect(), tenfold_of }
}

/// Layers of the graph; the last decision puts the lowest together.
const LAYERS: usize = 5;

/// Decisions of which each requires two of the layer above: tables and calculations in turn.
fn graph(name: &'static str, decisions: usize, tenfold_of: Option<&'static str>) -> Case {
    let width = decisions / LAYERS;
    let mut inside = input_data("Einkommen", "number") + &input_data("Stufe", "string");
    for at in 0..decisions {
        let last = at + 1 == decisions;
        let own = if last { "Ergebnis".to_owned() } else { format!("D{at}") };
        let _ = writeln!(
            inside,
            "  <decision id=\"d{at}\" name=\"{own}\">\n    <variable id=\"v{at}\" name=\"{own}\" typeRef=\"number\"/>"
        );
        let decision = format!("d{at}");
        inside += &requires_input(&decision, "Einkommen");
        inside += &requires_input(&decision, "Stufe");
        let above = at / width * width;
        let required: Vec<usize> = match above.checked_sub(width) {
            _ if last => (above..at).collect(),
            Some(above) => vec![above + at % width, above + (at + 1) % width],
            None => Vec::new(),
        };
        for required in &required {
            let _ = writeln!(
                inside,
                "    <informationRequirement id=\"r{at}_{required}\"><requiredDecision href=\"#d{required}\"/></informationRequirement>"
            );
        }
        inside += &match required.as_slice() {
            [] => format!(
                "    <literalExpression id=\"l{at}\"><text>Einkommen / 12 + {at}</text></literalExpression>\n"
            ),
            [first, ..] if at % 2 == 1 && !last => graph_table(at, *first),
            [first, second] if !last => format!(
                "    <literalExpression id=\"l{at}\"><text>if D{first} &gt; 500 then D{second} - D{first} / 4 else D{second} + D{first} * 2</text></literalExpression>\n"
            ),
            all => {
                let sum = all.iter().map(|at| format!("D{at}")).collect::<Vec<_>>().join(" + ");
                format!("    <literalExpression id=\"l{at}\"><text>{sum}</text></literalExpression>\n")
            }
        };
        inside += "  </decision>\n";
    }
    let inputs = (0..INPUTS).map(|at| {
        vec![
            ("Einkommen", (6_000 + at * 431).to_string()),
            ("Stufe", format!("\"{}\"", ["A", "B", "C"][at % 3])),
        ]
    });
    Case { name, xml: definitions(&inside), decision: "Ergebnis", inputs: inputs.collect(), tenfold_of }
}

fn graph_table(at: usize, before: usize) -> String {
    let mut table = format!(
        "    <decisionTable id=\"t{at}\" hitPolicy=\"UNIQUE\">\n      <input id=\"a{at}\"><inputExpression id=\"ae{at}\" typeRef=\"number\"><text>D{before}</text></inputExpression></input>\n      <input id=\"b{at}\"><inputExpression id=\"be{at}\" typeRef=\"string\"><text>Stufe</text></inputExpression></input>\n      <output id=\"o{at}\" name=\"o{at}\" typeRef=\"number\"/>\n"
    );
    let bands = ["< 500", "[500..1500)", ">= 1500"];
    for (number, (band, step)) in
        bands.iter().flat_map(|band| ["\"A\"", "\"B\",\"C\""].map(|step| (band, step))).enumerate()
    {
        let _ = writeln!(
            table,
            "      <rule id=\"q{at}_{number}\"><inputEntry id=\"q{at}_{number}a\"><text>{}</text></inputEntry><inputEntry id=\"q{at}_{number}b\"><text>{step}</text></inputEntry><outputEntry id=\"q{at}_{number}o\"><text>{}</text></outputEntry></rule>",
            escaped(band),
            at * 10 + number * 7,
        );
    }
    table + "    </decisionTable>\n"
}

fn literal(inputs: &[(&str, &str)], result: &str, text: &str) -> String {
    let mut inside: String = inputs.iter().map(|(name, kind)| input_data(name, kind)).collect();
    let _ = writeln!(
        inside,
        "  <decision id=\"d\" name=\"Ergebnis\">\n    <variable id=\"v\" name=\"Ergebnis\" typeRef=\"{result}\"/>"
    );
    inside.extend(inputs.iter().map(|(name, _)| requires_input("d", name)));
    let _ = writeln!(
        inside,
        "    <literalExpression id=\"l\"><text>{}</text></literalExpression>\n  </decision>",
        escaped(text)
    );
    definitions(&inside)
}

/// A name brought into the form of a register, and a look at its parts.
fn strings() -> Case {
    let text = "string join(for wort in split(Name, \" \") return upper case(substring(wort, 1, 1)) + lower case(substring(wort, 2)), \" \") \
                + \", \" + (if starts with(Ort, \"Erfurt\") then \"in der Stadt\" else substring before(Ort, \"-\") + \" (\" + string(string length(Ort)) + \")\") \
                + (if contains(lower case(Name), \"von\") and matches(Name, \"^[A-Za-z ]+$\") then \" *\" else \"\") \
                + replace(Ort, \"-\", \"/\")";
    let inputs = (0..INPUTS).map(|at| {
        let title = if at % 2 == 0 { "von" } else { "DR" };
        let place = if at % 3 == 0 { "Erfurt-Mitte" } else { "Weimar-West" };
        vec![
            ("Name", format!("\"ANNA {title} beispiel{}\"", "x".repeat(at % 5))),
            ("Ort", format!("\"{place}-{at}\"")),
        ]
    });
    Case {
        name: "texts in FEEL",
        xml: literal(&[("Name", "string"), ("Ort", "string")], "string", text),
        decision: "Ergebnis",
        inputs: inputs.collect(),
        tenfold_of: None,
    }
}

/// A deadline with its weekend, an age, and a sum over payments that are due.
fn dates() -> Case {
    let text = "(if date(Antrag) + duration(\"P1M\") > date(\"2026-06-30\") then 1000 else 0) \
                + (date(Antrag) + duration(\"P14D\")).weekday \
                + years and months duration(date(Geburt), date(Antrag)).years \
                + (date(Antrag) - date(Geburt)).days \
                + count((for monat in 1..12 return date(2026, monat, 15))[item > date(Antrag)]) \
                + (if date(Geburt) in [date(\"1950-01-01\")..date(\"1999-12-31\")] then 5 else 7)";
    let inputs = (0..INPUTS).map(|at| {
        vec![
            ("Antrag", format!("\"2026-{:02}-{:02}\"", at % 12 + 1, at % 28 + 1)),
            ("Geburt", format!("\"{}-{:02}-{:02}\"", 1940 + at, at % 12 + 1, at * 5 % 28 + 1)),
        ]
    });
    Case {
        name: "dates in FEEL",
        xml: literal(&[("Antrag", "string"), ("Geburt", "string")], "number", text),
        decision: "Ergebnis",
        inputs: inputs.collect(),
        tenfold_of: None,
    }
}
