//! Files that are broken, hostile, or unusual but right.

use fim::Error;
use fim::genericode::Codelist;
use fim::xdf3::Schema;
use proptest::prelude::*;

/// A schema with one field, in which parts can be replaced.
const SCHEMA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<x:header><x:nachrichtID>1</x:nachrichtID><x:erstellungszeitpunkt>2026-01-01T00:00:00Z</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema>
<x:identifikation><x:id>S1</x:id><x:version>1.0.0</x:version></x:identifikation>
<x:name>Hunde &amp; Katzen &#x2013; <![CDATA[<Anmeldung>]]></x:name>
<x:freigabestatus><code>6</code></x:freigabestatus>
<x:letzteAenderung>2026-01-01T00:00:00Z</x:letzteAenderung>
<x:bezeichnung>Hund anmelden</x:bezeichnung>
<x:struktur>
<x:anzahl>1:1</x:anzahl>
<x:enthaelt>
<x:datenfeld>
<x:identifikation><x:id>F1</x:id></x:identifikation>
<x:name>Name</x:name>
<x:freigabestatus><code>6</code></x:freigabestatus>
<x:letzteAenderung>2026-01-01T00:00:00Z</x:letzteAenderung>
<x:bezeichnungEingabe>Name</x:bezeichnungEingabe>
<x:schemaelementart><code>RNG</code></x:schemaelementart>
<x:feldart><code>input</code></x:feldart>
<x:datentyp><code>text</code></x:datentyp>
<x:praezisierung minLength="1" pattern="a&amp;&#10;b&quot;&lt;"/>
<x:vorbefuellung><code>keine</code></x:vorbefuellung>
</x:datenfeld>
</x:enthaelt>
</x:struktur>
</x:stammdatenschema>
</x:xdatenfelder.stammdatenschema.0102>
"#;

fn read(source: &str) -> Result<Schema, Error> {
    Schema::read(source.as_bytes())
}

#[test]
fn prefixes_entities_and_sections_are_read() {
    let schema = read(SCHEMA).unwrap();
    assert_eq!(schema.angaben.name, "Hunde & Katzen – <Anmeldung>");
    let unprefixed = SCHEMA.replace("<x:", "<").replace("</x:", "</").replace("xmlns:x=", "xmlns=");
    let unprefixed = unprefixed.replace("<code>", "<code xmlns=\"\">");
    assert_eq!(read(&unprefixed), Ok(schema.clone()));
    let with_mark = format!("\u{feff}{SCHEMA}");
    assert_eq!(read(&with_mark), Ok(schema.clone()));
    assert_eq!(read(&schema.write()), Ok(schema));
}

#[test]
fn every_fault_is_named_with_its_line() {
    for (from, to, expected) in [
        ("<x:header>", "<!DOCTYPE x [<!ENTITY a \"b\">]><x:header>", "line 3: a document type declaration"),
        ("<x:name>Name", "<x:name>&b;", "line 15: the entity &b;"),
        ("<x:name>Name</x:name>", "", "line 24: <x:datenfeld> lacks the mandatory element <name>"),
        ("<x:name>Name</x:name>", "<x:name/>", "line 15: <x:name> is empty"),
        (
            "<x:name>Name</x:name>",
            "<x:name>Name</x:name><x:nahme/>",
            "line 15: unexpected element <x:nahme> in <x:datenfeld>",
        ),
        ("<x:name>Name</x:name>", "<x:name>Na<b/>me</x:name>", "line 15: unexpected element <b> in <x:name>"),
        ("<x:name>Name</x:name>", "<name>Name</name>", "line 15: unexpected element <name>"),
        (
            "<x:id>F1</x:id>",
            "<x:id>F 1</x:id>",
            "line 14: \"F 1\" in <x:id> is not valid; expected an upper case letter",
        ),
        ("1:1", "2:1", "line 11: \"2:1\" in <x:anzahl> is not valid; expected a cardinality"),
        ("1:1", "einmal", "line 11: \"einmal\""),
        (
            "<code>input",
            "<code>imput",
            "line 20: \"imput\" in <code> is not valid; expected a code of urn:xoev-de:fim",
        ),
        ("minLength=\"1\"", "minLength=\"-1\"", "line 22: \"-1\" in <x:praezisierung/@minLength>"),
        (
            "<x:anzahl>1:1</x:anzahl>",
            "<x:anzahl>1:1</x:anzahl><x:anzahl>1:1</x:anzahl>",
            "line 11: <x:anzahl> occurs twice",
        ),
        ("</x:datenfeld>", "</x:feld>", "not well-formed XML"),
        (
            "</x:xdatenfelder.stammdatenschema.0102>",
            "",
            "the file ends inside <x:xdatenfelder.stammdatenschema.0102>",
        ),
        (
            "xdatenfelder_3.0.0",
            "xdatenfelder_2.0",
            "line 2: <x:xdatenfelder.stammdatenschema.0102> in namespace",
        ),
        ("xmlns:x", "xmlns:y", "the prefix \"x\" is not declared"),
        ("2026-01-01T00:00:00Z</x:erst", "gestern</x:erst", "\"gestern\" in <x:erstellungszeitpunkt>"),
    ] {
        assert!(SCHEMA.contains(from), "{from}");
        let error = read(&SCHEMA.replacen(from, to, 1)).expect_err(to).to_string();
        assert!(error.contains(expected), "{expected}\n{error}");
    }
}

#[test]
fn bombs_do_not_go_off() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(matches!(read(&deep), Err(Error::Limit { what: "the depth of nesting", .. })));
    let wide = format!("<a>{}</a>", "<b/>".repeat(2_100_000));
    assert!(matches!(read(&wide), Err(Error::Limit { what: "the number of elements", .. })));
    let large = "x".repeat(65 << 20);
    assert!(matches!(read(&large), Err(Error::Limit { what: "the size in bytes", .. })));
    assert!(matches!(Schema::read(b"<a>\xff</a>"), Err(Error::Encoding { offset: 3 })));
    for empty in ["", " ", "\u{feff}", "<!-- -->", "text", "</a>", "<a/><b/>", "<a/>text"] {
        assert!(matches!(read(empty), Err(Error::Malformed { .. })), "{empty}");
    }
}

const LIST: &str = r#"<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><ShortName>farbe</ShortName><Version>1</Version>
<CanonicalUri>urn:farbe</CanonicalUri><CanonicalVersionUri>urn:farbe_1</CanonicalVersionUri></Identification>
<ColumnSet>
<Column Id="code" Use="required"><ShortName>Code</ShortName><Data Type="string"/></Column>
<Column Id="name" Use="optional"><ShortName>Name</ShortName><Data Type="string"/></Column>
<Key Id="codeKey"><ShortName>CodeKey</ShortName><ColumnRef Ref="code"/></Key>
</ColumnSet>
<SimpleCodeList>
<Row><Value ColumnRef="code"><SimpleValue>1</SimpleValue></Value><Value ColumnRef="name"><SimpleValue>rot</SimpleValue></Value></Row>
<Row><Value><SimpleValue>2</SimpleValue></Value><Value><SimpleValue>gelb</SimpleValue></Value></Row>
<Row><Value ColumnRef="code"><SimpleValue>3</SimpleValue></Value></Row>
</SimpleCodeList>
</gc:CodeList>
"#;

#[test]
fn codelists_are_checked() {
    let list = Codelist::read(LIST.as_bytes()).unwrap();
    assert_eq!((list.code_column(None), list.name_column(None)), (0, 1));
    assert_eq!((list.code_column(Some("CODEKEY")), list.name_column(Some("Code"))), (0, 0));
    assert_eq!(list.find(0, "2").unwrap()[1].as_deref(), Some("gelb"));
    assert_eq!(list.rows[2][1], None);
    assert_eq!(Codelist::read(list.write().as_bytes()).unwrap(), list);
    for (from, to, expected) in [
        (
            "<SimpleValue>3",
            "<SimpleValue>1",
            "line 12: \"1\" in <Row> is not valid; expected values unique by the key codeKey",
        ),
        ("<SimpleValue>3</SimpleValue>", "", "a value in the required column code"),
        ("<Value ColumnRef=\"name\">", "<Value ColumnRef=\"farbe\">", "the id of a column of this list"),
        ("<Value ColumnRef=\"name\">", "<Value ColumnRef=\"code\">", "line 10: <Value> occurs twice"),
        ("<ColumnRef Ref=\"code\"/>", "<ColumnRef Ref=\"kode\"/>", "line 7: \"kode\" in <ColumnRef>"),
        ("<Version>1</Version>", "", "<Identification> lacks the mandatory element <Version>"),
        ("gelb</SimpleValue></Value>", "gelb</SimpleValue></Value><Value/>", "at most 2 values"),
        ("genericode/1.0/", "genericode/2.0/", "line 1: <gc:CodeList> in namespace"),
    ] {
        assert!(LIST.contains(from), "{from}");
        let error = Codelist::read(LIST.replacen(from, to, 1).as_bytes()).expect_err(to).to_string();
        assert!(error.contains(expected), "{expected}\n{error}");
    }
}

proptest! {
    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Schema::read(&bytes);
        let _ = Codelist::read(&bytes);
    }

    /// A file that is right but for one cut or one changed byte is read or refused.
    #[test]
    fn damage_never_panics(at in 0..SCHEMA.len(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = SCHEMA.as_bytes().to_vec();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(schema) = Schema::read(&bytes) {
            prop_assert_eq!(Schema::read(schema.write().as_bytes()), Ok(schema));
        }
    }

    /// Any text that is not only white space comes back from XML as it was, but for white space around it.
    #[test]
    fn texts_survive(text in "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{1,40}") {
        prop_assume!(!text.trim().is_empty());
        let mut schema = read(SCHEMA).unwrap();
        schema.angaben.name = text.trim().to_owned();
        schema.bezeichnung = text.trim().to_owned();
        prop_assert_eq!(read(&schema.write()), Ok(schema));
    }
}
