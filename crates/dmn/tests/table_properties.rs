//! Random tables through XML and both text forms, random edits, and texts that are damaged.

use dmn::{Column, Document, HitPolicy, Role, TableText};
use proptest::{collection::vec, prelude::*};

/// Texts that are hard for one of the syntaxes: separators, escapes, quotes, breaks, tags, all of Unicode.
fn cell() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z0-9 ]{0,6}",
        3 => prop::sample::select(vec![
            "|", "\\", "\\|", "\n", "\r", "\r\n", "<br>", "<cr>", "<br/>", "<BR />", "\"", "\"\"", ",", "-", "---", "#", ":",
            "input:", "&amp;", "&", "<", ">", "]]>", "<![CDATA[", "<!--", "\t", "'", "§ 4", "\u{85}", "\u{a0}", "\u{2028}", "😀",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    vec(piece, 0..5).prop_map(|pieces| {
        let text: String =
            pieces.concat().chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        text.trim().to_owned()
    })
}

fn column(role: Role) -> impl Strategy<Value = Column> {
    (cell(), cell(), cell(), cell(), cell()).prop_map(move |(name, label, type_ref, values, default)| {
        let mut column = Column { role, name, label, type_ref, values, default };
        if role == Role::Annotation {
            column = Column { role, name: column.name, ..Column::default() };
        } else if role == Role::Input {
            column.default.clear();
        }
        column
    })
}

fn columns() -> impl Strategy<Value = Vec<Column>> {
    let of = |role, range| vec(column(role), range);
    (of(Role::Input, 0..4), of(Role::Output, 1..3), of(Role::Annotation, 0..3))
        .prop_map(|(inputs, outputs, annotations)| [inputs, outputs, annotations].concat())
}

fn table() -> impl Strategy<Value = TableText> {
    (columns(), prop::sample::select(HitPolicy::ALL.to_vec()), cell()).prop_flat_map(
        |(columns, hit_policy, output_label)| {
            let width = columns.len();
            vec(vec(cell(), width..=width), 0..6).prop_map(move |rules| TableText {
                name: "d".to_owned(),
                hit_policy,
                output_label: output_label.clone(),
                columns: columns.clone(),
                rules,
            })
        },
    )
}

/// Two tables that share columns and rules, as before and after an edit.
fn edit() -> impl Strategy<Value = (TableText, TableText)> {
    let steps = vec((0usize..7, any::<prop::sample::Index>(), any::<prop::sample::Index>(), cell()), 1..6);
    (table(), steps).prop_map(|(before, steps)| {
        let mut after = before.clone();
        for (step, a, b, text) in steps {
            let (width, height) = (after.columns.len(), after.rules.len());
            match step {
                0 if height > 0 => after.rules[a.index(height)][b.index(width)] = text,
                1 if height > 0 => drop(after.rules.remove(a.index(height))),
                2 => after.rules.insert(a.index(height + 1), vec![text; width]),
                3 if height > 0 => after.rules.swap(a.index(height), b.index(height)),
                4 => after.columns[a.index(width)].name = text,
                5 => {
                    let outputs = after.columns.iter().filter(|column| column.role == Role::Output).count();
                    let at = a.index(width);
                    if outputs > 1 || after.columns[at].role != Role::Output {
                        after.columns.remove(at);
                        after.rules.iter_mut().for_each(|rule| drop(rule.remove(at)));
                    }
                }
                _ => {
                    let at = a.index(width);
                    let column = Column { role: after.columns[at].role, name: text, ..Column::default() };
                    after.columns.insert(at, column);
                    after.rules.iter_mut().for_each(|rule| rule.insert(at, "\"new\"".to_owned()));
                }
            }
        }
        (before, after)
    })
}

/// A file with a small table of that name.
fn empty(ids: bool, lines: bool) -> Document {
    let id = |name: &str| if ids { format!(" id=\"{name}\"") } else { String::new() };
    let gap = if lines { "\n      " } else { "" };
    let xml = format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\"><decision id=\"x\" name=\"d\">{gap}<decisionTable{}>{gap}<output{}/>{gap}</decisionTable></decision></definitions>",
        id("t"),
        id("o")
    );
    Document::read(xml.as_bytes()).unwrap()
}

fn ids(document: &Document) -> Vec<String> {
    let text = String::from_utf8(document.write()).unwrap();
    text.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

proptest! {
    #[test]
    fn tables_come_back(table in table(), with_ids: bool, lines: bool) {
        prop_assert_eq!(TableText::from_markdown(&table.to_markdown()), Ok(vec![table.clone()]));
        prop_assert_eq!(TableText::from_csv(&table.to_csv()), Ok(table.clone()));
        let mut document = empty(with_ids, lines);
        document.apply_markdown(&table.to_markdown()).unwrap();
        prop_assert_eq!(document.table("d").unwrap(), table.clone());
        let bytes = document.write();
        prop_assert!(!document.apply_csv(&table.to_csv()).unwrap());
        prop_assert_eq!(document.write(), bytes.clone());
        prop_assert_eq!(Document::read(&bytes).unwrap().table("d").unwrap(), table);
    }

    #[test]
    fn edits_do_what_they_say((before, after) in edit(), with_ids: bool, lines: bool) {
        let mut document = empty(with_ids, lines);
        document.apply(&before).unwrap();
        let changes = document.apply_csv(&after.to_csv()).unwrap();
        prop_assert_eq!(document.table("d").unwrap(), after.clone());
        prop_assert_eq!(changes, before != after);
        let mut unique = ids(&document);
        let all = unique.len();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(unique.len(), all, "ids are unique");
        document.apply_markdown(&before.to_markdown()).unwrap();
        prop_assert_eq!(document.table("d").unwrap(), before);
    }

    #[test]
    fn moved_rules_keep_their_ids(table in table(), turn in any::<prop::sample::Index>()) {
        prop_assume!(table.rules.len() > 1);
        let mut document = empty(true, true);
        document.apply(&table).unwrap();
        let (bytes, mut before) = (document.write(), ids(&document));
        let mut moved = table.clone();
        moved.rules.rotate_left(turn.index(table.rules.len()));
        document.apply_markdown(&moved.to_markdown()).unwrap();
        let mut after = ids(&document);
        document.apply_markdown(&table.to_markdown()).unwrap();
        let back = ids(&document);
        before.sort();
        after.sort();
        prop_assert_eq!(&before, &after);
        let mut rules = table.rules.clone();
        rules.sort();
        rules.dedup();
        if rules.len() == table.rules.len() {
            prop_assert_eq!(document.write(), bytes);
        }
        prop_assert_eq!(back.len(), before.len());
    }

    #[test]
    fn damaged_texts_do_not_panic(table in table(), cut in any::<prop::sample::Index>(), insert in "[|\\\\\n\r,\"#<>a:-]{0,4}") {
        let mut document = empty(true, true);
        for (text, apply) in [
            (table.to_markdown(), Document::apply_markdown as fn(&mut Document, &str) -> _),
            (table.to_csv(), Document::apply_csv),
        ] {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let at = places[cut.index(places.len())];
            for damaged in [format!("{}{insert}{}", &text[..at], &text[at..]), text[..at].to_owned()] {
                if let Err(error) = apply(&mut document, &damaged) {
                    prop_assert!(error.line > 0 && error.column > 0, "{error}");
                }
            }
        }
    }
}
