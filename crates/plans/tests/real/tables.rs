//! The staff tables before the plans.

use plans::staff::{Haushalt, Rechnung, einzelplaene, gemeinden};

#[test]
fn einzelplaene_over_nine_years() {
    let Some(text) = crate::text() else { return };
    let tables = einzelplaene(&text);
    let years: Vec<_> = tables.iter().map(|table| table.jahre.clone()).collect();
    assert_eq!(years, [[2015, 2016, 2017], [2018, 2019, 2020], [2021, 2022, 2023]]);
    for table in &tables {
        assert!(table.notes.is_empty(), "{:?}", table.notes);
        let odd = table.abweichungen.iter().filter(|odd| odd.was != Rechnung::Summe);
        assert_eq!(odd.count(), 0, "each change and rate comes out");
    }
    let value = |table: usize, part: Haushalt, number: &str, year: usize| {
        let row = tables[table].positionen.iter().find(|row| row.haushalt == part && row.nummer == number);
        row.unwrap().werte[year].map(|wert| wert.beschaeftigte)
    };
    let core = Haushalt::Kernhaushalt;
    assert_eq!(value(0, core, "", 0), Some(46_605));
    assert_eq!(value(2, core, "", 2), Some(46_675));
    // Rows with values for some of the years only.
    assert_eq!([0, 1, 2].map(|year| value(0, core, "16", year)), [None, Some(225), Some(220)]);
    assert_eq!([0, 1, 2].map(|year| value(1, core, "1018", year)), [None, Some(730), Some(720)]);
    assert_eq!([0, 1, 2].map(|year| value(2, core, "0814", year)), [None, None, Some(150)]);
    assert_eq!([0, 1, 2].map(|year| value(2, core, "0107", year)), [Some(5), Some(10), Some(10)]);
    // The same number in both parts of the budget.
    assert_eq!(value(0, Haushalt::Sonderrechnungen, "1005", 0), Some(80));
    assert_eq!(value(0, core, "1005", 0), Some(615));
    // What does not add up in the document itself.
    let wrong: Vec<_> = tables
        .iter()
        .flat_map(|table| &table.abweichungen)
        .filter(|odd| !odd.erklaerbar)
        .map(|odd| (odd.zeile, odd.jahr.unwrap(), odd.gedruckt, odd.gerechnet))
        .collect();
    let expected = [(648, 2015, 13465.0, 13545.0), (664, 2015, 300.0, 220.0), (2037, 2022, 2765.0, 1925.0)];
    assert_eq!(wrong, expected);
}

#[test]
fn municipalities() {
    let Some(text) = crate::text() else { return };
    let table = gemeinden(&text);
    assert_eq!(table.gebietsstand.unwrap().to_string(), "2023-06-30");
    assert_eq!(table.zeilen.len(), 784);
    assert!(table.notes.is_empty());
    let wrong: Vec<_> = table.abweichungen.iter().filter(|odd| !odd.erklaerbar).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Each published plan, written as a table and read again, is the same table.
#[test]
fn plans_as_tables() {
    let Some(text) = crate::text() else { return };
    for plan in plans::read(&text).plans {
        let names = plans::table::COLUMNS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        let written = plans::table::rows(&plan);
        let listed = plan.massnahmen.len() + plan.oberpunkte.len() + plan.abgeschlossen.len();
        let all = listed + plan.abschnitte.len() + plan.fussnoten.len();
        assert_eq!(written.len(), all);
        let sheet: Vec<(u32, Vec<String>)> =
            (1..).zip(std::iter::once(names).chain(written.clone())).collect();
        let reading = plans::table::read(&sheet).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(plans::table::rows(&reading.plans[0]), written);
        assert_eq!(reading.plans[0].jahr.jahr, plan.jahr.jahr);
        assert_eq!(reading.plans[0].fussnoten.len(), plan.fussnoten.len());
        // What was understood of the values is the same too.
        let due = |plan: &plans::Aktionsplan| -> Vec<_> {
            plan.massnahmen
                .iter()
                .map(|one| one.abschluss.as_ref().and_then(plans::GeplanterAbschluss::faellig))
                .collect()
        };
        assert_eq!(due(&reading.plans[0]), due(&plan));
    }
}
