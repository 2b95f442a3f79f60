//! The published text cut off, doubled, in another order, in parts and with noise.

use std::collections::BTreeMap;

use plans::{Aktionsplan, Massnahme, NoteKind, Reading};
use proptest::prelude::*;

/// What must stay the same of a measure: everything but lines and its text, which a cut may shorten.
fn core(massnahme: &Massnahme) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        massnahme.nummer.clone(),
        massnahme.titel.clone(),
        massnahme.aufnahme.as_ref().map(|value| value.wortlaut.clone()),
        massnahme.federfuehrung.as_ref().map(|value| value.wortlaut.clone()),
        massnahme.abschluss.as_ref().map(|value| value.wortlaut.clone()),
        massnahme.status.clone(),
        massnahme.vormals.as_ref().map(|value| value.wortlaut.clone()),
        (massnahme.neu, massnahme.koalitionsvertrag, massnahme.strategie.clone()),
    )
}

fn by_line(plans: &[Aktionsplan]) -> BTreeMap<u32, &Massnahme> {
    plans.iter().flat_map(|plan| &plan.massnahmen).map(|massnahme| (massnahme.zeile, massnahme)).collect()
}

fn years(reading: &Reading) -> Vec<i16> {
    reading.plans.iter().filter_map(|plan| plan.jahr.jahr).collect()
}

/// The text of each plan.
fn parts(text: &str, reading: &Reading) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let part = |plan: &Aktionsplan| {
        let (from, to) = (plan.zeilen.0 as usize - 1, plan.zeilen.1 as usize);
        let mut part = lines[from..to].join("\n");
        part.push_str("\n\n");
        part
    };
    reading.plans.iter().map(part).collect()
}

fn assert_same(one: &Aktionsplan, other: &Aktionsplan) {
    assert_eq!(one.massnahmen.len(), other.massnahmen.len());
    for (a, b) in one.massnahmen.iter().zip(&other.massnahmen) {
        assert_eq!(core(a), core(b));
    }
    assert_eq!(one.abgeschlossen.len(), other.abgeschlossen.len());
}

#[test]
fn each_plan_alone() {
    let Some(text) = crate::text() else { return };
    let whole = plans::read(&text);
    for (plan, part) in whole.plans.iter().zip(parts(&text, &whole)) {
        let alone = plans::read(&part);
        assert_eq!(alone.plans.len(), 1, "{:?}", plan.jahr);
        assert_eq!(alone.plans[0].jahr.jahr, plan.jahr.jahr);
        assert_same(&alone.plans[0], plan);
    }
}

#[test]
fn in_another_order_and_twice() {
    let Some(text) = crate::text() else { return };
    let whole = plans::read(&text);
    let mut turned = parts(&text, &whole);
    turned.reverse();
    let reading = plans::read(&turned.concat());
    assert_eq!(years(&reading), years(&whole));
    assert!(reading.notes.iter().any(|note| note.was == NoteKind::OutOfOrder));
    reading.plans.iter().zip(&whole.plans).for_each(|(one, other)| assert_same(one, other));
    let doubled = plans::read(&format!("{text}\n{text}"));
    assert_eq!(years(&doubled), years(&whole));
    doubled.plans.iter().zip(&whole.plans).for_each(|(one, other)| assert_same(one, other));
    let repeated = doubled.notes.iter().filter(|note| matches!(note.was, NoteKind::PlanRepeated(_))).count();
    assert_eq!(repeated, 6);
}

/// Editors strip blanks at the ends of lines; other programs join pages with form feeds.
#[test]
fn without_blanks_at_the_ends_of_lines() {
    let Some(text) = crate::text() else { return };
    let whole = plans::read(&text);
    let stripped: Vec<&str> = text.lines().map(str::trim_end).collect();
    let reading = plans::read(&stripped.join("\r\n"));
    assert_eq!(years(&reading), years(&whole));
    let (mut same, mut all) = (0, 0);
    let found = by_line(&reading.plans);
    for (line, massnahme) in by_line(&whole.plans) {
        all += 1;
        same += usize::from(found.get(&line).is_some_and(|other| core(other) == core(massnahme)));
    }
    println!("without blanks at the ends of lines: {same} of {all} measures the same");
    assert_eq!(found.len(), all);
    assert!(same * 100 >= all * 97);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn cut_off_anywhere(share in 0.0..1.0f64) {
        let Some(text) = crate::text() else { return Ok(()) };
        let whole = plans::read(&text);
        let mut end = (text.len() as f64 * share) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let cut = plans::read(&text[..end]);
        let last = u32::try_from(text[..end].lines().count()).unwrap();
        let found = by_line(&cut.plans);
        let all = by_line(&whole.plans);
        let starts: Vec<u32> = all.keys().copied().collect();
        for (place, (line, massnahme)) in all.iter().enumerate() {
            // Whole: the title of the next one is before the cut, and so is the footnote at the end of the page.
            let next = starts.get(place + 1).copied().unwrap_or(u32::MAX);
            let footnote = massnahme.vormals.as_ref().map_or(0, |vormals| vormals.zeile + 2);
            if next.max(footnote) < last {
                let other = found.get(line);
                prop_assert!(other.is_some(), "{} is lost", massnahme.name());
                prop_assert_eq!(core(other.unwrap()), core(massnahme));
            }
        }
        for line in found.keys() {
            prop_assert!(all.contains_key(line) || *line + 20 > last, "a measure that is none at line {}", line);
        }
    }

    /// Noise of the kinds that were seen: blanks doubled, lines doubled or lost, page numbers in between, empty lines.
    #[test]
    fn noise(seed in any::<u64>(), rate in 5_u64..400) {
        let Some(text) = crate::text() else { return Ok(()) };
        let mut state = seed | 1;
        let mut dice = |sides: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % sides
        };
        let mut noisy = String::new();
        for line in text.lines().skip(4000) {
            match dice(rate) {
                0 => noisy.push_str("\n17\n\n"),
                1 => noisy.push_str(&line.replace(' ', "  ")),
                2 => continue,
                3 => noisy.push_str(&line.replacen('e', "\u{fffd}", 1)),
                4 => noisy.push_str(&format!(" {line}\n{line}")),
                5 => noisy.push_str(&line.replace(':', "")),
                6 => noisy.push('\u{c}'),
                _ => {}
            }
            noisy.push_str(line);
            noisy.push('\n');
        }
        let reading = plans::read(&noisy);
        prop_assert!(!reading.plans.is_empty());
        let histories = plans::histories(&reading.plans, &plans::Register::default(), &[]);
        let _ = plans::befunde(&reading.plans, &histories);
    }
}
