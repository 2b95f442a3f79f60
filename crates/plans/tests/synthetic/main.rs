//! Plans that nobody has published: other years, other parts, other spellings. What was written is read again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod junk;
mod render;
mod strategy;
mod vergleich;

use plans::{NoteKind, Projektstatus, Sicherheit, Wann, read};
use proptest::prelude::*;
use render::{Plan, Style, plan, style};

/// What was written against what was read.
fn assert_read(plan: &Plan, text: &str) {
    let reading = read(text);
    assert_eq!(reading.plans.len(), 1, "{:?}\n{text}", reading.notes);
    let found = &reading.plans[0];
    assert_eq!(found.jahr.jahr, Some(plan.year), "{text}");
    let names: Vec<_> = found.massnahmen.iter().map(|m| m.nummer.as_ref().map(ToString::to_string)).collect();
    let wanted: Vec<_> = plan.measures.iter().map(|m| m.number.clone()).collect();
    assert_eq!(names, wanted, "{text}");
    for (wanted, found) in plan.measures.iter().zip(&found.massnahmen) {
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(squeeze(&found.titel), squeeze(&wanted.title), "{text}");
        assert_eq!(found.aufnahme.as_ref().and_then(plans::Aufnahme::jahr), Some(wanted.admitted), "{text}");
        assert_eq!(found.neu, wanted.new, "{text}");
        assert_eq!(found.federfuehrung.as_ref().unwrap().wortlaut, wanted.lead, "{text}");
        assert_eq!(found.abschluss.as_ref().unwrap().wortlaut, wanted.due, "{text}");
        assert_eq!(found.status.as_ref().map(Projektstatus::words), Some(wanted.status), "{text}");
        let former = found.vormals.as_ref().map(|vormals| vormals.wortlaut.clone());
        assert_eq!(former, wanted.former, "{text}");
        let body = found.text.text().replace('\n', " ");
        assert_eq!(squeeze(&body), squeeze(&wanted.text), "{text}");
    }
    let done: Vec<_> = found.abgeschlossen.iter().map(|item| item.titel.clone()).collect();
    assert_eq!(done, plan.completed, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_edition_in_any_layout(plan in plan(), style in style()) {
        assert_read(&plan, &render::render(&plan, &style));
    }

    #[test]
    fn whole_measures_before_a_cut_stay(plan in plan(), style in style(), share in 0.0..1.0f64) {
        let text = render::render(&plan, &style);
        let mut end = (text.len() as f64 * share) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (whole, cut) = (read(&text), read(&text[..end]));
        let lines = u32::try_from(text[..end].lines().count()).unwrap();
        let all = &whole.plans[0].massnahmen;
        let found: Vec<_> = cut.plans.iter().flat_map(|plan| &plan.massnahmen).collect();
        for pair in all.windows(2).filter(|pair| pair[1].zeile < lines) {
            let same = found.iter().find(|other| other.zeile == pair[0].zeile);
            prop_assert!(same.is_some(), "{}\n{}", pair[0].name(), &text[..end]);
            prop_assert_eq!(&same.unwrap().abschluss, &pair[0].abschluss);
            prop_assert_eq!(&same.unwrap().titel, &pair[0].titel);
        }
    }
}

#[test]
fn two_editions_with_the_same_head() {
    let (mut one, style) = (render::example(2026), Style::default());
    let mut two = render::example(2027);
    two.head = 2026;
    two.measures[0].admitted = 2027;
    one.head = 2026;
    let text = format!("{}\n\n{}", render::render(&one, &style), render::render(&two, &style));
    let reading = read(&text);
    let years: Vec<_> = reading.plans.iter().map(|plan| (plan.jahr.jahr, plan.jahr.sicherheit)).collect();
    assert_eq!(years, [(Some(2026), Sicherheit::Sicher), (Some(2027), Sicherheit::Unsicher)]);
    let wrong = NoteKind::YearOfHead { head: 2026, taken: 2027 };
    assert!(reading.notes.iter().any(|note| note.was == wrong));
}

#[test]
fn the_same_plan_twice_and_two_that_differ() {
    let plan = render::example(2026);
    let text = render::render(&plan, &Style::default());
    let twice = read(&format!("{text}\n{text}"));
    assert_eq!(twice.plans.len(), 1);
    assert!(twice.notes.iter().any(|note| note.was == NoteKind::PlanRepeated(2026)));
    let mut other = render::example(2026);
    for measure in &mut other.measures {
        measure.title = format!("Ganz anderes {}", measure.title);
    }
    let both = read(&format!("{text}\n{}", render::render(&other, &Style::default())));
    assert_eq!(both.plans.len(), 2);
    assert!(both.notes.iter().any(|note| note.was == NoteKind::SameYear(2026)));
}

#[test]
fn dates_that_cannot_be_and_leads_that_nobody_knows() {
    let mut plan = render::example(2026);
    plan.measures[0].due = "31.02.2027".into();
    plan.measures[1].lead = "TMXYZ".into();
    plan.measures[1].due = "irgendwann".into();
    let reading = read(&render::render(&plan, &Style::default()));
    let unread = reading.notes.iter().filter(|note| matches!(note.was, NoteKind::Unread { .. }));
    assert_eq!(unread.count(), 3, "{:?}", reading.notes);
    assert_eq!(reading.plans[0].massnahmen[0].abschluss.as_ref().unwrap().faellig(), None);
    let open = &reading.plans[0].massnahmen[2].abschluss.as_ref().unwrap().aktuell;
    assert!(open.iter().all(|termin| matches!(termin.wann, Wann::Bis(_))));
}

#[test]
fn fields_without_a_title_are_told() {
    let text = "1. Allgemeines\n\nDer Aktionsplan 2026 gilt.\n\nFederführung: TFM\n\nGeplanter Abschluss: 2027\n\nText.\n";
    let reading = read(text);
    assert!(reading.plans.is_empty());
    assert!(reading.notes.iter().any(|note| note.was == NoteKind::FieldsWithoutTitle));
}

#[test]
fn a_title_page_is_a_head_without_sections() {
    let measure = |number: &str, title: &str| {
        format!("{number} {title}\n\nFederführung: TFM\nGeplanter Abschluss: 2030\n\nEs geschieht etwas.\n\n")
    };
    let plan = |year: i16| {
        let measures = measure("3.1", "Anschluss des Portals") + &measure("3.2", "Erneuerung des Netzes");
        format!(
            "Aktionsplan {year}\nzur Umsetzung der Strategie\n\nStand: 1. Oktober {year}\n\n3. Maßnahmen\n\n{measures}"
        )
    };
    let reading = read(&(plan(2027) + &plan(2028)));
    let years: Vec<_> = reading.plans.iter().map(|plan| plan.jahr.jahr).collect();
    assert_eq!(years, [Some(2027), Some(2028)], "{:?}", reading.notes);
    assert!(reading.plans.iter().all(|plan| plan.massnahmen.len() == 2 && plan.stand.is_some()));
}
