//! Findings and causes of delay in the published plans; each was looked up in the text.

use plans::{Befund, Lage, Projektstatus, Regel, Register, Ursache, befunde, histories, ursachen};

fn findings() -> Option<Vec<Befund>> {
    let plans = plans::read(&crate::text()?).plans;
    Some(befunde(&plans, &histories(&plans, &Register::default(), &[])))
}

/// Year, number and line of the findings of a rule.
fn places(findings: &[Befund], rule: impl Fn(&Regel) -> bool) -> Vec<(i16, String, u32)> {
    let number = |befund: &Befund| {
        let place = befund.massnahme.as_ref().and_then(|place| place.nummer.as_ref());
        place.map(ToString::to_string).unwrap_or_default()
    };
    let wanted = findings.iter().filter(|befund| rule(&befund.regel));
    wanted.map(|befund| (befund.jahr, number(befund), befund.belege[0].zeile)).collect()
}

#[test]
fn head_against_text_and_calendar() {
    let Some(found) = findings() else { return };
    let done = |rule: &Regel| matches!(rule, Regel::TextSagtAbgeschlossen(Projektstatus::InVerzug));
    assert_eq!(places(&found, done), [(2020, "5.6".into(), 8881)]);
    let named = |rule: &Regel| matches!(rule, Regel::TextNenntStatus { .. });
    assert_eq!(places(&found, named), [(2022, "3.1.3".into(), 12_837)]);
    let late = |rule: &Regel| matches!(rule, Regel::TextSagtVerzug);
    assert_eq!(places(&found, late), [(2020, "4.2".into(), 8589), (2022, "3.2.3.1".into(), 13_367)]);
    let due = |rule: &Regel| matches!(rule, Regel::FaelligUndImPlan { .. });
    assert_eq!(places(&found, due), [(2022, "5.6".into(), 14_239)]);
    let listed = |rule: &Regel| matches!(rule, Regel::AbgeschlossenUndGefuehrt);
    assert_eq!(places(&found, listed), [(2020, "2.8".into(), 9551)]);
}

#[test]
fn what_vanished_and_what_points_nowhere() {
    let Some(found) = findings() else { return };
    let gone = |rule: &Regel| matches!(rule, Regel::OhneAbschlussVerschwunden { .. });
    let gone: Vec<_> = places(&found, gone).into_iter().map(|(year, number, _)| (year, number)).collect();
    let expected = [(2020, "A.4.1"), (2020, "C.1"), (2020, "3.5"), (2022, "5.10")];
    assert_eq!(gone, expected.map(|(year, number)| (year, number.to_owned())));
    let lost = |rule: &Regel| matches!(rule, Regel::VerweisUnlesbar);
    assert_eq!(places(&found, lost), [(2018, "B.1".into(), 6753)]);
    assert_eq!(
        places(&found, |rule| matches!(rule, Regel::VerweisDoppelt(_))),
        [(2018, String::new(), 5960)]
    );
    assert_eq!(places(&found, |rule| matches!(rule, Regel::FussnoteMehrfach(26))).len(), 1);
    assert_eq!(
        places(&found, |rule| matches!(rule, Regel::VormalsDoppelt(_))),
        [(2022, "3.2.4".into(), 13_523)]
    );
    let former = places(&found, |rule| matches!(rule, Regel::VormalsAndereMassnahme(_)));
    assert!(former.iter().any(|(year, number, _)| (*year, number.as_str()) == (2020, "2.1")), "{former:?}");
}

#[test]
fn dates_that_moved_and_dates_that_bind() {
    let Some(found) = findings() else { return };
    let months = |year: i16, number: &str| {
        let of = |befund: &&Befund| {
            befund.jahr == year
                && befund
                    .massnahme
                    .as_ref()
                    .and_then(|m| m.nummer.as_ref())
                    .is_some_and(|n| n.to_string() == number)
        };
        let moved = found.iter().filter(of).find_map(|befund| match befund.regel {
            Regel::VerschiebungGesamt { monate, .. } => Some(monate),
            _ => None,
        });
        moved.unwrap_or(0)
    };
    // ThELMA: 2016 at first, 2021 in the end. IT-Planungsprozess: 2017, then Q4/2022.
    assert_eq!((months(2022, "3.2.6"), months(2022, "3.1.1")), (60, 60));
    let bound: Vec<_> = found
        .iter()
        .filter_map(|befund| match befund.regel {
            Regel::HarteFrist { frist, lage } => {
                Some((befund.jahr, frist.to_string(), lage, befund.belege[0].zeile))
            }
            _ => None,
        })
        .collect();
    assert!(bound.contains(&(2022, "2022-12-31".into(), Some(Lage::Rechtzeitig), 11_738)), "{bound:?}");
    assert!(bound.contains(&(2017, "2016-08-01".into(), Some(Lage::ZuSpaet), 5458)), "{bound:?}");
    assert!(bound.contains(&(2020, "2026-01-01".into(), Some(Lage::Rechtzeitig), 8777)), "{bound:?}");
}

#[test]
fn causes_of_delay_with_their_sentences() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let of = |year: i16, number: &str| -> Vec<(Ursache, u32)> {
        let plan = plans.iter().find(|plan| plan.jahr.jahr == Some(year)).unwrap();
        let m = plan
            .massnahmen
            .iter()
            .find(|m| m.nummer.as_ref().is_some_and(|n| n.to_string() == number))
            .unwrap();
        ursachen(m).into_iter().map(|fund| (fund.ursache, fund.zeile)).collect()
    };
    assert_eq!(of(2018, "B.1"), [(Ursache::Lieferant, 6763)]);
    assert_eq!(of(2020, "3.1.9"), [(Ursache::Haushalt, 8236)]);
    assert_eq!(of(2021, "5.1"), [(Ursache::Pandemie, 11_011)]);
    assert_eq!(of(2020, "5.2"), [(Ursache::Personal, 8739), (Ursache::Abhaengigkeit, 8739)]);
    assert!(of(2016, "A.1").is_empty());
}
